// One-flip descent from given or random states.
#include "../../common/lanes.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;

class Greedy {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.greedy", "One-flip descent", "1.0.0",
      "Flips spins while a flip lowers the energy, from each start or from random states.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::int_option(
          "restarts", "Random states to descend from when no start is given. 0: until the limit.", 1, 0,
          1000000000),
      weiss::bundled::engine_option()};

  Greedy(const Host& host, const Options& options)
      : host_(host), restarts_(options.integer("restarts")), engine_(weiss::bundled::engine_of(options)) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    int64_t descents = input.num_starts > 0 ? input.num_starts : restarts_;
    if (descents == 0) descents = INT64_MAX;
    const int64_t width = std::min(descents, weiss::bundled::kLanes);
    weiss::bundled::Lanes lanes(host_, problem, input, engine_, run, width);
    while (lanes.done() < descents && (lanes.done() == 0 || !run.should_stop()))
      lanes.round(run, sink, std::min(width, descents - lanes.done()),
                  [&](int64_t lane, Search& search, const Run& own) {
                    lanes.begin(search, lane, own);
                    own.count("flips", search.descend(own));
                  });
    lanes.finish(sink);
  }

 private:
  Host host_;
  int64_t restarts_;
  int32_t engine_;
};

constexpr weiss::plugin::Module<Greedy> module("weiss.greedy", "Weiss: greedy", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_greedy) { return &module.table; }
