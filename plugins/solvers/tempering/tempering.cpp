// Parallel tempering: replicas at a ladder of temperatures that exchange their states.
#include <memory>

#include "../../common/lanes.hpp"
#include "ladders.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;
using weiss::plugin::Sink;

class Tempering {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.tempering", "Parallel tempering", "1.0.0",
      "Metropolis sweeps of many replicas at a ladder of temperatures, whose neighbours exchange states.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("replicas", "Temperatures of a ladder. 0: from the data.", 0, 0, 65536),
      real_option("t_first", "Highest temperature, in units of energy. 0: from the data.", 0.0, 0.0, 1e300),
      real_option("t_last", "Lowest temperature, in units of energy. 0: from the data.", 0.0, 0.0, 1e300),
      int_option("sweeps", "Sweeps between two exchanges.", 4, 1, 1000000),
      int_option("exchanges", "Ends after so many exchanges. 0: at the limit.", 0, 0, 1000000000),
      weiss::bundled::searches_option()};

  Tempering(const Host& host, const Options& options)
      : host_(host),
        replicas_(options.integer("replicas")),
        t_first_(options.real("t_first")),
        t_last_(options.real("t_last")),
        sweeps_(options.integer("sweeps")),
        exchanges_(options.integer("exchanges")),
        searches_(options.integer("searches")) {
    if (t_first_ > 0.0 && t_last_ > t_first_)
      throw weiss::plugin::Failure(WEISS_E_OPTION,
                                   "option \"t_last\" of \"weiss.tempering\" must not be above \"t_first\"");
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    const LadderShape shape = shape_of(problem);
    const int64_t sweep = shape.groups() * (problem.num_entries + problem.num_spins);
    const int64_t width = weiss::bundled::number_of_searches(searches_, run, 1000 * sweep);
    std::vector<std::unique_ptr<Ladders>> searches(static_cast<size_t>(width));
    // Short sections first, so that there is a state early.
    constexpr int64_t kLongest = 1024;
    const int64_t most = problem.num_spins < 2 ? 1 : (exchanges_ > 0 ? exchanges_ : INT64_MAX);
    double best = std::numeric_limits<double>::infinity();
    int64_t length = 1;
    for (int64_t done = 0; done < most && (done == 0 || !run.should_stop()); done += length) {
      length = std::min({2 * length, kLongest, most - done});
      run.spend(width);
      run.parallel_for(width, [&](int64_t index, const Run& own) {
        std::unique_ptr<Ladders>& search = searches[static_cast<size_t>(index)];
        if (!search) {
          if (own.should_stop() && index > 0) return;
          search = std::make_unique<Ladders>(host_, problem, shape, own.seed());
          for (int64_t k = index; k < input.num_starts; k += width)
            search->start(k / width, input.starts + k * problem.num_spins);
          search->begin(own);
        }
        search->run(own, length, sweeps_);
      });
      for (const std::unique_ptr<Ladders>& search : searches)
        if (search && search->best_energy() < best) {
          best = search->best_energy();
          sink.report(search->best(), best);
        }
    }
    for (int64_t k = 0; k < input.num_starts; ++k)
      sink.report(input.starts + k * problem.num_spins, std::numeric_limits<double>::quiet_NaN(), "start");
  }

 private:
  LadderShape shape_of(const weiss_problem_view& problem) const {
    double first = t_first_, last = t_last_, data_first = 0.0, data_last = 0.0;
    weiss::plugin::search_table(host_).temperatures(problem.problem, &data_first, &data_last);
    if (first == 0.0) first = std::max(data_first, last);
    if (last == 0.0) last = std::min(data_last, first);
    const int64_t lanes =
        weiss::plugin::Replicas::lanes(weiss::plugin::replicas_table(host_), problem.problem);
    return LadderShape::of(replicas_, problem.num_spins, lanes, first, last);
  }

  Host host_;
  int64_t replicas_;
  double t_first_;
  double t_last_;
  int64_t sweeps_;
  int64_t exchanges_;
  int64_t searches_;
};

constexpr weiss::plugin::Module<Tempering> module("weiss.tempering", "Weiss: tempering", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_tempering) { return &module.table; }
