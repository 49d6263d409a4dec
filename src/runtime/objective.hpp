// The objective as an optimizer sees it: points checked, evaluations charged, the best point kept.
#pragma once

#include <string>
#include <vector>

#include "runtime/execute.hpp"
#include "runtime/gate.hpp"
#include "runtime/run.hpp"
#include "weiss/plugin.h"

namespace weiss {

// Throws E_ARGUMENT when a field is out of range.
void check_objective(const weiss_objective& objective);

class CheckedObjective {
 public:
  CheckedObjective(const weiss_objective& source, Run& run);
  const weiss_objective* table() const noexcept { return &gate_->objective; }

  // The start, moved into the bounds.
  std::vector<double> start() const;
  // Evaluates the point that an optimizer returned as its best; false and a failure when it is none.
  bool check_point(const double* x);

  bool has_best() const noexcept { return !best_x_.empty(); }
  double best_f() const noexcept { return best_f_; }
  const std::vector<double>& best_x() const noexcept { return best_x_; }
  bool failed() const noexcept { return !failure_.empty() || gate_->misused(); }
  std::string failure() const;
  // What the objective itself returned when it failed; OK otherwise.
  weiss_status source_status() const noexcept { return source_status_; }

 private:
  static weiss_status evaluate(const weiss_objective* objective, int64_t count, const double* x, double* f,
                               double* g) noexcept;
  weiss_status checked_evaluate(int64_t count, const double* x, double* f, double* g);
  // Empty when x is finite and within the bounds.
  std::string point_error(const double* x) const;
  weiss_status fail(std::string why);

  const weiss_objective& source_;
  Run& run_;
  const OpenGate gate_;
  std::vector<double> best_x_;
  double best_f_ = 0.0;
  std::string failure_;
  weiss_status source_status_ = WEISS_OK;
};

// Runs an optimizer. The status is that of the optimizer, judged; the best point is the objective's.
CallResult execute_optimizer(const Algorithm& algorithm, void* self, CheckedObjective& objective, Run& run,
                             weiss_optimizer_output& output);

// Evaluations allowed when no limit is given.
inline int64_t default_evaluations(int64_t dimension) noexcept { return 1000 * (dimension + 1); }

}  // namespace weiss
