// weiss/context.h: the context, its plugins and what they offer.
#include "weiss/context.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "algorithms_extension.hpp"
#include "base/error.hpp"
#include "base/version.hpp"
#include "bounds_extension.hpp"
#include "bundled.hpp"
#include "context_access.hpp"
#include "guard.hpp"
#include "problem_extension.hpp"
#include "replicas_extension.hpp"
#include "runtime/context.hpp"
#include "runtime/loader.hpp"
#include "search_extension.hpp"
#include "statevector_extension.hpp"

namespace weiss {

namespace {

// The default algorithm of each kind: the one place that names them.
constexpr const char* kDefaultPartitioner = "weiss.random";
constexpr const char* kDefaultSolver = "weiss.memetic";
constexpr const char* kDefaultOptimizer = "weiss.cobyla";

struct Settings {
  weiss_context_config config;
  std::string simd;
  std::string plugin_directories;
};

// The environment counts only when a flag asks for it, and never under raised privileges.
const char* from_environment(const Settings& settings, const char* name) {
  if ((settings.config.flags & WEISS_CONTEXT_READ_ENVIRONMENT) == 0 || has_raised_privileges()) return nullptr;
  return std::getenv(name);
}

Settings read_settings(const weiss_context_config* config) {
  Settings settings{};
  copy_in(&settings.config, sizeof settings.config, config, "weiss_context_config");
  weiss_context_config& c = settings.config;
  if (c.memory_limit < 0 || c.max_threads < 0 || c.log_level < 0)
    throw Error(WEISS_E_ARGUMENT, "context config: memory_limit, max_threads and log_level must be 0 or more");
  if ((c.allocate == nullptr) != (c.deallocate == nullptr))
    throw Error(WEISS_E_ARGUMENT, "context config: give both allocate and deallocate, or neither");
  if (c.log_level == 0) c.log_level = WEISS_LOG_WARNING;
  if (c.simd) settings.simd = c.simd;
  if (const char* simd = from_environment(settings, "WEISS_SIMD")) settings.simd = simd;
  if (c.plugin_directories) settings.plugin_directories = c.plugin_directories;
  if (const char* path = from_environment(settings, "WEISS_PLUGIN_PATH")) {
    if (!settings.plugin_directories.empty()) settings.plugin_directories += ":";
    settings.plugin_directories += path;
  }
  return settings;
}

EnvironmentPtr make_environment(const Settings& settings) {
  const weiss_context_config& c = settings.config;
  const KernelTable* kernels = settings.simd.empty() ? nullptr : find_kernels(settings.simd.c_str());
  const bool missing = !settings.simd.empty() && !kernels;
  if (!kernels) kernels = find_kernels(nullptr);
  auto environment = std::make_shared<Environment>(c.memory_limit, c.allocate, c.deallocate, c.allocate_user,
                                                   *kernels, LogTarget{c.log, c.log_user, c.log_level});
  if (missing)
    environment->log(WEISS_LOG_WARNING, "SIMD level \"" + settings.simd + "\" is not to be had here; using " +
                                            kernels->name);
  return environment;
}

// Absolute folders out of a list with ':' between; others are left out with a log line.
std::vector<std::string> split_directories(const std::string& list, Environment& environment) {
  std::vector<std::string> directories;
  for (size_t begin = 0; begin < list.size();) {
    const size_t end = std::min(list.find(':', begin), list.size());
    const std::string directory = list.substr(begin, end - begin);
    if (!directory.empty() && directory[0] == '/')
      directories.push_back(directory);
    else if (!directory.empty())
      environment.log(WEISS_LOG_WARNING, "plugin folder left out: " + directory + " is not an absolute path");
    begin = end + 1;
  }
  return directories;
}

const void* get_extension(const weiss_host*, const char* id) noexcept {
  if (!id) return nullptr;
  if (std::strcmp(id, WEISS_EXT_PROBLEM) == 0) return problem_extension();
  if (std::strcmp(id, WEISS_EXT_REPLICAS) == 0) return replicas_extension();
  if (std::strcmp(id, WEISS_EXT_SEARCH) == 0) return search_extension();
  if (std::strcmp(id, WEISS_EXT_ALGORITHMS) == 0) return algorithms_extension();
  if (std::strcmp(id, WEISS_EXT_STATEVECTOR) == 0) return statevector_extension();
  if (std::strcmp(id, WEISS_EXT_BOUNDS) == 0) return bounds_extension();
  return nullptr;
}

RegistryConfig registry_config(Context& context, const Settings& settings) {
  RegistryConfig config;
  config.environment = context.environment;
  config.services = host_services(context, get_extension);
  config.bundled_prefix = "weiss.";
  config.defaults[WEISS_KIND_PARTITIONER] = kDefaultPartitioner;
  config.defaults[WEISS_KIND_SOLVER] = kDefaultSolver;
  config.defaults[WEISS_KIND_OPTIMIZER] = kDefaultOptimizer;
  config.plugin_directories = split_directories(settings.plugin_directories, *context.environment);
  config.linked_in = bundled_plugins();
  if (*config.linked_in) {
    config.bundled_note = "The bundled algorithms are linked in";
  } else if (settings.config.flags & WEISS_CONTEXT_NO_BUNDLED_DIRECTORY) {
    config.bundled_note = "The library's own plugin folder is left out by a flag";
  } else {
    const std::string directory = library_directory();
    if (!directory.empty()) config.bundled_directory = directory + "/weiss-" + std::to_string(WEISS_ABI_MAJOR);
    config.bundled_note = config.bundled_directory.empty() ? "The folder of the library is unknown"
                                                           : "Looked in " + config.bundled_directory;
  }
  return config;
}

Context& deref(weiss_context* context) {
  require_not_null(context, "context");
  context->require_own_process();
  return *context;
}

void fill_info(const Algorithm& algorithm, const std::string& name,
               weiss_algorithm_info* out) {
  weiss_algorithm_info info{};
  info.struct_size = sizeof info;
  info.kind = algorithm.kind;
  info.caps = algorithm.caps;
  info.num_options = static_cast<uint32_t>(algorithm.option_tables.size());
  info.max_spins = algorithm.max_spins;
  info.id = algorithm.id.c_str();
  info.name = name == algorithm.name ? algorithm.name.c_str() : algorithm.id.c_str();
  info.title = algorithm.title.c_str();
  info.version = algorithm.version.c_str();
  info.summary = algorithm.summary.c_str();
  info.options = algorithm.option_tables.data();
  info.plugin = algorithm.plugin ? algorithm.plugin->id().c_str() : "";
  info.license = algorithm.plugin ? algorithm.plugin->license().c_str() : "";
  info.path = algorithm.plugin ? algorithm.plugin->path().c_str() : "";
  copy_out(out, &info, sizeof info, "weiss_algorithm_info");
}

}  // namespace

EnvironmentPtr environment_of(weiss_context* context) { return deref(context).environment; }

Threads threads_of(weiss_context* context, int32_t wanted) {
  Context& c = deref(context);
  return Threads(c.pool, c.max_threads > 0 ? std::min(wanted, c.max_threads) : wanted);
}

}  // namespace weiss

