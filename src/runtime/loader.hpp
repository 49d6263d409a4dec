// Opening plugin files. loader.cpp uses dlopen; loader_none.cpp takes its place in builds without one.
#pragma once

#include <string>
#include <vector>

#include "weiss/plugin.h"

namespace weiss {

// The entry function of a plugin file and its real path. Throws Error: E_NOT_FOUND, E_PLUGIN (not a
// regular file, not loadable, no entry symbol), E_ABI (entry of another major), E_UNSUPPORTED.
struct LoadedModule {
  weiss_plugin_entry_fn entry;
  std::string path;
};
LoadedModule open_module(const std::string& path);

// Files weiss_*.so of a folder in the order of their names. Throws Error(E_NOT_FOUND or E_PLUGIN) when the
// folder is not there, could have been written by others, or the process runs with raised privileges.
std::vector<std::string> plugin_files(const std::string& directory);
// Why a file found by scanning must not be loaded; empty when it may.
std::string refusal(const std::string& path);

// Folder of the library itself, or of the program that it is linked into; empty when unknown.
std::string library_directory();
// True under setuid, setgid or file capabilities: the environment is not to be trusted then.
bool has_raised_privileges() noexcept;

}  // namespace weiss
