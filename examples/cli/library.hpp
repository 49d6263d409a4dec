// The library as the commands use it: handles that free themselves, failures as exceptions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "failure.hpp"
#include "weiss/weiss.h"

namespace cli {

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* handle) const noexcept {
    destroy(handle);
  }
};

using Context = std::unique_ptr<weiss_context, Destroy<weiss_context_destroy>>;
using Problem = std::unique_ptr<weiss_problem, Destroy<weiss_problem_destroy>>;
using Instance = std::unique_ptr<weiss_instance, Destroy<weiss_instance_destroy>>;
using Result = std::unique_ptr<weiss_result, Destroy<weiss_result_destroy>>;

// A growable struct of the interface with all defaults.
template <class T>
T defaults() {
  T value;
  weiss_struct_init(&value, sizeof value);
  return value;
}

// "origin:line:column", as far as the error knows line and column.
std::string place(const std::string& origin, const weiss_error& error);
// What went wrong, in one line: "origin:line:column: message".
std::string describe(const weiss_error& error);
// Throws Failure with the code and the description unless status says that the call worked.
void require(weiss_status status, const weiss_error& error, ExitCode code);

using LogFn = void (*)(void* user, int32_t level, const char* text) noexcept;

// A context that reads WEISS_SIMD and WEISS_PLUGIN_PATH; log_level as in weiss_context_config.
Context open_context(int32_t log_level, LogFn log, void* log_user);
// The same for commands without a log: warnings go to the standard error.
Context open_context();
// Loads what --plugin names: a file, or all plugins of a folder.
void load_plugin(weiss_context* context, const std::string& path);

weiss_problem_info info_of(const weiss_problem* problem);
weiss_problem_view view_of(const weiss_problem* problem);
weiss_result_info info_of(const weiss_result* result);

// All algorithms of a context: solvers, partitioners, optimizers, each ordered by id.
std::vector<weiss_algorithm_info> algorithms_of(weiss_context* context);
// The algorithm of a name, of any kind; Failure with kUsage when there is none.
weiss_algorithm_info find_algorithm(weiss_context* context, const std::string& name);
const char* kind_name(int32_t kind);

}  // namespace cli
