// Clustering-based sub-QUBO extraction (arXiv 2502.16212): which variables form the sub-problems, and what
// solves them, on stored graphs at one group size and on generated ones over sizes.
#include <algorithm>
#include <cstdio>
#include <map>

#include "../common/experiment.hpp"
#include "../common/runs.hpp"
#include "../common/statistics.hpp"
#include "graphs.hpp"
#include "methods.hpp"
#include "page.hpp"

namespace {

using papers::Cell;
using papers::Kind;
using papers::Method;
using papers::StoredGraph;

constexpr int64_t kWork = 10000000000000;  // never the limit

// One run.
struct Run {
  double cut, calls, iterations, evaluations, descents, flips, seconds;
};

Run run_solver(weiss::Instance& solver, const weiss::Problem& problem, const weiss::RunOptions& options) {
  const double begin = papers::thread_seconds();
  const weiss::Result result = solver.solve(problem, options);
  const double seconds = papers::thread_seconds() - begin;
  return {result.objective(),
          papers::counter(result, "sub-problems"),
          papers::counter(result, "iterations"),
          papers::counter(result, "evaluations"),
          papers::counter(result, "descents"),
          papers::counter(result, "flips"),
          seconds};
}

weiss::RunOptions options_of(int run) {
  weiss::RunOptions options;
  options.seed = static_cast<uint64_t>(run);
  options.work_limit = kWork;
  return options;
}

// The control that goes with a run of the loop.
Run run_control(const weiss::Context& context, const weiss::Problem& problem, Kind kind, int run,
                const Run& loop) {
  if (kind == Kind::tabu_time) {
    weiss::RunOptions options;
    options.seed = static_cast<uint64_t>(run);
    options.time_limit = loop.seconds;
    weiss::Instance tabu(context, WEISS_KIND_SOLVER, "tabu");
    return run_solver(tabu, problem, options);
  }
  if (kind == Kind::descents) {
    weiss::Instance descents(context, WEISS_KIND_SOLVER,
                             "greedy restarts=" + std::to_string(static_cast<int>(loop.descents)));
    return run_solver(descents, problem, options_of(run));
  }
  const double begin = papers::thread_seconds();
  weiss::Search search(problem);
  search.set_random(static_cast<uint64_t>(run));
  weiss_tabu_params params;
  weiss_struct_init(&params, sizeof params);
  params.seed = static_cast<uint64_t>(run);
  params.max_steps = params.max_idle = static_cast<int64_t>(std::max(loop.flips, 1.0));
  const int64_t flips = search.tabu(params);
  const double energy = problem.energy(search.best_spins());
  return {weiss_problem_objective(problem.get(), energy),
          0.0,
          0.0,
          0.0,
          0.0,
          static_cast<double>(flips),
          papers::thread_seconds() - begin};
}

double mean(const std::vector<Run>& runs, double Run::*of) {
  double sum = 0.0;
  for (const Run& run : runs) sum += run.*of;
  return sum / static_cast<double>(runs.size());
}

std::vector<double> means(const std::vector<Run>& runs) {
  return {mean(runs, &Run::calls),    mean(runs, &Run::iterations), mean(runs, &Run::evaluations),
          mean(runs, &Run::descents), mean(runs, &Run::flips),      mean(runs, &Run::seconds)};
}

// Ten runs on a stored graph: their cuts, and the means of the rest.
std::vector<double> measure_stored(const weiss::Context& context, const StoredGraph& graph,
                                   const Method& method) {
  weiss::Instance solver(context, WEISS_KIND_SOLVER, method.spec);
  std::vector<Run> runs;
  for (int run = 1; run <= papers::kStoredRuns; ++run) {
    runs.push_back(run_solver(solver, graph.problem, options_of(run)));
    if (method.kind != Kind::loop)
      runs.back() = run_control(context, graph.problem, method.kind, run, runs.back());
  }
  std::vector<double> numbers;
  for (const Run& run : runs) numbers.push_back(run.cut);
  for (const double number : means(runs)) numbers.push_back(number);
  return numbers;
}

void run_stored(papers::Request request, const weiss::Context& context,
                const std::vector<StoredGraph>& graphs, papers::Table& table) {
  std::vector<Cell> cells;
  for (const Method& method : papers::methods())
    for (const StoredGraph& graph : graphs) {
      if (graph.set == "er.1" && !method.spare) continue;
      const bool quick =
          graph.name == "r3w_n100_s0" && method.kind == Kind::loop &&
          (method.variant == "coins" || method.variant == "exact" || method.variant == "circuits");
      cells.push_back({{graph.set, graph.name, method.grouping, method.variant},
                       [&, method] { return measure_stored(context, graph, method); },
                       quick,
                       method.kind != Kind::tabu_time});
    }
  request.file = "stored.tsv";
  papers::run(request, std::move(cells), table);
}

// One run on each of the first graphs of a generated set.
std::vector<double> measure_size(const weiss::Context& context, const std::vector<weiss::Problem>& graphs,
                                 int count, const std::string& grouping, int m) {
  weiss::Instance solver(context, WEISS_KIND_SOLVER, papers::spec_of_size(grouping, m));
  std::vector<Run> runs;
  std::vector<double> cuts, calls, together, evaluations;
  for (int k = 0; k < count; ++k) {
    runs.push_back(run_solver(solver, graphs[static_cast<size_t>(k)], options_of(k + 1)));
    cuts.push_back(runs.back().cut);
    calls.push_back(runs.back().calls);
    together.push_back(runs.back().calls / runs.back().iterations);
    evaluations.push_back(runs.back().evaluations);
  }
  std::vector<double> numbers = {static_cast<double>(count)};
  for (const auto& values : {cuts, calls, together, evaluations}) {
    const papers::Summary summary = papers::summarise(values);
    numbers.push_back(summary.mean);
    numbers.push_back(summary.spread);
  }
  numbers.push_back(mean(runs, &Run::iterations));
  numbers.push_back(mean(runs, &Run::flips));
  numbers.push_back(mean(runs, &Run::seconds));
  return numbers;
}

void run_sizes(papers::Request request, const weiss::Context& context, papers::Table& table) {
  std::map<std::pair<std::string, int>, std::vector<weiss::Problem>> graphs;
  std::vector<Cell> cells;
  for (const std::string& set : papers::kSets)
    for (const int n : papers::kNodes) {
      std::vector<weiss::Problem>& of_size = graphs[{set, n}];
      for (int k = 0; k < papers::kRuns; ++k) of_size.push_back(papers::generate_graph(context, set, n, k));
      for (int m = papers::kSmallest; m <= papers::kLargest; ++m)
        for (const std::string& grouping : papers::kGroupings)
          cells.push_back({{set, std::to_string(n), std::to_string(m), grouping},
                           [&context, &of_size, n, m, grouping] {
                             return measure_size(context, of_size, papers::runs_at(n, m), grouping, m);
                           },
                           n == 80 && (m == 6 || m == 7)});
    }
  // Costly ones last.
  std::stable_sort(cells.begin(), cells.end(),
                   [](const Cell& a, const Cell& b) { return std::stoi(a.key[2]) < std::stoi(b.key[2]); });
  request.file = "sizes.tsv";
  papers::run(request, std::move(cells), table);
}

void compare_groupings(const papers::Request& request) {
  const weiss::Context context;
  std::vector<std::string> columns;
  for (int run = 1; run <= papers::kStoredRuns; ++run) columns.push_back("cut " + std::to_string(run));
  for (const char* name : {"calls", "iterations", "evaluations", "descents", "flips", "seconds"})
    columns.push_back(name);
  papers::Table stored({"set", "graph", "grouping", "variant"}, columns);
  papers::Table sizes({"set", "n", "m", "grouping"},
                      {"runs", "cut", "spread", "calls", "spread of calls", "calls per iteration",
                       "spread of it", "evaluations", "spread of them", "iterations", "flips", "seconds"});
  std::vector<StoredGraph> graphs;
  try {
    graphs = papers::open_stored(context);
    run_stored(request, context, graphs, stored);
  } catch (const papers::Skipped& skipped) {
    std::fprintf(stderr, "stored graphs skipped: %s\n", skipped.what());
  }
  run_sizes(request, context, sizes);
  if (request.mode != papers::Request::Mode::kFull) return;
  if (graphs.empty())
    std::fprintf(stderr, "no pages without the stored graphs\n");
  else
    papers::write_pages(request.out, graphs, stored, sizes);
}

}  // namespace

int main(int argc, char** argv) { return papers::run_program(argc, argv, compare_groupings); }
