#include "runtime/loader.hpp"

#include <dirent.h>
#include <dlfcn.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

#include "base/error.hpp"
#include "base/system_message.hpp"
#include "runtime/plugin_calls.hpp"

namespace weiss {

namespace {

std::string real_path(const std::string& path) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (!resolved) throw Error(WEISS_E_NOT_FOUND, std::string("cannot open the plugin: ") + system_message(errno), path);
  std::string result = resolved;
  std::free(resolved);
  return result;
}

// dlopen may run constructors of the file, which may touch the floating-point control state
// (crtfastmath.o does): it is put back.
void* open_library(const std::string& path) {
  FloatingPointGuard guard;
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  guard.restore();
  if (!handle) {
    const char* reason = ::dlerror();
    throw Error(WEISS_E_PLUGIN, std::string("cannot be loaded: ") + (reason ? reason : "no reason given"), path);
  }
  return handle;
}

[[noreturn]] void no_entry(void* handle, const std::string& path) {
  for (int major = 0; major <= 9; ++major) {
    const std::string symbol = "weiss_plugin_entry_v" + std::to_string(major);
    if (::dlsym(handle, symbol.c_str()))
      throw Error(WEISS_E_ABI, "built for ABI " + std::to_string(major) + ".x, this host is " +
                                   std::to_string(WEISS_ABI_MAJOR) + "." + std::to_string(WEISS_ABI_MINOR) +
                                   ": rebuild", path);
  }
  throw Error(WEISS_E_PLUGIN, "has no symbol " WEISS_PLUGIN_ENTRY_SYMBOL ": not a plugin of Weiss", path);
}

uid_t owner_of_library() {
  struct stat info{};
  Dl_info self{};
  if (::dladdr(reinterpret_cast<void*>(&owner_of_library), &self) && self.dli_fname &&
      ::stat(self.dli_fname, &info) == 0)
    return info.st_uid;
  return 0;
}

// Rule of abi.md 16 for files and folders found by scanning.
std::string ownership_refusal(const std::string& path, const struct stat& info) {
  if (info.st_mode & S_IWOTH) return path + " can be written by everybody";
  if (info.st_uid != 0 && info.st_uid != ::geteuid() && info.st_uid != owner_of_library())
    return path + " belongs neither to root, nor to the user, nor to the owner of libweiss";
  return {};
}

}  // namespace

LoadedModule open_module(const std::string& path) {
  if (path.empty()) throw Error(WEISS_E_ARGUMENT, "the path of the plugin is empty");
  const std::string resolved = real_path(path);
  struct stat info{};
  if (::stat(resolved.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
    throw Error(WEISS_E_PLUGIN, "is not a regular file", path);
  void* handle = open_library(resolved);
  void* symbol = ::dlsym(handle, WEISS_PLUGIN_ENTRY_SYMBOL);
  if (!symbol) no_entry(handle, path);
  weiss_plugin_entry_fn entry = nullptr;
  std::memcpy(&entry, &symbol, sizeof entry);
  return {entry, resolved};
}

std::vector<std::string> plugin_files(const std::string& directory) {
  if (has_raised_privileges())
    throw Error(WEISS_E_PLUGIN, "folders are not scanned in a process with raised privileges", directory);
  struct stat info{};
  if (::stat(directory.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    throw Error(WEISS_E_NOT_FOUND, "is not a folder", directory);
  const std::string why = ownership_refusal(directory, info);
  if (!why.empty()) throw Error(WEISS_E_PLUGIN, "not scanned: " + why, directory);

  DIR* folder = ::opendir(directory.c_str());
  if (!folder) throw Error(WEISS_E_IO, std::string("cannot be read: ") + system_message(errno), directory);
  std::vector<std::string> files;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (name.size() > 9 && name.compare(0, 6, "weiss_") == 0 && name.compare(name.size() - 3, 3, ".so") == 0)
      files.push_back(directory + "/" + name);
  }
  ::closedir(folder);
  std::sort(files.begin(), files.end());
  return files;
}

std::string refusal(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return path + ": " + system_message(errno);
  if (!S_ISREG(info.st_mode)) return path + " is not a regular file";
  return ownership_refusal(path, info);
}

std::string library_directory() {
  Dl_info self{};
  if (!::dladdr(reinterpret_cast<void*>(&library_directory), &self) || !self.dli_fname) return {};
  char* resolved = ::realpath(self.dli_fname, nullptr);
  if (!resolved) return {};
  std::string path = resolved;
  std::free(resolved);
  return path.substr(0, path.rfind('/'));
}

bool has_raised_privileges() noexcept { return ::getauxval(AT_SECURE) != 0; }

}  // namespace weiss
