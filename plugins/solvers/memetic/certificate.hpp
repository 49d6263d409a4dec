// What can be proven about the core beside the search, within a share of the limits.
#pragma once

#include <cmath>

#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/bounds.hpp>

#include "../../common/elimination.hpp"
#include "ends.hpp"

namespace {

class Certificate {
 public:
  Certificate(const weiss::plugin::Host& host, const weiss_problem_view& core)
      : host_(host), bounds_(host), core_(core) {}

  bool optimal() const noexcept { return optimal_; }

  // Lower bounds by roof duality and by semidefinite programming, where half of what is left suffices.
  // best is the energy of a state.
  void bound(const weiss::plugin::Run& run, const weiss::plugin::Sink& sink, double best) {
    const double share = affordable(run) / 2.0;
    double lower = -std::numeric_limits<double>::infinity();
    if (!is_symmetric(core_) && 64.0 * static_cast<double>(core_.num_entries) < share)
      lower = report(sink, "roof dual bound", bounds_.roof_dual(core_.problem, run));
    const double product = cost_of_factor(run);
    for (const Effort& effort : kEfforts) {
      if (cost_of(effort) + product > share || run.should_stop()) continue;
      weiss_sdp_params params = weiss::plugin::sized<weiss_sdp_params>();
      params.seed = run.stream(2);
      params.max_sweeps = effort.sweeps;
      params.tolerance = effort.tolerance;
      lower = std::max(lower, report(sink, "SDP bound", bounds_.sdp(core_.problem, run, params)));
      break;
    }
    if (!std::isfinite(lower)) return;
    optimal_ = (core_.flags & WEISS_PROBLEM_INTEGER) != 0 && lower >= best;
    sink.bound(optimal_ ? best : lower, optimal_ ? WEISS_PROOF_OPTIMAL : WEISS_PROOF_BOUND);
  }

  // Has solver prove the core with an eighth of what is left, when it looks like a tree from afar. Returns the
  // optimal state or null.
  const int8_t* prove(weiss::plugin::Child& solver, const weiss::plugin::Run& run) {
    weiss_task task = weiss::plugin::sized<weiss_task>();
    task.problem = core_.problem;
    task.stream = 3;
    task.work_limit = static_cast<int64_t>(std::min(affordable(run) / 8.0, 1e18));
    if (task.work_limit < work_of_elimination() || !is_narrow(run)) return nullptr;
    const weiss_outcome outcome = solver.solve(run, task);
    optimal_ = outcome.status == WEISS_OK && outcome.proof == WEISS_PROOF_OPTIMAL;
    return optimal_ ? outcome.spins : nullptr;
  }

 private:
  // The bound within some 1e-5 of what the method can give, or within 1e-3.
  struct Effort {
    int64_t sweeps;
    double tolerance;
    double lanczos_steps;
  };
  static constexpr Effort kEfforts[] = {{200, 1e-7, 1000.0}, {25, 1e-5, 150.0}};
  static constexpr int64_t kNarrow = 16;  // tree width

  // The tables of the widest spins would be all that large.
  int64_t work_of_elimination() const noexcept { return core_.num_entries + (core_.num_spins << kNarrow) / 4; }
  bool is_narrow(const weiss::plugin::Run& run) const {
    run.spend(2 * core_.num_entries);
    for (const Rule rule : {Rule::kMinDegree, Rule::kSweep})
      if (eliminate(host_, core_, rule, kNarrow).blocked_by == 0) return true;
    return false;
  }

  // As weiss_bound_sdp charges it.
  double cost_of(const Effort& effort) const noexcept {
    const auto n = static_cast<double>(core_.num_spins), entries = static_cast<double>(core_.num_entries);
    const double rank = std::sqrt(2.0 * n) + 17.0;
    return static_cast<double>(effort.sweeps) * (entries * rank / 16.0 + n) +
           effort.lanczos_steps * (entries + 8.0 * n);
  }
  // The factor of the proof is full, but for spins of sparse graphs that go before they have many neighbours.
  double cost_of_factor(const weiss::plugin::Run& run) const {
    auto n = static_cast<double>(core_.num_spins);
    if (core_.num_entries < 2 * kNarrow * core_.num_spins) {
      run.spend(2 * core_.num_entries);
      n -= static_cast<double>(eliminate(host_, core_, Rule::kMinDegree, kNarrow).order.size());
    }
    return std::min(n * n * n / 48.0, 2e9);
  }

  // The reduction to the core rounds when the data are not integers; the bound then leaves room for that.
  double report(const weiss::plugin::Sink& sink, const char* name, double bound) const noexcept {
    if ((core_.flags & WEISS_PROBLEM_INTEGER) == 0) bound -= 1e-9 * (std::fabs(bound) + std::fabs(core_.offset));
    sink.figure(name, bound);
    return bound;
  }

  weiss::plugin::Host host_;
  weiss::plugin::Bounds bounds_;
  const weiss_problem_view& core_;
  bool optimal_ = false;
};

}  // namespace
