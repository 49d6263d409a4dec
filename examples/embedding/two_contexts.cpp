// Two threads, each with a context of its own: nothing is shared, so nothing needs a lock.
#include <cstdio>
#include <string>
#include <thread>

#include <weiss/weiss.hpp>

#include "graph.h"

namespace {

// The report of a run, or a text that begins with "failed".
std::string solve(const char* solver, uint64_t seed, double& cut) {
  try {
    const weiss::Context context;
    weiss_problem* made = nullptr;
    weiss_error error = WEISS_ERROR_INIT;
    if (make_graph(context.get(), &made, &error) < 0) throw weiss::Error(error);
    const weiss::Problem problem(made);
    weiss::RunOptions options;
    options.seed = seed;
    options.work_limit = 5000000;
    const weiss::Result result = weiss::solve(context, problem, solver, options);
    cut = result.objective();
    return solver;
  } catch (const weiss::Error& failure) {
    return std::string("failed: ") + failure.what();
  }
}

}  // namespace

int main() {
  double first_cut = 0, second_cut = 0, alone = 0;
  std::string first, second;
  std::thread one([&] { first = solve("tabu", 1, first_cut); });
  std::thread two([&] { second = solve("annealing", 2, second_cut); });
  one.join();
  two.join();
  std::printf("%s: cut %g\n%s: cut %g\n", first.c_str(), first_cut, second.c_str(), second_cut);
  // The same as without the neighbour: a run depends on its seed and its work limit alone.
  solve("tabu", 1, alone);
  return first_cut > 0 && second_cut > 0 && alone == first_cut ? 0 : 1;
}
