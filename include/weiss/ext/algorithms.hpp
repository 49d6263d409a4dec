// weiss/ext/algorithms.hpp - C++ for the extension "weiss.algorithms/1". Failures are exceptions
// (plugin.hpp).
#ifndef WEISS_EXT_ALGORITHMS_HPP
#define WEISS_EXT_ALGORITHMS_HPP

#include <memory>

#include "../plugin.hpp"
#include "algorithms.h"

namespace weiss {
namespace plugin {

// A nested algorithm. How a child solver did stands in the outcome's own status.
class Child {
 public:
  Child(const Host& host, const weiss_choice* choice)
      : table_(&host.extension<weiss_ext_algorithms>(WEISS_EXT_ALGORITHMS)), child_(nullptr, table_->close) {
    weiss_child* out = nullptr;
    call(table_->open, host.table(), choice, &out);
    child_.reset(out);
  }
  weiss_child* get() const noexcept { return child_.get(); }
  const char* name() const noexcept { return table_->name(get()); }
  uint32_t caps() const noexcept { return table_->caps(get()); }
  int64_t max_spins() const noexcept { return table_->max_spins(get()); }

  weiss_outcome solve(const Run& run, const weiss_task& task) {
    weiss_outcome outcome = sized<weiss_outcome>();
    call(table_->solve, get(), run.table(), &task, &outcome);
    return outcome;
  }
  // tasks and outcomes [count] are pointers to structs with struct_size set.
  void solve_many(const Run& run, int64_t count, const weiss_task* const* tasks,
                  weiss_outcome* const* outcomes) {
    call(table_->solve_many, get(), run.table(), count, tasks, outcomes);
  }
  weiss_parts partition(const Run& run, const weiss_problem* problem, const weiss_partition_task& task,
                        uint64_t stream) {
    weiss_parts parts = sized<weiss_parts>();
    call(table_->partition, get(), run.table(), problem, &task, stream, &parts);
    return parts;
  }
  // x [dimension] receives the best point.
  weiss_optimizer_output minimize(const Run& run, const weiss_objective& objective, uint64_t stream,
                                  int64_t max_evaluations, double* x) {
    weiss_optimizer_output output = sized<weiss_optimizer_output>();
    output.x = x;
    call(table_->minimize, get(), run.table(), &objective, stream, max_evaluations, &output);
    return output;
  }

 private:
  const weiss_ext_algorithms* table_;
  std::unique_ptr<weiss_child, void (*)(weiss_child*) noexcept> child_;
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_EXT_ALGORITHMS_HPP
