#include "page.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "../common/page.hpp"
#include "../common/plot.hpp"
#include "published.hpp"
#include "results.hpp"

namespace papers {

namespace {

constexpr const char* kValueNames[kNumValues] = {"best", "most probable", "average", "after descent"};
constexpr int kSizes[] = {10, 20, 40, 80, 100, 200, 500};

std::string qubo(int n) { return "qubo " + std::to_string(n); }

std::string summary(const Results& results) {
  std::string text = "set\tmethod\tproblems";
  for (const std::string name : kValueNames) text += "\t" + name + "\terror\tspread";
  text += "\trank of best\trank of average\tsolved\tpublished average\tdifference\tcircuits\tseconds\n";
  for (const std::string& set : Results::sets())
    for (const std::string& method : Results::methods()) {
      const auto row = results.row(set, method);
      if (!row) continue;
      text += set + "\t" + method + "\t" + std::to_string(row->values[0].count);
      for (const Summary& value : row->values)
        text += "\t" + fixed(value.mean, 6) + "\t" + fixed(value.error, 6) + "\t" + fixed(value.spread, 6);
      text += row->rank_of_best > 0.0
                  ? "\t" + fixed(row->rank_of_best, 2) + "\t" + fixed(row->rank_of_average, 2)
                  : "\t\t";
      text += "\t" + std::to_string(row->solved);
      const auto paper = published_averages().find(method);
      text += paper != published_averages().end() && set.rfind("qubo", 0) == 0
                  ? "\t" + fixed(paper->second, 2) + "\t" +
                        with_sign((*row)[Value::average].mean - paper->second, 4)
                  : "\t\t";
      text += "\t" + fixed(row->circuits, 0) + "\t" + fixed(row->seconds, 5) + "\n";
    }
  return text;
}

// The re-measurement against ours on the same problems.
std::string earlier(const Results& results) {
  std::string text = "set\tmethod\tproblems\tvalue\tours\terror\tearlier\tdifference\n";
  for (const Earlier& then : earlier_values()) {
    const auto row = results.row(qubo(then.n), then.method, then.instances);
    if (!row) continue;
    const double values[] = {then.best, then.most_probable, then.average};
    for (size_t k = 0; k < 3; ++k)
      if (values[k] >= 0.0)
        text += row->set + "\t" + then.method + "\t" + std::to_string(row->values[k].count) + "\t" +
                kValueNames[k] + "\t" + fixed(row->values[k].mean, 4) + "\t" +
                fixed(row->values[k].error, 4) + "\t" + fixed(values[k], 3) + "\t" +
                with_sign(row->values[k].mean - values[k], 4) + "\n";
  }
  return text;
}

// Of averages: how they differ from problem to problem and from run to run.
std::string spreads(const Results& results, const Table& runs) {
  std::map<std::string, std::map<int, std::vector<double>>> by_problem, by_run;  // of each method
  for (const auto& [key, numbers] : runs.rows()) {
    const int problem = std::stoi(key[1]);
    const double value = numbers[static_cast<size_t>(Value::average)] / results.best_known(key[0], problem);
    by_problem[key[2]][problem].push_back(value);
    by_run[key[2]][std::stoi(key[3])].push_back(value);
  }
  const auto means_of = [](const std::map<int, std::vector<double>>& groups) {
    std::vector<double> means;
    for (const auto& [number, values] : groups) means.push_back(summarise(values).mean);
    return means;
  };
  std::string text =
      "method\tproblems\truns\taverage\tspread of problems\tspread of runs\tlowest run\thighest run\n";
  for (const auto& [method, problems] : by_problem) {
    const std::vector<double> of_runs = means_of(by_run[method]);
    const Summary over_problems = summarise(means_of(problems));
    double variance = 0.0;
    for (const auto& [number, values] : problems)
      variance += std::pow(summarise(values).spread, 2) / static_cast<double>(problems.size());
    const auto [lowest, highest] = std::minmax_element(of_runs.begin(), of_runs.end());
    text += method + "\t" + std::to_string(problems.size()) + "\t" + std::to_string(of_runs.size()) + "\t" +
            fixed(over_problems.mean, 5) + "\t" + fixed(over_problems.spread, 5) + "\t" +
            fixed(std::sqrt(variance), 5) + "\t" + fixed(*lowest, 5) + "\t" + fixed(*highest, 5) + "\n";
  }
  return text;
}

// One value of all methods on sets.
std::string table_of(const Results& results, Value value, const std::string& kind) {
  std::vector<std::string> sets, heading = {kind == "qubo" ? "method, n =" : "Max-Cut, n ="};
  for (const std::string& set : Results::sets()) {
    if (set.rfind(kind, 0) != 0) continue;
    sets.push_back(set);
    heading.push_back(set.substr(kind.size() + 1));
  }
  std::vector<std::vector<std::string>> rows;
  for (const std::string& method : Results::methods()) {
    std::vector<std::string> cells = {method};
    bool any = false;
    for (const std::string& set : sets) {
      const auto row = results.row(set, method);
      any = any || row;
      cells.push_back(row ? with_error((*row)[value].mean, (*row)[value].error, 4) : "");
    }
    if (any) rows.push_back(cells);
  }
  return markdown_table(heading, rows);
}

std::string tables(const Results& results) {
  std::string text =
      "Means over problems and their standard errors, in units of the best value known of each problem.\n";
  for (const std::string kind : {"qubo", "maxcut"})
    for (size_t k = 0; k < kNumValues; ++k)
      text +=
          "\n" +
          std::string(kind == "qubo" ? "Random dense QUBOs: " : "Max-Cut, gain over half of the weight: ") +
          kValueNames[k] + ".\n\n" + table_of(results, static_cast<Value>(k), kind);
  return text;
}

struct Line {
  std::string label, method;
  Value value;
};

// A plot over the sizes, at equal distances.
Plot over_sizes(const Results& results, const std::vector<Line>& lines) {
  Plot plot;
  plot.x_label = "variables";
  for (size_t x = 0; x < std::size(kSizes); ++x)
    plot.x_ticks.push_back({static_cast<double>(x), std::to_string(kSizes[x])});
  for (size_t k = 0; k < lines.size(); ++k) {
    Series series{lines[k].label, {}, k, false, true};
    const double shift = (static_cast<double>(k) - 2.5) * 0.03;
    for (size_t x = 0; x < std::size(kSizes); ++x)
      if (const auto row = results.row(qubo(kSizes[x]), lines[k].method)) {
        const Summary& value = (*row)[lines[k].value];
        series.points.push_back({static_cast<double>(x) + shift, value.mean, value.error});
      }
    plot.series.push_back(series);
  }
  return plot;
}

std::string plot_of_averages(const Results& results) {
  Plot plot = over_sizes(results, {{"circuits, 5 spins", "5 spins", Value::average},
                                   {"circuits, 10 spins", "10 spins", Value::average},
                                   {"annealing, 5 spins", "5 spins, annealing", Value::average},
                                   {"40 layers, 5 spins", "5 spins, 40 layers", Value::average},
                                   {"circuits, 1 spin", "1 spin", Value::average},
                                   {"mean field", "mean field", Value::average}});
  const std::string published[] = {"5 spins", "10 spins", "5 spins, annealing"};  // in the colours of ours
  for (size_t k = 0; k < std::size(published); ++k) {
    const double value = published_averages().at(published[k]);
    Series series{"", {}, k, true, true};
    for (size_t x = 0; x < std::size(kSizes); ++x)
      series.points.push_back({static_cast<double>(x), value, 0.0});
    plot.series.push_back(series);
  }
  plot.title = "HADOF: average of the samples on random dense QUBOs";
  plot.second_line = "means and standard errors; open, dashed: published (annealing: above it)";
  plot.y_label = "average / best value known";
  return draw(plot);
}

std::string plot_of_states(const Results& results) {
  Plot plot = over_sizes(results, {{"5 spins, best of 5,000", "5 spins", Value::best},
                                   {"10 spins, best of 5,000", "10 spins", Value::best},
                                   {"5 spins, most probable", "5 spins", Value::most_probable},
                                   {"5 spins, after a descent", "5 spins", Value::after_descent},
                                   {"one descent", "one descent", Value::best},
                                   {"100 descents", "100 descents", Value::best}});
  plot.title = "HADOF: states that it finds, and cheaper ones";
  plot.second_line = "means and standard errors; circuits on blocks of 5 and 10 spins, and controls";
  plot.y_label = "value / best value known";
  return draw(plot);
}

}  // namespace

void write_pages(const std::string& folder, const Table& cells, const Table& runs) {
  const Results results(cells);
  write_file(folder + "/summary.tsv", summary(results));
  write_file(folder + "/earlier.tsv", earlier(results));
  write_file(folder + "/runs_summary.tsv", spreads(results, runs));
  write_file(folder + "/tables.md", tables(results));
  write_file(folder + "/averages.svg", plot_of_averages(results));
  write_file(folder + "/states.svg", plot_of_states(results));
}

}  // namespace papers
