// One-flip tabu search, restarted from perturbed elites.
#include "../../common/lanes.hpp"
#include "elites.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;

constexpr int64_t kMost = 1000000000000;

class Tabu {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.tabu", "Tabu search", "1.0.0",
      "One-flip tabu search with aspiration, restarted from perturbed and combined elite states.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("tenure",
                 "Steps for which a flipped spin stays forbidden. 0: 1, 2, 4 or 8 times (spins / 100 + 10), "
                 "tried by different searches.",
                 0, 0, kMost),
      int_option("tenure_range", "A random part of the tenure, at most so many steps. 0: 10.", 0, 0, kMost),
      int_option("max_idle", "A search ends after so many steps without a new best. 0: 20 times the spins.",
                 0, 0, kMost),
      int_option("rounds", "Rounds of searches. 0: until the limit.", 0, 0, kMost),
      int_option("elites", "Best states that new starts are made from.", 10, 1, 1000),
      weiss::bundled::searches_option(), weiss::bundled::engine_option()};

  Tabu(const Host& host, const Options& options)
      : host_(host),
        params_(weiss::plugin::sized<weiss_tabu_params>()),
        rounds_(options.integer("rounds")),
        elites_(options.integer("elites")),
        searches_(options.integer("searches")),
        engine_(weiss::bundled::engine_of(options)) {
    params_.tenure = options.integer("tenure");
    params_.tenure_range = options.integer("tenure_range");
    params_.max_idle = options.integer("max_idle");
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    const int64_t n = problem.num_spins;
    const int64_t rounds = n < 2 ? 1 : rounds_;  // one spin: the descent is exact
    const int64_t idle = params_.max_idle > 0 ? params_.max_idle : 20 * n;
    const int64_t step = n / 16 + problem.num_entries / std::max<int64_t>(n, 1) + 1;
    const int64_t width = weiss::bundled::number_of_searches(searches_, run, 2 * idle * step);
    const bool symmetric = (problem.flags & WEISS_PROBLEM_HAS_FIELDS) == 0;
    weiss::bundled::Lanes lanes(host_, problem, input, engine_, run, width);
    Elites elites(host_, n, elites_, symmetric);
    std::vector<int64_t> tenures(static_cast<size_t>(width));

    for (int64_t round = 0; rounds == 0 || round < rounds; ++round) {
      if (round > 0 && run.should_stop()) break;
      lanes.round(run, sink, width, [&](int64_t lane, Search& search, const Run& own) {
        Random random(own.stream(0));
        int64_t tenure = draw_tenure(random, n);
        if (lanes.has_start(lane) || elites.size() == 0 || random.below(8) == 0) {
          lanes.begin(search, lane, own);
        } else {
          const int64_t inherited = elites.make_start(random, lanes.spins(lane));
          if (random.below(4) > 0) tenure = inherited;
          lanes.begin_prepared(search, lane, own);
        }
        own.count("flips", search.descend(own));
        if (n >= 2) own.count("flips", tabu(search, input, tenure, own));
        tenures[static_cast<size_t>(lane)] = tenure;
      });
      for (int64_t lane = 0; lane < width; ++lane)
        if (lanes.filled(lane))
          elites.add(lanes.spins(lane), lanes.energy(lane), tenures[static_cast<size_t>(lane)]);
    }
    lanes.finish(sink);
  }

 private:
  // Which tenure is good depends on the problem, by a factor of ten, so searches try some and elites pass
  // theirs on.
  int64_t draw_tenure(Random& random, int64_t n) const noexcept {
    if (params_.tenure > 0) return params_.tenure;
    return std::min((n / 100 + 10) << random.below(4), n / 4 + 1);
  }

  int64_t tabu(Search& search, const weiss_solver_input& input, int64_t tenure,
               const Run& run) const noexcept {
    weiss_tabu_params params = params_;
    params.seed = run.stream(1);
    params.tenure = tenure;
    params.has_target = input.has_target;
    params.target = input.target;
    run.count("searches");
    return search.tabu(run, params);
  }

  Host host_;
  weiss_tabu_params params_;
  int64_t rounds_;
  int64_t elites_;
  int64_t searches_;
  int32_t engine_;
};

constexpr weiss::plugin::Module<Tabu> module("weiss.tabu", "Weiss: tabu", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_tabu) { return &module.table; }
