// Exact minimum by enumeration: reduce, split into components, visit all states of each.
#include <limits>

#include <weiss/ext/search.hpp>

#include "../../common/components.hpp"
#include "lowest.hpp"

namespace {

using weiss::bundled::Components;
using weiss::plugin::Array;
using weiss::plugin::Failure;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Run;
using weiss::plugin::Sink;

constexpr int64_t kMaxSpins = 30;  // of weiss_search_enumerate

class Exact {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.exact", "Exact enumeration", "1.0.0",
      "Proven optimum by a walk over all states, up to 30 spins in a component of the reduced problem.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_EXACT | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {weiss::plugin::int_option(
      "samples",
      "States to report, those of least energy, for problems of at most 30 spins; of two mirror images without "
      "fields one. More than one takes some ten times as long.",
      1, 1, 1000000)};

  Exact(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        search_(weiss::plugin::search_table(host)),
        samples_(options.integer("samples")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const Run& run, const Sink& sink) {
    if (problem.num_spins <= kMaxSpins && samples_ > 1) {
      report_lowest(problem, run, sink);
    } else if (problem.num_spins <= kMaxSpins) {
      int8_t spins[kMaxSpins] = {};
      double energy = 0.0;
      const bool complete = enumerate(problem.problem, run, spins, &energy);
      report(sink, spins, energy, complete);
    } else {
      solve_reduced(problem, run, sink);
    }
  }

 private:
  void report_lowest(const weiss_problem_view& problem, const Run& run, const Sink& sink) const {
    Lowest lowest(host_, problem, samples_);
    const bool complete = lowest.walk(run);
    bool first = true;
    for (const Lowest::State& state : lowest.states()) {
      int8_t spins[kMaxSpins] = {};
      lowest.spins(state.number, spins);
      if (first && complete) sink.bound(problems_.energy(problem.problem, spins), WEISS_PROOF_OPTIMAL);
      first = false;
      sink.report(spins, std::numeric_limits<double>::quiet_NaN());  // the host computes it
    }
  }

  void solve_reduced(const weiss_problem_view& problem, const Run& run, const Sink& sink) const {
    const auto [reduced, reduction] = problems_.reduce(problem.problem, &run);
    const int64_t n = problems_.view(reduced.get()).num_spins;
    const Components components(host_, problems_, reduced.get(), n);
    if (components.largest() > kMaxSpins && run.should_stop()) return;  // with more time it may be less
    refuse_above_limit(problem.num_spins, n, components);

    Array<int8_t> state(static_cast<size_t>(n), int8_t{1}, host_);
    bool complete = true;
    for (int64_t c = 0; c < components.count() && complete; ++c) {
      const int32_t* members = components.members(c);
      const auto part = problems_.clamp(reduced.get(), components.size(c), members, state.data());
      int8_t spins[kMaxSpins] = {};
      double energy = 0.0;
      complete = enumerate(part.get(), run, spins, &energy);
      for (int64_t k = 0; k < components.size(c); ++k) state[static_cast<size_t>(members[k])] = spins[k];
    }
    run.count("components", components.count());
    Array<int8_t> lifted(static_cast<size_t>(problem.num_spins), int8_t{1}, host_);
    problems_.lift(reduction, state.data(), lifted.data());
    report(sink, lifted.data(), problems_.energy(problem.problem, lifted.data()), complete);
  }

  static void refuse_above_limit(int64_t num_spins, int64_t left, const Components& components) {
    const int64_t largest = components.largest();
    if (largest <= kMaxSpins) return;
    throw Failure(WEISS_E_LIMIT, "takes at most " + std::to_string(kMaxSpins) +
                                     " spins in a component; of " + std::to_string(num_spins) + " spins " +
                                     std::to_string(left) +
                                     " are left after the reduction, the largest component has " +
                                     std::to_string(largest) + "; use \"tabu\" or \"annealing\" instead");
  }

  bool enumerate(const weiss_problem* problem, const Run& run, int8_t* spins, double* energy) const {
    int32_t complete = 0;
    weiss::plugin::call(search_.enumerate, problem, run.table(), spins, energy, &complete);
    return complete != 0;
  }

  static void report(const Sink& sink, const int8_t* spins, double energy, bool complete) noexcept {
    sink.report(spins, energy);
    if (complete) sink.bound(energy, WEISS_PROOF_OPTIMAL);
  }

  Host host_;
  Problems problems_;
  const weiss_ext_search& search_;
  int64_t samples_;
};

constexpr weiss::plugin::Module<Exact> module("weiss.exact", "Weiss: exact", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_exact) { return &module.table; }
