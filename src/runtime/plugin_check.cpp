#include "runtime/plugin_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "base/error.hpp"
#include "runtime/clean_text.hpp"
#include "runtime/option_value.hpp"

namespace weiss {

namespace {

constexpr uint32_t kLargestTable = 4096;    // bytes; beyond it struct_size is garbage
constexpr uint32_t kMostOptions = 256;
constexpr int32_t kMostListEntries = 4096;

[[noreturn]] void refuse(const std::string& what) { throw Error(WEISS_E_PLUGIN, what); }

// Copies a table whose struct_size must cover all that this host knows.
template <class Table>
Table copy_table(const Table* table, const std::string& what) {
  if (!table) refuse(what + " is NULL");
  uint32_t size = 0;
  std::memcpy(&size, table, sizeof size);
  if (size < sizeof(Table) || size > kLargestTable)
    refuse(what + ": struct_size is " + std::to_string(size) + ", must be sizeof, here " +
           std::to_string(sizeof(Table)));
  Table copy;
  std::memcpy(&copy, table, sizeof copy);
  return copy;
}

bool valid_key(const char* key) noexcept {
  const size_t length = strnlen(key, 65);
  if (length == 0 || length > 64 || !(key[0] >= 'a' && key[0] <= 'z')) return false;
  return std::all_of(key, key + length, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_choice(const std::string& choices, const std::string& value) {
  const std::string padded = "|" + choices + "|";
  return !value.empty() && value.find('|') == std::string::npos &&
         padded.find("|" + value + "|") != std::string::npos;
}

void check_default(const OptionInfo& option, const std::string& what) {
  const weiss_option_info& t = option.table;
  switch (t.type) {
    case WEISS_TYPE_BOOL:
      if (t.i_default != 0 && t.i_default != 1) refuse(what + ": default of a BOOL must be 0 or 1");
      break;
    case WEISS_TYPE_INT:
      if (!(t.i_min <= t.i_default && t.i_default <= t.i_max))
        refuse(what + ": default " + std::to_string(t.i_default) + " is outside " + std::to_string(t.i_min) +
               ".." + std::to_string(t.i_max));
      break;
    case WEISS_TYPE_REAL:
      if (!(t.f_min <= t.f_default && t.f_default <= t.f_max))
        refuse(what + ": default " + std::to_string(t.f_default) + " is outside its range");
      break;
    case WEISS_TYPE_REAL_LIST:
      for (const double f : option.list_default)
        if (!(t.f_min <= f && f <= t.f_max)) refuse(what + ": a default is outside its range");
      break;
    case WEISS_TYPE_STRING:
      if (!fits_spec(option.s_default)) refuse(what + ": default holds a double quote");
      if (t.choices && !is_choice(option.choices, option.s_default))
        refuse(what + ": default \"" + option.s_default + "\" is not one of " + option.choices);
      break;
    default: break;
  }
}

std::unique_ptr<OptionInfo> check_option(const weiss_option_info* source, const std::string& owner) {
  auto option = std::make_unique<OptionInfo>();
  weiss_option_info& t = option->table;
  t = copy_table(source, owner + ": option");
  if (!t.key || !valid_key(t.key)) refuse(owner + ": an option's key must be lower_snake_case");
  option->key = t.key;
  const std::string what = owner + ": option \"" + option->key + "\"";
  if (!t.help) refuse(what + ": help is NULL");
  if (t.type < WEISS_TYPE_BOOL || t.type > WEISS_TYPE_REAL_LIST)
    refuse(what + ": unknown type " + std::to_string(t.type));
  if (t.type == WEISS_TYPE_ALGORITHM && !kind_name(t.kind)[0])
    refuse(what + ": unknown kind " + std::to_string(t.kind));
  if (t.list_default_count < 0 || t.list_default_count > kMostListEntries ||
      (t.list_default_count > 0 && !t.list_default))
    refuse(what + ": list_default does not fit list_default_count");

  option->help = clean_text(t.help);
  option->choices = clean_text(t.choices);
  option->s_default = clean_text(t.s_default);
  if (t.type == WEISS_TYPE_REAL_LIST && t.list_default_count > 0)
    option->list_default.assign(t.list_default, t.list_default + t.list_default_count);
  t.struct_size = sizeof t;
  t.key = option->key.c_str();
  t.help = option->help.c_str();
  if (t.choices) t.choices = option->choices.c_str();
  if (t.s_default) t.s_default = option->s_default.c_str();
  t.list_default = option->list_default.empty() ? nullptr : option->list_default.data();
  check_default(*option, what);
  return option;
}

void check_kind_table(Algorithm& algorithm) {
  const std::string what = algorithm.id + ": table";
  const void* table = algorithm.table.table;
  bool runs = false;
  switch (algorithm.kind) {
    case WEISS_KIND_SOLVER:
      algorithm.solver = copy_table(static_cast<const weiss_solver*>(table), what);
      runs = algorithm.solver.run != nullptr;
      break;
    case WEISS_KIND_PARTITIONER:
      algorithm.partitioner = copy_table(static_cast<const weiss_partitioner*>(table), what);
      runs = algorithm.partitioner.run != nullptr;
      break;
    default:
      algorithm.optimizer = copy_table(static_cast<const weiss_optimizer*>(table), what);
      runs = algorithm.optimizer.run != nullptr;
  }
  if (!runs) refuse(algorithm.id + ": run is NULL");
}

}  // namespace

const char* kind_name(int32_t kind) noexcept {
  switch (kind) {
    case WEISS_KIND_PARTITIONER: return "partitioner";
    case WEISS_KIND_SOLVER: return "solver";
    case WEISS_KIND_OPTIMIZER: return "optimizer";
    default: return "";
  }
}

bool valid_id(const char* id) noexcept {
  if (!id) return false;
  const size_t length = strnlen(id, 65);
  if (length < 3 || length > 64) return false;
  return std::all_of(id, id + length, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

void check_plugin_header(const weiss_plugin* plugin) {
  if (!plugin) refuse("entry returned NULL: the plugin refuses this host");
  // The first three fields are frozen, so they can be read before the rest is known to fit.
  uint32_t head[3];
  std::memcpy(head, plugin, sizeof head);
  const uint32_t size = head[0], major = head[1], minor = head[2];
  const bool same = major == WEISS_ABI_MAJOR && (WEISS_ABI_MAJOR > 0 || minor == WEISS_ABI_MINOR);
  if (size < sizeof head || size > kLargestTable)
    refuse("plugin table: struct_size is " + std::to_string(size) + ", must be sizeof(weiss_plugin)");
  if (!same)
    throw Error(WEISS_E_ABI, "built for ABI " + std::to_string(major) + "." + std::to_string(minor) +
                                 ", this host is " + std::to_string(WEISS_ABI_MAJOR) + "." +
                                 std::to_string(WEISS_ABI_MINOR) + ": rebuild");
  const weiss_plugin table = copy_table(plugin, "plugin table");
  if (!valid_id(table.id)) refuse("plugin id must be 3 to 64 characters of a-z 0-9 . -");
  const std::string id = table.id;
  if (!table.title || !table.version || !table.license) refuse(id + ": title, version or license is NULL");
  if (table.num_algorithms == 0 || table.num_algorithms > kMostOptions || !table.algorithms)
    refuse(id + ": algorithms must hold 1 to " + std::to_string(kMostOptions) + " entries");
}

std::unique_ptr<Algorithm> check_algorithm(const weiss_algorithm* source) {
  auto algorithm = std::make_unique<Algorithm>();
  weiss_algorithm& t = algorithm->table;
  t = copy_table(source, "algorithm");
  if (!valid_id(t.id)) refuse("an algorithm's id must be 3 to 64 characters of a-z 0-9 . -");
  algorithm->id = t.id;
  const std::string& id = algorithm->id;
  if (!kind_name(t.kind)[0]) refuse(id + ": unknown kind " + std::to_string(t.kind));
  if (!t.title || !t.version || !t.summary) refuse(id + ": title, version or summary is NULL");
  if (!t.create || !t.destroy) refuse(id + ": create or destroy is NULL");
  if (t.max_spins < 0) refuse(id + ": max_spins is negative");
  if (t.num_options > kMostOptions || (t.num_options > 0 && !t.options))
    refuse(id + ": options do not fit num_options");

  algorithm->name = id.substr(id.rfind('.') + 1);
  if (algorithm->name.empty()) algorithm->name = id;
  algorithm->title = clean_text(t.title, 200);
  algorithm->version = clean_text(t.version, 64);
  algorithm->summary = clean_text(t.summary);
  algorithm->kind = t.kind;
  algorithm->caps = t.caps;
  algorithm->max_spins = t.max_spins;
  algorithm->original = source;
  for (uint32_t k = 0; k < t.num_options; ++k) {
    auto option = check_option(t.options[k], id);
    for (const auto& other : algorithm->options)
      if (other->key == option->key) refuse(id + ": option \"" + option->key + "\" comes twice");
    algorithm->option_tables.push_back(&option->table);
    algorithm->options.push_back(std::move(option));
  }
  check_kind_table(*algorithm);
  return algorithm;
}

}  // namespace weiss
