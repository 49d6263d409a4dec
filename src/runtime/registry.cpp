#include "runtime/registry.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "runtime/loader.hpp"
#include "runtime/plugin_calls.hpp"
#include "runtime/plugin_check.hpp"
#include "runtime/clean_text.hpp"
#include "weiss/context.h"

namespace weiss {

namespace {

std::string place(const std::string& path) { return path.empty() ? "the program" : path; }

// Runs body; an Error becomes a log line.
template <class Body>
bool or_log(Environment& environment, int32_t level, const std::string& path, Body&& body) {
  try {
    body();
    return true;
  } catch (const Error& e) {
    environment.log(level, "plugin refused: " + path + ": " + e.message());
    return false;
  }
}

}  // namespace

std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates) {
  constexpr size_t kLongestName = 64;  // of ids and keys: what is longer is near none
  if (name.size() > kLongestName) return {};
  std::string best;
  size_t best_distance = std::max<size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    // Levenshtein distance, one row at a time.
    std::vector<size_t> row(candidate.size() + 1);
    for (size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= name.size(); ++i) {
      size_t diagonal = row[0];
      row[0] = i;
      for (size_t j = 1; j < row.size(); ++j) {
        const size_t substitute = diagonal + (name[i - 1] == candidate[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
      }
    }
    const bool extends = name.size() >= 3 && candidate.compare(0, name.size(), name) == 0;
    const size_t distance = extends ? 1 : row.back();
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

Registry::Registry(RegistryConfig config) : config_(std::move(config)) {
  for (const weiss_plugin_entry_fn* entry = config_.linked_in; entry && *entry; ++entry) add_plugin(*entry, {});
}

Registry::~Registry() {
  for (const auto& algorithm : algorithms_)
    if (algorithm->release) algorithm->release(algorithm->original);
  for (auto it = plugins_.rbegin(); it != plugins_.rend(); ++it) {
    const Plugin& plugin = **it;
    if (plugin.original_) call_shutdown(plugin.table_, plugin.original_);
  }
}

void Registry::load_plugin(const std::string& path) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  const LoadedModule module = open_module(path);
  if (std::find(loaded_paths_.begin(), loaded_paths_.end(), module.path) != loaded_paths_.end()) return;
  add_plugin(module.entry, module.path);
  loaded_paths_.push_back(module.path);
}

int64_t Registry::scan_directory(const std::string& directory) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  int64_t loaded = 0;
  for (const std::string& file : plugin_files(directory)) {
    const bool taken = or_log(*config_.environment, WEISS_LOG_WARNING, file, [&] {
      const std::string why = refusal(file);
      if (!why.empty()) throw Error(WEISS_E_PLUGIN, why, file);
      load_plugin(file);
    });
    if (taken) ++loaded;
  }
  return loaded;
}

void Registry::add_plugin(weiss_plugin_entry_fn entry, const std::string& path) {
  if (!entry) throw Error(WEISS_E_ARGUMENT, "entry is NULL");
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  auto plugin = std::make_unique<Plugin>(config_.services, path);
  std::vector<std::unique_ptr<Algorithm>> algorithms;
  CallResult result;
  try {
    const weiss_plugin* table = call_entry(entry, plugin->host(), result);
    if (result.status < WEISS_OK) throw Error(WEISS_E_PLUGIN, "entry " + result.message);
    check_plugin_header(table);
    plugin->table_ = *table;
    plugin->original_ = table;
    plugin->id_ = table->id;
    plugin->license_ = clean_text(table->license, 200);
    for (uint32_t k = 0; k < table->num_algorithms; ++k)
      algorithms.push_back(check_algorithm(table->algorithms[k]));
    take(std::move(plugin), std::move(algorithms));
  } catch (const Error& e) {
    if (plugin && plugin->original_) call_shutdown(plugin->table_, plugin->original_);
    throw Error(e.status(), e.message(), path.empty() ? e.origin() : path);
  }
}

void Registry::take(std::unique_ptr<Plugin> plugin, std::vector<std::unique_ptr<Algorithm>> algorithms) {
  for (size_t k = 0; k < algorithms.size(); ++k)
    for (size_t j = 0; j < k; ++j)
      if (algorithms[j]->id == algorithms[k]->id)
        throw Error(WEISS_E_PLUGIN, "holds the algorithm " + algorithms[k]->id + " twice");
  algorithms.erase(std::remove_if(algorithms.begin(), algorithms.end(),
                                  [&](const auto& a) { return is_known(*a, plugin->path_); }),
                   algorithms.end());
  for (auto& algorithm : algorithms) {
    algorithm->host = plugin->host();
    algorithm->plugin = plugin.get();
    algorithms_.push_back(std::move(algorithm));
  }
  plugins_.push_back(std::move(plugin));
}

// Is the same algorithm there already? Another one of the same id is an error that names both places.
bool Registry::is_known(const Algorithm& algorithm, const std::string& where) const {
  for (const auto& known : algorithms_) {
    if (known->id != algorithm.id) continue;
    const std::string first = place(known->plugin ? known->plugin->path() : std::string());
    if (known->version != algorithm.version || !known->plugin)
      throw Error(WEISS_E_PLUGIN, "the id " + algorithm.id + " of " + place(where) + " (version " +
                                      algorithm.version + ") is taken by " + first + " (version " +
                                      known->version + ")");
    config_.environment->log(WEISS_LOG_DEBUG, "skipped " + algorithm.id + " of " + place(where) +
                                                  ": the same as in " + first);
    return true;
  }
  return false;
}

void Registry::add_algorithm(const weiss_algorithm* source, void (*release)(const weiss_algorithm*) noexcept) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  auto algorithm = check_algorithm(source);
  for (const auto& known : algorithms_)
    if (known->id == algorithm->id)
      throw Error(WEISS_E_PLUGIN, "the id " + algorithm->id + " is taken by " +
                                      place(known->plugin ? known->plugin->path() : std::string()));
  auto services = std::make_unique<Plugin>(config_.services, std::string());
  services->id_ = algorithm->id;
  algorithm->host = services->host();
  algorithm->release = release;
  plugins_.push_back(std::move(services));
  algorithms_.push_back(std::move(algorithm));
}

