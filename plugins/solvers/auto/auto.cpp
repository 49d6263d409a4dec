// Chooses a solver by the size of the problem and hands it the whole run.
#include <algorithm>
#include <limits>

#include <weiss/context.h>
#include <weiss/ext/algorithms.hpp>
#include <weiss/plugin.hpp>

namespace {

using weiss::plugin::algorithm_option;
using weiss::plugin::Array;
using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Run;
using weiss::plugin::Sink;

constexpr int64_t kSmallComponent = 30;  // what exact takes
constexpr double kWorkPerSecond = 6e8;   // of an enumeration, at least, with AVX2

// Work units of exact: m for each 64 states of m spins, for each component that is left when spins of degree
// 0 and 1 are removed as often as there are any; infinite when one has more than 30. Works on degrees alone:
// a copy of a large problem would cost more than it tells.
double cost_of_proof(const Host& host, const weiss_problem_view& problem) {
  const bool symmetric = (problem.flags & WEISS_PROBLEM_HAS_FIELDS) == 0;
  const auto cost = [symmetric](int64_t m) {
    return static_cast<double>(m << m) / (symmetric ? 128.0 : 64.0);
  };
  const int64_t n = problem.num_spins;
  if (n <= kSmallComponent) return cost(n);
  Array<int32_t> degree(static_cast<size_t>(n), 0, host);  // -1: removed, or its component was measured
  Array<int32_t> stack(host);
  const auto at = [](int64_t i) { return static_cast<size_t>(i); };
  for (int64_t i = 0; i < n; ++i) degree[at(i)] = static_cast<int32_t>(weiss::plugin::row(problem, i).size());

  for (int64_t i = 0; i < n; ++i) {
    int32_t leaf = static_cast<int32_t>(i);
    while (leaf >= 0 && (degree[at(leaf)] == 0 || degree[at(leaf)] == 1)) {
      degree[at(leaf)] = -1;
      int32_t next = -1;
      for (const auto [j, value] : weiss::plugin::row(problem, leaf))
        if (degree[at(j)] > 0 && --degree[at(j)] <= 1) next = j;
      leaf = next;
    }
  }
  auto sum = static_cast<double>(problem.num_entries);  // for the reduction
  for (int64_t i = 0; i < n; ++i) {
    if (degree[at(i)] < 0) continue;
    int64_t size = 0;
    degree[at(i)] = -1;
    stack.assign(1, static_cast<int32_t>(i));
    while (!stack.empty()) {
      if (++size > kSmallComponent) return std::numeric_limits<double>::infinity();
      const int32_t spin = stack.back();
      stack.pop_back();
      for (const auto [j, value] : weiss::plugin::row(problem, spin)) {
        if (degree[at(j)] < 0) continue;
        degree[at(j)] = -1;
        stack.push_back(j);
      }
    }
    sum += cost(size);
  }
  return sum;
}

class Auto {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.auto", "Choice by size", "1.0.0",
      "Exact when the reduced problem is small enough, otherwise one solver for medium and one for large.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_EXACT | WEISS_CAP_ANY_THREAD |
          WEISS_CAP_MARGINALS};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("small",
                       "Solver when each component has at most 30 spins once those of degree 0 and 1 are "
                       "removed, and the limits allow an enumeration.",
                       WEISS_KIND_SOLVER, "exact"),
      algorithm_option("medium", "Solver up to threshold spins.", WEISS_KIND_SOLVER, "tabu"),
      algorithm_option("large", "Solver above threshold spins.", WEISS_KIND_SOLVER, "annealing"),
      weiss::plugin::int_option("threshold", "Most spins for medium.", 5000, 0, INT32_MAX)};

  Auto(const Host& host, const Options& options)
      : host_(host),
        small_(host, options.choice("small")),
        medium_(host, options.choice("medium")),
        large_(host, options.choice("large")),
        threshold_(options.integer("threshold")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink&) {
    const double proof = cost_of_proof(host_, problem);
    const double affordable =
        std::min(static_cast<double>(run.work_left()), run.time_left() * kWorkPerSecond);
    const bool provable = proof * (1.0 + kScout) <= affordable;
    // A long proof may yet be cut off by the clock; there should be a good state by then.
    if (provable && proof > kLongProof)
      hand_over(medium_, problem, input, run, static_cast<int64_t>(kScout * proof));
    if (provable && run.should_stop()) return;
    Child& child = provable ? small_ : problem.num_spins <= threshold_ ? medium_ : large_;
    const weiss_status status = hand_over(child, problem, input, run, run.work_left());
    if (status < 0)
      throw weiss::plugin::Failure(
          status, std::string(child.name()) + " failed, see the log; choose another solver");
  }

 private:
  static constexpr double kLongProof = 1e6;     // work units: about a millisecond
  static constexpr double kScout = 1.0 / 64.0;  // of the proof's work, for a good state before it

  // The child works on our own problem, so what it reports goes into our results as it comes.
  weiss_status hand_over(Child& child, const weiss_problem_view& problem, const weiss_solver_input& input,
                         const Run& run, int64_t work) const {
    host_.log(WEISS_LOG_DEBUG,
              "auto: " + std::to_string(problem.num_spins) + " spins, runs " + child.name());
    run.count((std::string("runs of ") + child.name()).c_str());
    weiss_task task = weiss::plugin::sized<weiss_task>();
    task.problem = problem.problem;
    task.input = &input;
    task.work_limit = work;
    return child.solve(run, task).status;
  }

  Host host_;
  Child small_;
  Child medium_;
  Child large_;
  int64_t threshold_;
};

constexpr weiss::plugin::Module<Auto> module("weiss.auto", "Weiss: auto", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_auto) { return &module.table; }
