// HADOF (arXiv 2510.02926) on random dense QUBOs of 10 to 500 variables: best, most probable and average
// state of circuits and of annealing on blocks of 5 and 10 spins, with controls; and on Max-Cut, with its
// gauge and without.
#include "../common/experiment.hpp"
#include "../common/generated.hpp"
#include "../common/numpy_stream.hpp"
#include "measure.hpp"
#include "page.hpp"
#include "published.hpp"

namespace {

using papers::Cell;
using papers::Instance;
using papers::Method;

constexpr int kGraphs = 20;
constexpr int kProvable = 20;  // most spins whose optimum is proved
constexpr int kQuick = 40;     // most spins of the quick mode
constexpr int kManyUpTo = 80;  // spins
constexpr int kMany = 50, kFew = 10;
constexpr int kRuns = 10;

// Q_ij, i <= j, uniform in (-10, 10): the upper triangle of numpy's default_rng(1000 n + number).uniform(-10,
// 10, (n, n)).
Instance qubo(const weiss::Context& context, int n, int number) {
  papers::NumpyStream stream(static_cast<uint32_t>(1000 * n + number));
  weiss::Terms terms;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = 0; j < n; ++j) {
      const double value = stream.uniform(-10.0, 10.0);
      if (j < i) continue;
      terms.row.push_back(i);
      terms.column.push_back(j);
      terms.value.push_back(value);
    }
  return {"qubo " + std::to_string(n), number, weiss::Problem::qubo(context, n, terms)};
}

// What proves the optimum or looks for it: a minute for the first problems of a size, else two seconds.
Method reference_of(const Instance& instance) {
  if (instance.problem.num_spins() <= kProvable) return papers::proved();
  return papers::searched(instance.set.rfind("qubo", 0) == 0 && instance.number < kFew ? 60 : 2);
}

// Half of the pairs, weights 1 to 10: weiss gen pw --density 0.5
Instance graph(const weiss::Context& context, int n, int number) {
  cli::Request request{"pw", n, static_cast<uint64_t>(number), {}, 0.5, {}, {}, {}, {}};
  return {"maxcut " + std::to_string(n), number,
          papers::couplings_of(context, papers::generate(context, request), 0.0)};
}

std::vector<Instance> make_instances(const weiss::Context& context) {
  std::vector<Instance> instances;
  for (const int n : {10, 20, 40, 80, 100, 200, 500})
    for (int number = 0; number < (n <= kManyUpTo ? kMany : kFew); ++number)
      instances.push_back(qubo(context, n, number));
  for (const int n : {20, 80})
    for (int number = 0; number < kGraphs; ++number) instances.push_back(graph(context, n, number));
  return instances;
}

std::vector<Cell> list_cells(const weiss::Context& context, const std::vector<Instance>& instances) {
  std::vector<Cell> cells, references;
  for (const Instance& instance : instances) {
    const auto add = [&](const Method& method, std::vector<Cell>& list) {
      list.push_back({{instance.set, std::to_string(instance.number), method.name},
                      [&, method] {
                        return papers::measure(context, instance.problem, method,
                                               static_cast<uint64_t>(instance.number));
                      },
                      instance.number == 0 && instance.problem.num_spins() <= kQuick,
                      method.seconds == 0});
    };
    const bool maxcut = instance.set.rfind("maxcut", 0) == 0;
    for (const Method& method : maxcut ? papers::gauge_methods() : papers::methods()) add(method, cells);
    const Method reference = reference_of(instance);
    add(reference, reference.seconds == 0 ? cells : references);
  }
  cells.insert(cells.end(), references.begin(), references.end());  // the long ones at the end
  return cells;
}

// The published methods again and again on some problems: how much of the spread is theirs.
std::vector<Cell> list_runs(const weiss::Context& context, const std::vector<Instance>& instances) {
  std::vector<Cell> cells;
  for (const Instance& instance : instances)
    for (const Method& method : papers::methods())
      for (int run = 0; run < kRuns; ++run)
        if (instance.set == "qubo 80" && instance.number < kFew &&
            papers::published_averages().count(method.name))
          cells.push_back({{instance.set, std::to_string(instance.number), method.name, std::to_string(run)},
                           [&, method, run] {
                             return papers::measure(context, instance.problem, method,
                                                    static_cast<uint64_t>(run));
                           },
                           instance.number + run == 0});
  return cells;
}

void compare_methods(const papers::Request& request) {
  const weiss::Context context;
  const std::vector<Instance> instances = make_instances(context);
  papers::Table cells({"set", "instance", "method"}, papers::kMeasured);
  papers::run(request, list_cells(context, instances), cells);
  papers::Request of_runs = request;
  of_runs.file = "runs.tsv";
  papers::Table runs({"set", "instance", "method", "run"}, papers::kMeasured);
  papers::run(of_runs, list_runs(context, instances), runs);
  if (request.mode == papers::Request::Mode::kFull) papers::write_pages(request.out, cells, runs);
}

}  // namespace

int main(int argc, char** argv) { return papers::run_program(argc, argv, compare_methods); }
