// One algorithm under test, and what every test does with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "../library.hpp"
#include "test_problems.hpp"

namespace cli {

// Where an algorithm under test comes from.
struct Origin {
  std::string file;                  // of the plugin, absolute
  std::vector<std::string> plugins;  // loaded before it
  std::string id;                    // of the algorithm; "" while only the file is looked at
};

// The name of a test says what is promised. It throws Failure when the promise is broken, and Skip when the
// algorithm doesn't make it; it returns a remark, or "".
struct ConformanceTest {
  const char* name;
  std::string (*run)(const Origin& origin);
};

class Skip : public Failure {
 public:
  explicit Skip(const std::string& why) : Failure(kSolved, why) {}
};

const std::vector<ConformanceTest>& general_tests();
const std::vector<ConformanceTest>& solver_tests();
const std::vector<ConformanceTest>& partitioner_tests();
const std::vector<ConformanceTest>& optimizer_tests();

void expect(bool truth, const std::string& otherwise);

// A context with the plugin loaded. All that the host has to complain about is collected.
class Subject {
 public:
  explicit Subject(const Origin& origin, const char* simd = nullptr);

  weiss_context* context() const noexcept { return context_.get(); }
  const weiss_algorithm_info& info() const noexcept { return info_; }
  bool has(uint32_t capability) const noexcept { return (info_.caps & capability) != 0; }
  // size, or less when the algorithm takes no problem of that size: it says so in max_spins, or a solver
  // by refusing one with E_LIMIT or E_UNSUPPORTED.
  int64_t fitting(int64_t size);
  // A problem of this shape, thinned out as long as the solver refuses it: some take large problems, but only
  // sparse ones.
  Problem problem(TestProblem shape, uint64_t seed);
  int64_t thinned_out() const noexcept { return thinned_out_; }  // problems of the above

  Instance instance() const;  // with the default options
  // Throws with the first warning that the host has logged.
  void require_no_complaint() const;
  // Throws when the context holds more memory than before, now that all handles are gone.
  void require_memory(int64_t before) const;

  // Runs the solver; fails the test when the host has a complaint or the result breaks a rule.
  Result solve(const Instance& instance, const weiss_problem* problem, const weiss_run_config& config) const;

 private:
  bool refuses(const weiss_problem* problem);
  static void take_complaint(void* subject, int32_t level, const char* text) noexcept;

  std::vector<std::string> complaints_;  // before the context, which logs until its end
  Context context_;
  weiss_algorithm_info info_{};
  int64_t thinned_out_ = 0;
};

// What the file registers, a word "kind:id" for each algorithm; throws when it does not load.
std::vector<std::string> algorithms_in(const Origin& origin);

}  // namespace cli
