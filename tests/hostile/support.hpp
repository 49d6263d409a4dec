// A context with its log, a small problem with known minimum, and the files of this folder.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "weiss/plugin.h"
#include "weiss/weiss.h"

namespace hostile {

struct ResultDeleter {
  void operator()(weiss_result* result) const { weiss_result_destroy(result); }
};
using ResultPtr = std::unique_ptr<weiss_result, ResultDeleter>;
struct InstanceDeleter {
  void operator()(weiss_instance* instance) const { weiss_instance_destroy(instance); }
};
using InstancePtr = std::unique_ptr<weiss_instance, InstanceDeleter>;

// Path of a module, "refused/entry_null_plugin".
std::string module_path(const std::string& name);

// What a call returned.
struct Outcome {
  weiss_status status = WEISS_OK;
  std::string message;
};

class Host {
 public:
  // memory brings the embedder's allocator, all else of it is left as it is.
  explicit Host(const weiss_context_config& memory = {});
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  weiss_context* context() const { return context_; }
  const weiss_problem* problem() const { return problem_; }
  double minimum() const { return minimum_; }

  Outcome load(const std::string& path);
  Outcome create(int32_t kind, const std::string& spec, InstancePtr& instance);
  // Log lines that hold text.
  int log_lines(const std::string& text) const;
  const std::string& log() const { return log_; }

  // The context is as good as new: a bundled solver finds the minimum.
  bool still_solves();

 private:
  std::string log_;
  weiss_context* context_ = nullptr;
  weiss_problem* problem_ = nullptr;
  double minimum_ = 0.0;
};

inline constexpr int kSpins = 12;

// How a child process ended in which body ran.
struct ChildEnd {
  int signal = 0;       // that ended it, or 0
  int code = 0;         // with which it ended, when no signal did; kReturned when body returned true
  std::string printed;  // on its standard output and error
};
inline constexpr int kReturned = 42;
ChildEnd in_child(const std::function<bool()>& body);

// All warnings of a result, one a line.
std::string warnings(const weiss_result* result);
// A counter of a result; 0 when it is not there.
int64_t counter(const weiss_result* result, const std::string& name);
weiss_result_info info(const weiss_result* result);
bool holds(const std::string& text, const std::string& part);

}  // namespace hostile
