// An algorithm as the registry keeps it: checked, with copies of its tables and texts, so that nothing of
// a plugin is read before it was validated.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "weiss/plugin.h"

namespace weiss {

class Plugin;

struct OptionInfo {
  std::string key, help, choices, s_default;
  std::vector<double> list_default;
  weiss_option_info table;  // points into the above
};

struct Algorithm {
  std::string id;
  std::string name;  // shortest text that names it: the last word of the id, or the id itself
  std::string title, version, summary;
  std::vector<std::unique_ptr<OptionInfo>> options;
  std::vector<const weiss_option_info*> option_tables;

  int32_t kind = 0;
  uint32_t caps = 0;
  int64_t max_spins = 0;
  // The table of its kind; the others are empty.
  weiss_solver solver{};
  weiss_partitioner partitioner{};
  weiss_optimizer optimizer{};

  weiss_algorithm table{};                    // checked copy: create, destroy
  const weiss_algorithm* original = nullptr;  // what create gets: it may be part of a larger object
  const weiss_host* host = nullptr;
  const Plugin* plugin = nullptr;  // null when registered alone
  void (*release)(const weiss_algorithm*) noexcept = nullptr;

  // How often it went on for long after it had been asked to stop; at 2 nested runs leave it out.
  mutable std::atomic<int32_t> overruns{0};

  bool has(uint32_t cap) const noexcept { return (caps & cap) != 0; }
};

const char* kind_name(int32_t kind) noexcept;  // "solver"

}  // namespace weiss
