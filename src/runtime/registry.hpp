// The algorithms that a context knows, where they came from, and how they are found by name.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/environment.hpp"
#include "runtime/algorithm.hpp"

namespace weiss {

// A plugin that is open in one context: its host table, and its checked own.
class Plugin {
 public:
  Plugin(const weiss_host& services, std::string path) : path_(std::move(path)), host_{services, this} {}

  const weiss_host* host() const noexcept { return &host_.table; }
  const std::string& id() const noexcept { return id_; }
  const std::string& license() const noexcept { return license_; }
  const std::string& path() const noexcept { return path_; }  // empty when linked in

  // The table is first in the struct, so that a host pointer leads back to the plugin.
  struct Host {
    weiss_host table;
    Plugin* plugin;
  };

 private:
  friend class Registry;
  std::string id_, license_, path_;
  Host host_;
  weiss_plugin table_{};
  const weiss_plugin* original_ = nullptr;
};

struct RegistryConfig {
  EnvironmentPtr environment;
  weiss_host services{};         // context, log, alloc, free, get_extension
  std::string bundled_directory; // empty: left out
  std::string bundled_note;      // why it is left out or where was looked, for messages
  std::vector<std::string> plugin_directories;
  const weiss_plugin_entry_fn* linked_in = nullptr;  // ended by null
  std::string bundled_prefix;    // "weiss.": ids of the bundled plugins
  std::string defaults[4];       // id of the default of each kind, by kind
};

class Registry {
 public:
  explicit Registry(RegistryConfig config);
  ~Registry();  // shuts plugins down
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  void load_plugin(const std::string& path);
  // Loads what a folder holds, in the order of names; a refused file is a log line. Returns the number.
  int64_t scan_directory(const std::string& directory);
  void add_plugin(weiss_plugin_entry_fn entry, const std::string& path);
  void add_algorithm(const weiss_algorithm* algorithm, void (*release)(const weiss_algorithm*) noexcept);

  // The algorithm named by id or short name, loading its module when needed. kind 0 takes any; an empty
  // name is the default of the kind. Throws Error(E_NOT_FOUND) with the nearest name.
  const Algorithm& find(int32_t kind, const std::string& name);
  // All that can be found, by kind and id.
  std::vector<const Algorithm*> list();
  // Shortest text that names the algorithm among all known: its last word, or its id.
  std::string short_name(const Algorithm& algorithm) const;

 private:
  const Algorithm* lookup(int32_t kind, const std::string& name) const;
  bool load_bundled_module(int32_t kind, const std::string& name);
  void load_everything();
  void scan_plugin_directories();
  bool is_bundled(const Algorithm& algorithm) const;
  // Takes the algorithms of a checked plugin in, all or none.
  void take(std::unique_ptr<Plugin> plugin, std::vector<std::unique_ptr<Algorithm>> algorithms);
  bool is_known(const Algorithm& algorithm, const std::string& where) const;
  [[noreturn]] void not_found(int32_t kind, const std::string& name);

  const RegistryConfig config_;
  mutable std::recursive_mutex mutex_;
  std::deque<std::unique_ptr<Plugin>> plugins_;
  std::vector<std::unique_ptr<Algorithm>> algorithms_;
  std::vector<std::string> loaded_paths_;
  bool scanned_plugin_directories_ = false;
  bool loaded_everything_ = false;
};

// The name among candidates with the smallest edit distance to name, or "" when none is near.
std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates);

}  // namespace weiss