extern "C" {

weiss_status weiss_context_create(const weiss_context_config* config, weiss_context** out,
                                  weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(out, "out");
    const weiss::Settings settings = weiss::read_settings(config);
    const weiss_context_config& c = settings.config;
    auto context = std::make_shared<weiss_context>(weiss::make_environment(settings), c.max_threads,
                                                   c.parallel_for, c.parallel_for_user);
    context->registry = std::make_unique<weiss::Registry>(weiss::registry_config(*context, settings));
    context->handle = context;
    *out = context.get();
  });
}

void weiss_context_destroy(weiss_context* context) noexcept {
  if (!context) return;
  const std::shared_ptr<weiss_context> last = std::move(context->handle);
}

const char* weiss_context_simd(const weiss_context* context) noexcept {
  return context ? context->environment->kernels().name : "";
}

int64_t weiss_context_memory(const weiss_context* context, int64_t* peak) noexcept {
  if (peak) *peak = context ? context->environment->memory()->peak() : 0;
  return context ? context->environment->memory()->used() : 0;
}

weiss_status weiss_context_load_plugin(weiss_context* context, const char* path, weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    weiss::require_not_null(path, "path");
    weiss::deref(context).registry->load_plugin(path);
  });
}

weiss_status weiss_context_scan_directory(weiss_context* context, const char* directory, int64_t* num_loaded,
                                          weiss_error* error) noexcept {
  if (num_loaded) *num_loaded = 0;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(directory, "directory");
    const int64_t loaded = weiss::deref(context).registry->scan_directory(directory);
    if (num_loaded) *num_loaded = loaded;
  });
}

weiss_status weiss_context_add_plugin(weiss_context* context, const weiss_plugin* (*entry)(const weiss_host*) noexcept,
                                      weiss_error* error) noexcept {
  return weiss::guarded(error, [&] { weiss::deref(context).registry->add_plugin(entry, {}); });
}

weiss_status weiss_context_add_algorithm(weiss_context* context, const weiss_algorithm* algorithm,
                                         void (*release)(const weiss_algorithm*) noexcept, weiss_error* error) noexcept {
  return weiss::guarded(error, [&] { weiss::deref(context).registry->add_algorithm(algorithm, release); });
}

weiss_status weiss_context_num_algorithms(weiss_context* context, int64_t* count, weiss_error* error) noexcept {
  if (count) *count = 0;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(count, "count");
    weiss::Context& c = weiss::deref(context);
    std::vector<const weiss::Algorithm*> listing = c.registry->list();
    *count = static_cast<int64_t>(listing.size());
    const std::lock_guard<std::mutex> lock(c.listing_mutex);
    c.listing = std::move(listing);
  });
}

weiss_status weiss_context_algorithm(weiss_context* context, int64_t index, weiss_algorithm_info* info,
                                     weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    weiss::Context& c = weiss::deref(context);
    const std::lock_guard<std::mutex> lock(c.listing_mutex);
    if (index < 0 || index >= static_cast<int64_t>(c.listing.size()))
      throw weiss::Error(WEISS_E_ARGUMENT, "index " + std::to_string(index) + " is not in 0.." +
                                               std::to_string(static_cast<int64_t>(c.listing.size()) - 1) +
                                               "; call weiss_context_num_algorithms first");
    const weiss::Algorithm& algorithm = *c.listing[static_cast<size_t>(index)];
    weiss::fill_info(algorithm, c.registry->short_name(algorithm), info);
  });
}

weiss_status weiss_context_find_algorithm(weiss_context* context, int32_t kind, const char* name,
                                          weiss_algorithm_info* info, weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    weiss::Context& c = weiss::deref(context);
    const weiss::Algorithm& algorithm = c.registry->find(kind, name ? name : "");
    weiss::fill_info(algorithm, c.registry->short_name(algorithm), info);
  });
}

const char* weiss_version(void) noexcept { return weiss::kVersion; }

void weiss_abi_version(int32_t* major, int32_t* minor) noexcept {
  if (major) *major = WEISS_ABI_MAJOR;
  if (minor) *minor = WEISS_ABI_MINOR;
}

}  // extern "C"
