// Runs a solver on the problems of a suite, each with several seeds.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "../library.hpp"
#include "../log.hpp"
#include "results.hpp"
#include "suite.hpp"

namespace cli {

struct BenchPlan {
  std::vector<uint64_t> seeds;
  weiss_run_config config;  // limits and threads of each run
  bool stop_at_best_known;
  std::string solutions_folder;  // gets states that beat the best known value; "": none
};

struct BenchOutcome {
  std::vector<BenchInstance> instances;  // those with at least one run
  size_t absent = 0;                     // files that are not there
  size_t unreadable = 0;                 // files that are no problems
  size_t failed = 0;                     // runs that ended without a state, or lied about it
};

// One instance after another, so that no run shares the machine with another one. Every state is evaluated
// again. Ends early when the plan's cancel flag is set; the run that it interrupts does not count.
BenchOutcome run_suite(weiss_context* context, weiss_instance* solver, const std::vector<SuiteEntry>& suite,
                       const BenchPlan& plan, Log& log);

}  // namespace cli