bool Registry::is_bundled(const Algorithm& algorithm) const {
  return algorithm.id.compare(0, config_.bundled_prefix.size(), config_.bundled_prefix) == 0;
}

std::string Registry::short_name(const Algorithm& algorithm) const {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  if (is_bundled(algorithm)) return algorithm.name;
  for (const auto& other : algorithms_)
    if (other.get() != &algorithm && other->name == algorithm.name) return algorithm.id;
  return algorithm.name;
}

// Among the loaded: by id, as a bundled one, by a last word that is unique in its kind.
const Algorithm* Registry::lookup(int32_t kind, const std::string& name) const {
  const Algorithm* found = nullptr;
  for (const auto& algorithm : algorithms_) {
    if (algorithm->id == name) return algorithm.get();
    if ((kind != 0 && algorithm->kind != kind) || algorithm->name != name) continue;
    if (is_bundled(*algorithm)) return algorithm.get();
    if (found)
      throw Error(WEISS_E_NOT_FOUND, "\"" + name + "\" is the name of " + found->id + " and of " +
                                         algorithm->id + ": give the whole id", name);
    found = algorithm.get();
  }
  return found;
}

bool Registry::load_bundled_module(int32_t kind, const std::string& name) {
  if (config_.bundled_directory.empty()) return false;
  std::string word = name.compare(0, config_.bundled_prefix.size(), config_.bundled_prefix) == 0
                         ? name.substr(config_.bundled_prefix.size())
                         : name;
  if (word.empty() || !valid_id(("weiss." + word).c_str())) return false;
  std::replace(word.begin(), word.end(), '-', '_');
  for (const int32_t k : {WEISS_KIND_SOLVER, WEISS_KIND_PARTITIONER, WEISS_KIND_OPTIMIZER}) {
    if (kind != 0 && kind != k) continue;
    const std::string file =
        config_.bundled_directory + "/weiss_" + kind_name(k) + "_" + word + ".so";
    if (!refusal(file).empty()) continue;
    if (or_log(*config_.environment, WEISS_LOG_WARNING, file, [&] { load_plugin(file); })) return true;
  }
  return false;
}

void Registry::scan_plugin_directories() {
  if (scanned_plugin_directories_) return;
  scanned_plugin_directories_ = true;
  for (const std::string& directory : config_.plugin_directories)
    or_log(*config_.environment, WEISS_LOG_WARNING, directory, [&] { scan_directory(directory); });
}

void Registry::load_everything() {
  if (loaded_everything_) return;
  loaded_everything_ = true;
  if (!config_.bundled_directory.empty())
    or_log(*config_.environment, WEISS_LOG_INFO, config_.bundled_directory,
           [&] { scan_directory(config_.bundled_directory); });
  scan_plugin_directories();
}

const Algorithm& Registry::find(int32_t kind, const std::string& given) {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  if (kind < 0 || kind > WEISS_KIND_OPTIMIZER)
    throw Error(WEISS_E_ARGUMENT, "kind " + std::to_string(kind) + " is not a WEISS_KIND_*");
  const std::string& name = given.empty() ? config_.defaults[kind] : given;
  if (name.empty())
    throw Error(WEISS_E_NOT_FOUND, std::string("there is no default ") + kind_name(kind) + ": name one");

  const Algorithm* found = lookup(kind, name);
  // A bundled algorithm goes before one of the same last word from elsewhere.
  if ((!found || (found->id != name && !is_bundled(*found))) && load_bundled_module(kind, name))
    found = lookup(kind, name);
  if (!found) {
    scan_plugin_directories();
    found = lookup(kind, name);
  }
  if (!found) not_found(kind, name);
  if (kind != 0 && found->kind != kind)
    throw Error(WEISS_E_NOT_FOUND, found->id + " is a " + kind_name(found->kind) + ", not a " + kind_name(kind),
                name);
  return *found;
}

void Registry::not_found(int32_t kind, const std::string& name) {
  load_everything();
  std::vector<std::string> names;
  for (const auto& algorithm : algorithms_)
    if (kind == 0 || algorithm->kind == kind) names.push_back(algorithm->name);
  const std::string what = kind == 0 ? "algorithm" : kind_name(kind);
  std::string text = "no " + what + " is called \"" + name + "\"";
  const std::string nearest = nearest_name(name, names);
  if (!nearest.empty()) text += "; the nearest is \"" + nearest + "\"";
  text += ". " + config_.bundled_note;
  for (const std::string& directory : config_.plugin_directories) text += ", looked in " + directory;
  throw Error(WEISS_E_NOT_FOUND, text, name);
}

std::vector<const Algorithm*> Registry::list() {
  const std::lock_guard<std::recursive_mutex> lock(mutex_);
  load_everything();
  std::vector<const Algorithm*> all;
  for (const auto& algorithm : algorithms_) all.push_back(algorithm.get());
  std::sort(all.begin(), all.end(), [](const Algorithm* a, const Algorithm* b) {
    return a->kind != b->kind ? a->kind < b->kind : a->id < b->id;
  });
  return all;
}

}  // namespace weiss
