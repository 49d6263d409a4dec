// Tables and plots of the generated sets: how the loop grows with the problem and with the group.
#include <array>
#include <cmath>

#include "../common/page.hpp"
#include "../common/plot.hpp"
#include "methods.hpp"
#include "page.hpp"
#include "published.hpp"

namespace papers {

namespace {

// Columns of the table.
struct Measured {
  double runs, cut, cut_spread, calls, calls_spread, together, together_spread, evaluations,
      evaluations_spread, iterations, flips, seconds;
  double error(double spread) const { return spread / std::sqrt(runs); }
};

class SizeResults {
 public:
  explicit SizeResults(const Table& table) : table_(table) {}
  // Throws std::out_of_range when the run is not complete.
  Measured at(const std::string& set, int n, int m, const std::string& grouping) const {
    const std::vector<double>& v = table_.rows().at({set, std::to_string(n), std::to_string(m), grouping});
    return {v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]};
  }

 private:
  const Table& table_;
};

// Groups of an iteration when all have m variables: the first whose total is above the fraction.
int groups_of(int n, int m) { return static_cast<int>(std::floor(kFraction * n / m)) + 1; }

// The mean over random orders of the blocks, of which the last holds what is left: one group more when that
// is among them and too small.
double expected_groups(int n, int m) {
  const int groups = groups_of(n, m), rest = n % m, blocks = n / m + (rest > 0);
  const bool one_more = rest > 0 && (groups - 1) * m + rest <= kFraction * n;
  return groups + (one_more ? static_cast<double>(groups) / blocks : 0.0);
}

bool is_printed(int n, int m) {
  for (const int drop : printed_drops().at(n))
    if (drop == m) return true;
  return false;
}

// Where the number of groups falls, and what impact does there.
std::string drops(const SizeResults& results, std::string* markdown) {
  std::string text =
      "set\tn\tm\tprinted\tgroups before\tgroups\tpredicted step\tcalls per iteration before\terror\tcalls "
      "per "
      "iteration\terror\tstep\tshare of predicted\tcalls before\tcalls\n";
  std::vector<std::vector<std::string>> rows;
  for (const std::string& set : kSets)
    for (const int n : kNodes)
      for (int m = kSmallest + 1; m <= kLargest; ++m) {
        if (groups_of(n, m) == groups_of(n, m - 1)) continue;
        const Measured before = results.at(set, n, m - 1, "impact"), after = results.at(set, n, m, "impact");
        const double predicted = expected_groups(n, m - 1) - expected_groups(n, m);
        const double step = before.together - after.together;
        const std::string printed = is_printed(n, m) ? "yes" : "no";
        text += set + "\t" + std::to_string(n) + "\t" + std::to_string(m) + "\t" + printed + "\t" +
                std::to_string(groups_of(n, m - 1)) + "\t" + std::to_string(groups_of(n, m)) + "\t" +
                fixed(predicted, 3) + "\t" + fixed(before.together, 3) + "\t" +
                fixed(before.error(before.together_spread), 3) + "\t" + fixed(after.together, 3) + "\t" +
                fixed(after.error(after.together_spread), 3) + "\t" + fixed(step, 3) + "\t" +
                fixed(step / predicted, 2) + "\t" + fixed(before.calls, 2) + "\t" + fixed(after.calls, 2) +
                "\n";
        rows.push_back({set, std::to_string(n), std::to_string(m), printed,
                        fixed(before.together, 2) + " -> " + fixed(after.together, 2), fixed(predicted, 2),
                        fixed(step / predicted, 2), fixed(before.calls, 1) + " -> " + fixed(after.calls, 1)});
      }
  *markdown = markdown_table({"set", "n", "m", "printed in Table 1", "calls per iteration, m - 1 -> m",
                              "predicted step", "share of it", "calls of a run"},
                             rows);
  return text;
}

// Ours next to the figures of the paper, 100 variables.
std::string figures_text(const SizeResults& results) {
  std::string text =
      "set\tgrouping\tm\truns\tcut\terror\tpaper cut\tcalls\terror\tpaper calls\tevaluations\terror\tpaper "
      "evaluations\tseconds\n";
  for (const std::string& set : kSets)
    for (const std::string& grouping : kGroupings)
      for (int m = kSmallest; m <= kLargest; ++m) {
        const Measured cell = results.at(set, 100, m, grouping);
        std::array<std::string, 3> paper;
        const auto figure = figures().at(set).find(grouping);
        for (size_t k = 0; k < figure_sizes().size() && figure != figures().at(set).end(); ++k) {
          if (figure_sizes()[k] != m) continue;
          paper[0] = fixed(figure->second.cut[k], 1);
          paper[1] = fixed(figure->second.calls[k], 1);
          if (!figure->second.evaluations.empty()) paper[2] = fixed(figure->second.evaluations[k], 1);
        }
        text += set + "\t" + grouping + "\t" + std::to_string(m) + "\t" + fixed(cell.runs, 0) + "\t" +
                fixed(cell.cut, 2) + "\t" + fixed(cell.error(cell.cut_spread), 2) + "\t" + paper[0] + "\t" +
                fixed(cell.calls, 2) + "\t" + fixed(cell.error(cell.calls_spread), 2) + "\t" + paper[1] +
                "\t" + fixed(cell.evaluations, 1) + "\t" + fixed(cell.error(cell.evaluations_spread), 1) +
                "\t" + paper[2] + "\t" + fixed(cell.seconds, 4) + "\n";
      }
  return text;
}

std::string figures_table(const SizeResults& results, const std::string& set) {
  std::vector<std::string> heading = {set + ", n = 100"};
  for (const int m : figure_sizes()) heading.push_back("m = " + std::to_string(m));
  std::vector<std::vector<std::string>> rows;
  for (const auto& [grouping, figure] : figures().at(set)) {
    std::vector<std::string> cut = {grouping + ": cut (paper)"}, calls = {grouping + ": calls (paper)"};
    for (size_t k = 0; k < figure_sizes().size(); ++k) {
      const Measured cell = results.at(set, 100, figure_sizes()[k], grouping);
      cut.push_back(fixed(cell.cut, 1) + " (" + fixed(figure.cut[k], 1) + ")");
      calls.push_back(fixed(cell.calls, 1) + " (" + fixed(figure.calls[k], 1) + ")");
    }
    rows.push_back(cut);
    rows.push_back(calls);
  }
  return markdown_table(heading, rows);
}

// calls = a n / m by least squares over all group sizes.
std::string fits(const SizeResults& results, std::string* markdown) {
  std::string text = "set\tgrouping\tn\ta\tpaper a\n";
  std::vector<std::vector<std::string>> rows;
  for (const std::string& set : kSets)
    for (const std::string& grouping : kGroupings) {
      std::vector<std::string> cells = {set, grouping};
      for (const int n : kNodes) {
        double along = 0.0, square = 0.0;
        for (int m = kSmallest; m <= kLargest; ++m) {
          const double x = static_cast<double>(n) / m;
          along += x * results.at(set, n, m, grouping).calls;
          square += x * x;
        }
        text += set + "\t" + grouping + "\t" + std::to_string(n) + "\t" + fixed(along / square, 3) + "\t" +
                fixed(fitted_a().at(n), 2) + "\n";
        cells.push_back(fixed(along / square, 2));
      }
      rows.push_back(cells);
    }
  std::vector<std::string> paper = {"paper", ""}, heading = {"set", "a of calls = a n / m"};
  for (const int n : kNodes) {
    heading.push_back("n = " + std::to_string(n));
    paper.push_back(fixed(fitted_a().at(n), 2));
  }
  rows.push_back(paper);
  *markdown = markdown_table(heading, rows);
  return text;
}

// A quantity over the group size at 100 variables, with the paper's.
std::string plot_over_m(const SizeResults& results, const std::string& set, double Measured::*value,
                        double Measured::*spread, std::vector<double> Figure::*published,
                        const std::string& title, const std::string& label) {
  Plot plot;
  plot.title = title;
  plot.second_line = set + ", n = 100, 30 runs (10 from m = 20), standard error; dashed: paper";
  plot.x_label = "most variables of a group, m";
  plot.y_label = label;
  for (size_t colour = 0; colour < kGroupings.size(); ++colour) {
    Series ours{kGroupings[colour], {}, colour}, theirs{"", {}, colour, true};
    for (int m = kSmallest; m <= kLargest; ++m) {
      const Measured cell = results.at(set, 100, m, kGroupings[colour]);
      ours.points.push_back({static_cast<double>(m), cell.*value, cell.error(cell.*spread)});
    }
    plot.series.push_back(ours);
    const auto figure = figures().at(set).find(kGroupings[colour]);
    if (figure == figures().at(set).end() || (figure->second.*published).empty()) continue;
    for (size_t k = 0; k < figure_sizes().size(); ++k)
      theirs.points.push_back({static_cast<double>(figure_sizes()[k]), (figure->second.*published)[k]});
    plot.series.push_back(theirs);
  }
  return draw(plot);
}

// Calls per iteration over m / n: steps wherever the fraction admits one group less.
std::string plot_of_drops(const SizeResults& results, const std::string& set) {
  Plot plot;
  plot.title = "The drops of Table 1: calls of an iteration, impact";
  plot.second_line = set + ", standard error; steps where m exceeds 0.15 n / 1, 2, 3 ...";
  plot.x_label = "m / n";
  plot.y_label = "calls per iteration";
  size_t colour = 0;
  for (const int n : kNodes) {
    Series series{"n = " + std::to_string(n), {}, colour++};
    for (int m = kSmallest; m <= kLargest; ++m) {
      const Measured cell = results.at(set, n, m, "impact");
      series.points.push_back({static_cast<double>(m) / n, cell.together, cell.error(cell.together_spread)});
    }
    plot.series.push_back(series);
  }
  return draw(plot);
}

}  // namespace

std::string write_sizes(const std::string& folder, const Table& sizes) {
  const SizeResults results(sizes);
  std::string drops_table, fits_table;
  write_file(folder + "/drops.tsv", drops(results, &drops_table));
  write_file(folder + "/fits.tsv", fits(results, &fits_table));
  write_file(folder + "/figures.tsv", figures_text(results));
  write_file(folder + "/cut.svg", plot_over_m(results, "3-regular", &Measured::cut, &Measured::cut_spread,
                                              &Figure::cut, "Cut over the size of the groups", "cut"));
  write_file(folder + "/calls.svg",
             plot_over_m(results, "3-regular", &Measured::calls, &Measured::calls_spread, &Figure::calls,
                         "Sub-problems of a run over the size of the groups", "calls"));
  write_file(folder + "/drops.svg", plot_of_drops(results, "3-regular"));
  return "Generated graphs.\n\n" + figures_table(results, "3-regular") + "\n" + figures_table(results, "ER") +
         "\n" + drops_table + "\n" + fits_table;
}

}  // namespace papers
