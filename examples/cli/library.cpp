#include "library.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace cli {

namespace {

void print_warning(void*, int32_t, const char* text) noexcept { std::fprintf(stderr, "warning: %s\n", text); }

}  // namespace

std::string place(const std::string& origin, const weiss_error& error) {
  std::string text = origin;
  if (error.line > 0) text += ":" + std::to_string(error.line);
  if (error.line > 0 && error.column > 0) text += ":" + std::to_string(error.column);
  return text;
}

std::string describe(const weiss_error& error) {
  const std::string origin = error.origin;
  const std::string what = *error.message ? error.message : weiss_status_name(error.status);
  // Many messages name by themselves what they are about.
  if (error.line == 0 && what.find(origin) != std::string::npos) return what;
  return place(origin, error) + ": " + what;
}

void require(weiss_status status, const weiss_error& error, ExitCode code) {
  if (status < WEISS_OK) throw Failure(code, describe(error));
}

Context open_context(int32_t log_level, LogFn log, void* log_user) {
  auto config = defaults<weiss_context_config>();
  config.flags = WEISS_CONTEXT_READ_ENVIRONMENT;
  config.log_level = log_level;
  config.log = log;
  config.log_user = log_user;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = nullptr;
  require(weiss_context_create(&config, &context, &error), error, kFailed);
  return Context(context);
}

Context open_context() { return open_context(WEISS_LOG_WARNING, print_warning, nullptr); }

void load_plugin(weiss_context* context, const std::string& path) {
  // A bare name would be looked up elsewhere by the system's loader; what is meant is the file here.
  char* const resolved = realpath(path.c_str(), nullptr);
  if (!resolved) throw Failure(kFailed, path + ": there is no such plugin file or folder");
  const std::string absolute = resolved;
  std::free(resolved);

  weiss_error error = WEISS_ERROR_INIT;
  struct stat facts {};
  if (stat(absolute.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode)) {
    int64_t loaded = 0;
    require(weiss_context_scan_directory(context, absolute.c_str(), &loaded, &error), error, kFailed);
    if (loaded == 0) throw Failure(kFailed, path + ": no plugin (weiss_*.so) could be loaded from it");
  } else {
    require(weiss_context_load_plugin(context, absolute.c_str(), &error), error, kFailed);
  }
}

weiss_problem_info info_of(const weiss_problem* problem) {
  auto info = defaults<weiss_problem_info>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_get_info(problem, &info, &error), error, kFailed);
  return info;
}

weiss_problem_view view_of(const weiss_problem* problem) {
  auto view = defaults<weiss_problem_view>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_get_view(problem, &view, &error), error, kFailed);
  return view;
}

weiss_result_info info_of(const weiss_result* result) {
  auto info = defaults<weiss_result_info>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_result_get_info(result, &info, &error), error, kFailed);
  return info;
}

std::vector<weiss_algorithm_info> algorithms_of(weiss_context* context) {
  weiss_error error = WEISS_ERROR_INIT;
  int64_t count = 0;
  require(weiss_context_num_algorithms(context, &count, &error), error, kFailed);
  std::vector<weiss_algorithm_info> algorithms;
  for (int64_t index = 0; index < count; ++index) {
    algorithms.push_back(defaults<weiss_algorithm_info>());
    require(weiss_context_algorithm(context, index, &algorithms.back(), &error), error, kFailed);
  }
  const auto rank = [](const weiss_algorithm_info& info) {
    return info.kind == WEISS_KIND_SOLVER ? 0 : info.kind;
  };
  std::stable_sort(algorithms.begin(), algorithms.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return algorithms;
}

weiss_algorithm_info find_algorithm(weiss_context* context, const std::string& name) {
  auto info = defaults<weiss_algorithm_info>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_context_find_algorithm(context, 0, name.c_str(), &info, &error), error, kUsage);
  return info;
}

const char* kind_name(int32_t kind) {
  switch (kind) {
    case WEISS_KIND_PARTITIONER: return "partitioner";
    case WEISS_KIND_SOLVER: return "solver";
    case WEISS_KIND_OPTIMIZER: return "optimizer";
    default: return "unknown kind";
  }
}

}  // namespace cli
