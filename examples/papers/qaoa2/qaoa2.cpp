// Tables 1 and 2 of Neural QAOA² (arXiv 2605.13072), heuristic rows, with controls: which partition, and what
// solves the parts, on 183 instances.
#include <algorithm>
#include <cstdio>

#include "../common/experiment.hpp"
#include "../common/instances.hpp"
#include "../common/runs.hpp"
#include "../common/statistics.hpp"
#include "methods.hpp"
#include "page.hpp"

namespace {

using papers::Cell;
using papers::Entry;
using papers::Kind;
using papers::Method;

constexpr int kRuns = 10;

struct Instance {
  std::string set, name;
  weiss::Problem problem;
  double osv_optimum, best_known;
  double negative = 0.0, total = 0.0;  // sums of negative weights and of all
};

void add_weights(Instance& instance) {
  weiss_problem_view view;
  weiss_struct_init(&view, sizeof view);
  weiss_problem_get_view(instance.problem.get(), &view, nullptr);
  for (int64_t k = 0; k < view.num_entries; ++k) {  // each coupling stands in two rows, at half of its weight
    instance.negative += std::min(view.value[k], 0.0);
    instance.total += view.value[k];
  }
}

std::vector<Instance> open_instances(const weiss::Context& context) {
  const std::map<std::string, std::string> sets = {{"b", "B"}, {"be", "BE"}, {"w", "W"},    {"gka", "GKA"},
                                                   {"L", "L"}, {"hr", "HR"}, {"bmz", "BMZ"}};
  const std::string folder = papers::instances_folder();
  std::vector<Instance> instances;
  for (const Entry& entry : papers::read_index(folder, "index.tsv")) {
    const auto set = sets.find(entry.at("family"));
    if (set == sets.end() || (entry.at("split") != "test" && entry.at("split") != "ood")) continue;
    const std::string& file = entry.at("file");
    Instance instance{set->second, file.substr(file.rfind('/') + 1),
                      weiss::Problem::read(context, folder + "/" + file), papers::number(entry, "osv_opt"),
                      papers::number(entry, "best_known")};
    add_weights(instance);
    instances.push_back(std::move(instance));
  }
  return instances;
}

// The cut without a solver: none, or what fair coins give on average.
std::vector<double> measure_floor(const Instance& instance, const Method& method) {
  const double cut = method.name == "empty cut" ? 0.0 : instance.total / 2.0;
  const double osv = (cut - instance.negative) / (instance.osv_optimum - instance.negative);
  const double best = (cut - instance.negative) / (instance.best_known - instance.negative);
  return {osv, kRuns, best, 0.0, best, 0.0, 0.0};
}

// All runs of a method on an instance.
std::vector<double> measure(const weiss::Context& context, const Instance& instance, const Method& method) {
  if (method.kind == Kind::floor) return measure_floor(instance, method);
  weiss::RunOptions options;
  std::string spec = method.spec;
  if (method.kind == Kind::equal_time || method.kind == Kind::equal_solves) {
    weiss::Instance kl(context, WEISS_KIND_SOLVER, papers::spec_of("KL"));
    const double begin = papers::thread_seconds();
    const double solves = papers::counter(kl.solve(instance.problem, options), "sub-problems");
    if (method.kind == Kind::equal_time)
      options.time_limit = papers::thread_seconds() - begin;
    else
      spec += " sub_problems=" + std::to_string(static_cast<int>(solves) * method.solves);
  }
  weiss::Instance solver(context, WEISS_KIND_SOLVER, spec);
  std::vector<double> best, kept;
  double seconds = 0.0, solves = 0.0;
  for (int run = 0; run < kRuns; ++run) {
    options.seed = static_cast<uint64_t>(run + 1);
    const double begin = papers::thread_seconds();
    const weiss::Result result = solver.solve(instance.problem, options);
    seconds += (papers::thread_seconds() - begin) / kRuns;
    solves += papers::counter(result, "sub-problems") / kRuns;
    const double above = result.objective() - instance.negative;
    best.push_back(above / (instance.best_known - instance.negative));
    const double osv = above / (instance.osv_optimum - instance.negative);
    if (osv >= 0.0 && osv <= 1.0) kept.push_back(osv);
  }
  const papers::Summary all = papers::summarise(best), published = papers::summarise(kept);
  return {published.mean, static_cast<double>(published.count),        all.mean,
          all.spread,     *std::max_element(best.begin(), best.end()), solves,
          seconds};
}

void compare_methods(const papers::Request& request) {
  const weiss::Context context;
  const std::vector<Instance> instances = open_instances(context);
  std::vector<Cell> cells;
  for (const Instance& instance : instances)
    for (const Method& method : papers::methods())
      cells.push_back({{instance.set, instance.name, method.name},
                       [&, method] { return measure(context, instance, method); },
                       instance.name == "w05_100.1.mc" || instance.name == "be100.1.mc",
                       method.kind != Kind::equal_time});
  papers::Table table({"set", "instance", "method"}, {"rho", "runs kept", "rho to best known", "spread",
                                                      "best run", "sub-problems", "seconds"});
  papers::run(request, std::move(cells), table);
  if (request.mode != papers::Request::Mode::kFull) return;
  papers::write_pages(request.out, table);
  std::map<std::string, int64_t> nodes;
  for (const Instance& instance : instances) nodes[instance.name] = instance.problem.num_spins();
  papers::write_over_n(request.out, table, nodes);
}

}  // namespace

int main(int argc, char** argv) { return papers::run_program(argc, argv, compare_methods); }
