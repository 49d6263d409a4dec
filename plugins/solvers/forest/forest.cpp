// Moves that set all spins of a random induced forest, or of a wider front, to their exact minimum at once.
#include "../../common/lanes.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;

class Forest {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.forest", "Forests and fronts", "1.0.0",
      "Exact minima of large random induced subgraphs of small width, move after move.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("reads", "Reads, each from a start or a random state. 0: until the limit.", 0, 0, 1000000000),
      int_option("moves", "Moves of a read.", 100, 1, 1000000000),
      int_option("width",
                 "Width of the subgraphs. 1: forests, which cover about half of a sparse graph; each one more covers "
                 "more and doubles the cost.",
                 8, 1, 16),
      weiss::bundled::searches_option(),
      weiss::bundled::engine_option()};

  Forest(const Host& host, const Options& options)
      : host_(host),
        reads_(options.integer("reads")),
        moves_(options.integer("moves")),
        width_(options.integer("width")),
        searches_(options.integer("searches")),
        engine_(weiss::bundled::engine_of(options)) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run, const Sink& sink) {
    const int64_t reads = problem.num_spins < 2 ? 1 : (reads_ > 0 ? reads_ : INT64_MAX);  // one spin: exact
    const int64_t useful = moves_ * ((problem.num_spins << width_) / 16 + problem.num_entries);
    const int64_t at_once = std::min(weiss::bundled::number_of_searches(searches_, run, useful), reads);
    weiss::bundled::Lanes lanes(host_, problem, input, engine_, run, at_once);
    while (lanes.done() < reads && (lanes.done() == 0 || !run.should_stop()))
      lanes.round(run, sink, std::min(at_once, reads - lanes.done()),
                  [&](int64_t lane, Search& search, const Run& own) {
                    lanes.begin(search, lane, own);
                    search.descend(own);
                    weiss_trees_params params = weiss::plugin::sized<weiss_trees_params>();
                    params.seed = own.stream(0);
                    params.moves = moves_;
                    params.width = width_;
                    own.count("reads");
                    own.count("moves", search.trees(own, params));
                  });
    lanes.finish(sink);
  }

 private:
  Host host_;
  int64_t reads_, moves_, width_, searches_;
  int32_t engine_;
};

constexpr weiss::plugin::Module<Forest> module("weiss.forest", "Weiss: forest", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_forest) { return &module.table; }
