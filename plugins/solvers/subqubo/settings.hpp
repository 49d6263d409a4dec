// The options of the scheme.
#pragma once

#include <cstring>

#include "../../common/subproblem.hpp"

namespace {

using weiss::plugin::algorithm_option;
using weiss::plugin::bool_option;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::string_option;

enum class Accept { not_worse, always, metropolis, heat_bath };
enum class Refine { none, descent, tabu };

struct OptionTable {
  static constexpr weiss_option_info option_infos[] = {
      algorithm_option("partitioner", "Cuts the problem in each iteration.", WEISS_KIND_PARTITIONER,
                       "random"),
      algorithm_option("subsolver", "Solves the parts.", WEISS_KIND_SOLVER, "tabu"),
      int_option("part_size", "Most spins of a part; fewer when the sub-solver takes fewer.", 50, 1,
                 INT32_MAX),
      weiss::bundled::part_work_option(),
      int_option("regions",
                 "Parts that the partitioner is asked for in an iteration, which need not cover all spins "
                 "(bfs, growth). "
                 "0: it cuts the whole problem.",
                 0, 0, INT32_MAX),
      real_option(
          "fraction",
          "Share of the spins after which an iteration takes no more parts: it ends with the part that goes "
          "beyond it.",
          1.0, 0.0, 1.0),
      string_option("order", "Order of the parts: as the partitioner gives them, or shuffled.", "given",
                    "given|shuffled"),
      string_option("from", "What an iteration begins with: the present state, or the best one.", "current",
                    "current|best"),
      string_option("update",
                    "Parts are solved one after another, each with the others as they are by then, or all of "
                    "an iteration in "
                    "parallel and then put in one after another.",
                    "sequential", "sequential|simultaneous"),
      string_option(
          "accept",
          "Which sub-solutions are kept: those that are not worse, all, by the Metropolis rule, or a state "
          "drawn from the part's Boltzmann law (of all its states up to 12 spins, above of the samples that "
          "the sub-solver returns).",
          "not-worse", "not-worse|always|metropolis|heat-bath"),
      real_option("t_first",
                  "First temperature of metropolis and heat-bath, in units of energy. 0: from the data.", 0.0,
                  0.0, 1e300),
      real_option(
          "t_last",
          "Last temperature, reached at the end of iterations, sub_problems or the limits. 0: from the data.",
          0.0, 0.0, 1e300),
      int_option("samples", "Samples that are asked of the sub-solver for heat-bath above 12 spins.", 64, 1,
                 100000),
      string_option("refine", "What the whole state goes through after each iteration.", "none",
                    "none|descent|tabu"),
      int_option("refine_steps", "Steps of refine=tabu for each part of the iteration. 0: as many as spins.",
                 0, 0, weiss::bundled::kMostWork),
      int_option("descents",
                 "Most one-flip descents of refine=descent, that of the start included. -1: no limit.", -1,
                 -1, weiss::bundled::kMostWork),
      int_option(
          "pool",
          "States that are kept for partitioners that look at several: the last of each iteration, without "
          "the worst.",
          20, 0, 100000),
      weiss::bundled::sub_problems_option(),
      int_option("iterations", "Passes over the parts. 0: until the limit.", 0, 0, weiss::bundled::kMostWork),
      int_option("patience", "Ends after so many iterations without a better state. 0: never.", 20, 0,
                 weiss::bundled::kMostWork)};
};

struct Settings {
  explicit Settings(const Options& options)
      : part_size(options.integer("part_size")),
        work(options.integer("work")),
        regions(options.integer("regions")),
        fraction(options.real("fraction")),
        shuffled(is(options, "order", "shuffled")),
        from_best(is(options, "from", "best")),
        simultaneous(is(options, "update", "simultaneous")),
        t_first(options.real("t_first")),
        t_last(options.real("t_last")),
        samples(static_cast<int32_t>(options.integer("samples"))),
        refine_steps(options.integer("refine_steps")),
        descents(options.integer("descents")),
        pool(options.integer("pool")),
        sub_problems(options.integer("sub_problems")),
        iterations(options.integer("iterations")),
        patience(options.integer("patience")) {
    accept = is(options, "accept", "always")       ? Accept::always
             : is(options, "accept", "metropolis") ? Accept::metropolis
             : is(options, "accept", "heat-bath")  ? Accept::heat_bath
                                                   : Accept::not_worse;
    refine = is(options, "refine", "descent") ? Refine::descent
             : is(options, "refine", "tabu")  ? Refine::tabu
                                              : Refine::none;
  }
  bool has_temperature() const noexcept {
    return accept == Accept::metropolis || accept == Accept::heat_bath;
  }

  int64_t part_size, work, regions;
  double fraction;
  bool shuffled, from_best, simultaneous;
  Accept accept;
  double t_first, t_last;
  int32_t samples;
  Refine refine;
  int64_t refine_steps, descents, pool, sub_problems, iterations, patience;

 private:
  static bool is(const Options& options, const char* key, const char* value) {
    return std::strcmp(options.text(key), value) == 0;
  }
};

}  // namespace
