// Decomposition in its smallest form: cut into parts, clamp the rest, sub-solve, keep if not worse, repeat.
#include <algorithm>
#include <limits>

#include <weiss/ext/algorithms.hpp>
#include <weiss/ext/problem.hpp>
#include <weiss/plugin.hpp>

namespace {

using weiss::plugin::algorithm_option;
using weiss::plugin::Array;
using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::plugin::Sink;
using weiss::plugin::sized;

constexpr int64_t kMost = 1000000000000;

class SubQubo {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.subqubo", "Sub-QUBO iteration", "1.0.0",
      "Cuts the problem into parts and improves them one after another with the rest clamped.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("partitioner", "Cuts the problem in each iteration.", WEISS_KIND_PARTITIONER,
                       "random"),
      algorithm_option("subsolver", "Solves the parts.", WEISS_KIND_SOLVER, "tabu"),
      int_option("part_size", "Most spins of a part; fewer when the sub-solver takes fewer.", 50, 1,
                 INT32_MAX),
      int_option("work",
                 "Most work units for one part. 0: 24 (m + m^2 / 16 + entries) for a part of m spins; up to 30 "
                 "spins, for a sub-solver that can prove optimality what an enumeration takes, for one that "
                 "reports marginals 1024 times 2^m.",
                 0, 0, kMost),
      int_option("iterations", "Passes over all parts. 0: until the limit.", 0, 0, kMost),
      int_option("patience", "Ends after so many iterations without improvement. 0: never.", 20, 0, kMost)};

  SubQubo(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        partitioner_(host, options.choice("partitioner")),
        subsolver_(host, options.choice("subsolver")),
        part_size_(fitting(options.integer("part_size"), subsolver_.max_spins())),
        work_(options.integer("work")),
        iterations_(options.integer("iterations")),
        patience_(options.integer("patience")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    Array<int8_t> state(static_cast<size_t>(problem.num_spins), int8_t{1}, host_);
    begin(problem, input, run, state);
    sink.report(state.data(), kUnknown, "start");
    fitting_ = part_size_;
    uint64_t stream = 0;
    int64_t idle = 0;
    for (int64_t k = 0; iterations_ == 0 || k < iterations_; ++k) {
      if (state.empty() || run.should_stop()) break;
      const weiss_parts parts = cut(problem, run, stream++, state);
      bool improved = false;
      for (int64_t p = 0; p < parts.num_parts && !run.should_stop(); ++p)
        improved |= improve(problem, run, stream++, parts, p, state);
      run.count("iterations");
      if (improved) sink.report(state.data(), kUnknown, subsolver_.name());
      idle = improved ? 0 : idle + 1;
      if (idle == patience_ && patience_ > 0) break;
    }
  }

 private:
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // the host computes it

  static int64_t fitting(int64_t part_size, int64_t max_spins) noexcept {
    return max_spins > 0 ? std::min(part_size, max_spins) : part_size;
  }

  // The start of least energy, or a random state.
  void begin(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             Array<int8_t>& state) const {
    if (input.num_starts == 0) {
      Random random(run.seed());
      for (int8_t& spin : state) spin = random.below(2) == 0 ? int8_t{1} : int8_t{-1};
    }
    double least = std::numeric_limits<double>::infinity();
    for (int32_t k = 0; k < input.num_starts; ++k) {
      const int8_t* const start = input.starts + k * problem.num_spins;
      const double energy = problems_.energy(problem.problem, start);
      run.spend(problem.num_entries);
      if (energy < least) std::copy_n(start, state.size(), state.begin());
      least = std::min(least, energy);
    }
  }

  weiss_parts cut(const weiss_problem_view& problem, const Run& run, uint64_t stream,
                  const Array<int8_t>& state) {
    weiss_partition_task task = sized<weiss_partition_task>();
    task.max_part_spins = fitting_;
    task.best = state.data();  // a part is kept only when it is not worse
    task.current = state.data();
    return partitioner_.partition(run, problem.problem, task, stream);
  }

  // Solves part p with the rest clamped to the state; true when the energy went down.
  bool improve(const weiss_problem_view& problem, const Run& run, uint64_t stream, const weiss_parts& parts,
               int64_t p, Array<int8_t>& state) {
    const int64_t num_members = parts.part_start[p + 1] - parts.part_start[p];
    const int32_t* const members = parts.members + parts.part_start[p];
    const auto part = problems_.clamp(problem.problem, num_members, members, state.data());
    start_.resize(static_cast<size_t>(num_members));
    int64_t couplings = 0;
    for (int64_t k = 0; k < num_members; ++k) {
      start_[static_cast<size_t>(k)] = state[static_cast<size_t>(members[k])];
      couplings += weiss::plugin::row(problem, members[k]).size();
    }
    run.spend(couplings);
    const double before = problems_.energy(part.get(), start_.data());

    weiss_solver_input input = sized<weiss_solver_input>();
    input.num_starts = 1;
    input.starts = start_.data();
    input.num_parameters = parts.parameter_start[p + 1] - parts.parameter_start[p];
    if (input.num_parameters > 0) input.parameters = parts.parameters + parts.parameter_start[p];
    weiss_task task = sized<weiss_task>();
    task.problem = part.get();
    task.input = &input;
    task.stream = stream;
    task.work_limit = work_ > 0 ? work_ : usual_work(num_members, problems_.view(part.get()).num_entries);
    const weiss_outcome outcome = subsolver_.solve(run, task);
    run.count("sub-problems");
    if (outcome.status == WEISS_E_LIMIT) fitting_ = std::max<int64_t>(std::min(fitting_, num_members / 2), 1);
    if (!outcome.spins || outcome.energy > before) return false;
    for (int64_t k = 0; k < num_members; ++k) state[static_cast<size_t>(members[k])] = outcome.spins[k];
    run.count("accepted");
    return outcome.energy < before;
  }

  // Enough for one tabu search on m spins, for the proof of a sub-solver that ends with it, or for the circuits of
  // one that knows the probabilities of all states.
  int64_t usual_work(int64_t m, int64_t entries) const noexcept {
    const int64_t search = 24 * (m + m * m / 16 + entries);
    if (m > 30) return search;
    if ((subsolver_.caps() & WEISS_CAP_EXACT) != 0) return std::max(search, (m << m) / 64);
    if ((subsolver_.caps() & WEISS_CAP_MARGINALS) != 0) return std::max(search, int64_t{1024} << m);
    return search;
  }

  Host host_;
  Problems problems_;
  Child partitioner_;
  Child subsolver_;
  int64_t part_size_;
  int64_t work_;
  int64_t iterations_;
  int64_t patience_;
  std::vector<int8_t> start_;  // spins of the part at hand
  int64_t fitting_ = 0;        // part_size, or less when the sub-solver has refused larger parts
};

constexpr weiss::plugin::Module<SubQubo> module("weiss.subqubo", "Weiss: subqubo", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_subqubo) { return &module.table; }
