// weiss/ext/problem.hpp - C++ for the extension "weiss.problem/1". Failures are exceptions (plugin.hpp).
#ifndef WEISS_EXT_PROBLEM_HPP
#define WEISS_EXT_PROBLEM_HPP

#include <memory>

#include "../plugin.hpp"
#include "problem.h"

namespace weiss {
namespace plugin {

using OwnedProblem = std::unique_ptr<weiss_problem, void (*)(weiss_problem*) noexcept>;
using OwnedReduction = std::unique_ptr<weiss_reduction, void (*)(weiss_reduction*) noexcept>;

// The functions of weiss/problem.h, with what they return as a value. With a run, what takes long throws
// Failure(WEISS_STOPPED) when the run says stop.
class Problems {
 public:
  explicit Problems(const Host& host)
      : table_(host.extension<weiss_ext_problem>(WEISS_EXT_PROBLEM)), context_(host.table()->context) {}
  const weiss_ext_problem& table() const noexcept { return table_; }

  OwnedProblem create(const weiss_problem_data& data) const {
    weiss_problem* out = nullptr;
    call(table_.create, context_, &data, &out);
    return {out, table_.destroy};
  }
  weiss_problem_view view(const weiss_problem* problem) const {
    weiss_problem_view out = sized<weiss_problem_view>();
    call(table_.get_view, problem, &out);
    return out;
  }
  double energy(const weiss_problem* problem, const int8_t* spins) const {
    double out = 0.0;
    call(table_.energies, problem, int64_t{1}, spins, &out);
    return out;
  }
  // y = J x for count vectors, both [num_spins * count].
  void multiply(const weiss_problem* problem, int64_t count, const double* x, double* y) const {
    call(table_.multiply, problem, count, x, y);
  }
  // The others at spins; up to a constant, so it costs the couplings of the members only.
  OwnedProblem clamp(const weiss_problem* problem, int64_t num_members, const int32_t* members,
                     const int8_t* spins, const Run* run = nullptr) const {
    weiss_problem* out = nullptr;
    call_whole(table_.clamp, problem, table_of(run), num_members, members, spins, nullptr, 0, &out);
    return {out, table_.destroy};
  }
  OwnedProblem contract(const weiss_problem* problem, int64_t num_groups, const int32_t* group,
                        const int8_t* sign, const Run* run = nullptr) const {
    weiss_problem* out = nullptr;
    call_whole(table_.contract, problem, table_of(run), num_groups, group, sign, &out);
    return {out, table_.destroy};
  }
  // component [num_spins]; returns their number.
  int64_t components(const weiss_problem* problem, int32_t* component) const {
    int64_t out = 0;
    call(table_.components, problem, component, &out);
    return out;
  }
  // Charges its work to the run, if there is one.
  std::pair<OwnedProblem, OwnedReduction> reduce(const weiss_problem* problem, const Run* run = nullptr) const {
    weiss_problem* out = nullptr;
    weiss_reduction* reduction = nullptr;
    call_whole(table_.reduce, problem, table_of(run), &out, &reduction);
    return {OwnedProblem(out, table_.destroy), OwnedReduction(reduction, table_.reduction_destroy)};
  }
  weiss_reduction_info info(const OwnedReduction& reduction) const {
    weiss_reduction_info out = sized<weiss_reduction_info>();
    call(table_.reduction_get_info, reduction.get(), &out);
    return out;
  }
  void lift(const OwnedReduction& reduction, const int8_t* reduced_spins, int8_t* spins) const noexcept {
    table_.reduction_lift(reduction.get(), reduced_spins, spins);
  }
  // The kept spins of a state.
  void restrict(const OwnedReduction& reduction, const int8_t* spins, int8_t* reduced_spins) const noexcept {
    table_.reduction_restrict(reduction.get(), spins, reduced_spins);
  }

 private:
  const weiss_ext_problem& table_;
  weiss_context* context_;
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_EXT_PROBLEM_HPP
