// Simulated annealing by Metropolis sweeps, in many reads.
#include <cmath>
#include <string>

#include "../../common/lanes.hpp"
#include "plan.hpp"
#include "replica_reads.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;

class Annealing {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.annealing", "Simulated annealing", "1.0.0",
      "Metropolis sweeps at falling temperature, in many reads, each ended by a descent.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("reads", "Reads, each from a start or a random state. 0: until the limit.", 0, 0,
                 1000000000),
      int_option("sweeps",
                 "Sweeps of a read. 0: first 16, then four times more from round to round up to 16384, the "
                 "last as many as the limit allows.",
                 0, 0, 1000000000),
      real_option("t_first", "First temperature, in units of energy. 0: from the data.", 0.0, 0.0, 1e300),
      real_option("t_last", "Last temperature, in units of energy. 0: from the data.", 0.0, 0.0, 1e300),
      weiss::plugin::string_option("schedule", "How the temperature falls.", "geometric", "geometric|linear"),
      weiss::plugin::advanced(weiss::plugin::string_option(
          "reads_by",
          "How reads from random states are made: one chain after another, replicas side by side in SIMD "
          "lanes, or auto: replicas when there are several reads, or time for a thousand sweeps of them.",
          "auto", "auto|chain|replicas")),
      weiss::bundled::searches_option(), weiss::bundled::engine_option()};

  Annealing(const Host& host, const Options& options)
      : host_(host),
        params_(weiss::plugin::sized<weiss_anneal_params>()),
        reads_(options.integer("reads")),
        sweeps_(options.integer("sweeps")),
        reads_by_(options.text("reads_by")),
        searches_(options.integer("searches")),
        engine_(weiss::bundled::engine_of(options)) {
    params_.schedule = std::strcmp(options.text("schedule"), "linear") == 0 ? WEISS_SCHEDULE_LINEAR
                                                                            : WEISS_SCHEDULE_GEOMETRIC;
    params_.t_first = options.real("t_first");
    params_.t_last = options.real("t_last");
    if (params_.t_first > 0.0 && params_.t_last > params_.t_first)
      throw weiss::plugin::Failure(WEISS_E_OPTION,
                                   "option \"t_last\" of \"weiss.annealing\" must not be above \"t_first\"");
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    const int64_t reads = problem.num_spins < 2 ? 1 : (reads_ > 0 ? reads_ : INT64_MAX);  // one spin: exact
    const weiss_anneal_params range = temperatures(problem);
    // A start is annealed as a chain: it begins at a temperature of its own.
    const int64_t from_starts = std::min<int64_t>(reads, input.num_starts);
    const bool side_by_side = by_replicas(problem, run, reads - from_starts);
    chains(problem, input, run, sink, side_by_side ? from_starts : reads, range);
    if (side_by_side) replicas(problem, run, sink, reads - from_starts, from_starts == 0, range);
  }

 private:
  bool by_replicas(const weiss_problem_view& problem, const Run& run, int64_t reads) const noexcept {
    if (reads < 1 || reads_by_ == "chain" || problem.num_spins < 2) return false;
    if (run.should_stop()) return false;  // one state will do
    if (reads_by_ == "replicas" || reads_ > 0) return reads_by_ == "replicas" || reads >= kFewReads;
    const double useful = static_cast<double>(2 * (sweeps_ > 0 ? sweeps_ : 1000)) *
                          static_cast<double>(problem.num_entries + problem.num_spins);
    const Budget left = Budget::left(run);
    return std::min(left.work, left.time * kWorkPerSecond) > useful;
  }

  // Reads one by one, first those from starts.
  void chains(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
              const Sink& sink, int64_t reads, const weiss_anneal_params& range) {
    if (reads == 0) return;
    const int64_t n = problem.num_spins;
    const int64_t useful = (sweeps_ > 0 ? sweeps_ : 1000) * (n + problem.num_entries / 8);
    const int64_t width = std::min(weiss::bundled::number_of_searches(searches_, run, useful), reads);
    weiss::bundled::Lanes lanes(host_, problem, input, engine_, run, width);
    Plan plan(run, width);
    struct Read {
      int64_t sweeps;
      Budget before, after;
    };
    std::vector<Read> last(static_cast<size_t>(width));

    while (lanes.done() < reads && (lanes.done() == 0 || !run.should_stop())) {
      const int64_t sweeps = sweeps_ > 0 ? sweeps_ : plan.sweeps();
      std::fill(last.begin(), last.end(), Read{});
      lanes.round(run, sink, std::min(width, reads - lanes.done()),
                  [&](int64_t lane, Search& search, const Run& own) {
                    weiss_anneal_params params = range;
                    params.sweeps = sweeps;
                    params.seed = own.stream(0);
                    // Fully hot, a start would be forgotten; halfway down only what is loose in it melts.
                    if (lanes.has_start(lane)) params.t_first = std::sqrt(params.t_first * params.t_last);
                    lanes.begin(search, lane, own);
                    Read& read = last[static_cast<size_t>(lane)];
                    read.before = Budget::left(own);
                    read.sweeps = search.anneal(own, params);
                    read.after = Budget::left(own);
                    own.count("reads");
                    own.count("sweeps", read.sweeps);
                  });
      for (const Read& read : last) plan.learn(read.sweeps, read.before, read.after);
    }
    lanes.finish(sink);
  }

  // Reads side by side. The first block goes even when the run should stop, if nothing was before.
  void replicas(const weiss_problem_view& problem, const Run& run, const Sink& sink, int64_t reads,
                bool must_begin, const weiss_anneal_params& range) {
    const int64_t lanes =
        weiss::plugin::Replicas::lanes(weiss::plugin::replicas_table(host_), problem.problem);
    const int64_t blocks = (reads - 1) / lanes + 1;
    const int64_t useful = (sweeps_ > 0 ? sweeps_ : 1000) * (problem.num_entries + problem.num_spins);
    const int64_t width = std::min(weiss::bundled::number_of_searches(searches_, run, useful), blocks);
    ReplicaReads side_by_side(host_, problem, lanes, run, width, reads_ > 0);
    Plan plan(run, width);
    for (int64_t done = 0; done < reads && ((done == 0 && must_begin) || !run.should_stop());) {
      const int64_t wanted = std::min(width * lanes, reads - done);
      weiss_anneal_params params = range;
      params.sweeps = sweeps_ > 0 ? sweeps_ : plan.sweeps();
      side_by_side.round(run, sink, wanted, done == 0 && must_begin, params, plan);
      done += wanted;
    }
  }

  weiss_anneal_params temperatures(const weiss_problem_view& problem) const {
    weiss_anneal_params params = params_;
    double first = 0.0, last = 0.0;
    weiss::plugin::search_table(host_).temperatures(problem.problem, &first, &last);
    if (params.t_first == 0.0) params.t_first = std::max(first, params.t_last);
    if (params.t_last == 0.0) params.t_last = std::min(last, params.t_first);
    return params;
  }

  // Fewer reads are quicker as chains, which cost less than a sweep of a group each.
  static constexpr int64_t kFewReads = 8;
  static constexpr double kWorkPerSecond = 5e8;

  Host host_;
  weiss_anneal_params params_;
  int64_t reads_;
  int64_t sweeps_;
  std::string reads_by_;
  int64_t searches_;
  int32_t engine_;
};

constexpr weiss::plugin::Module<Annealing> module("weiss.annealing", "Weiss: annealing", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_annealing) { return &module.table; }
