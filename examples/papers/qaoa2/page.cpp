#include "page.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "../common/page.hpp"
#include "../common/plot.hpp"
#include "../common/statistics.hpp"
#include "methods.hpp"
#include "published.hpp"

namespace papers {

namespace {

// Columns of the cells.
constexpr size_t kRho = 0, kKept = 1, kBest = 2, kSolves = 5, kSeconds = 6;

const std::vector<std::pair<std::string, std::vector<std::string>>> kSets = {
    {"B", {"B"}},
    {"BE", {"BE"}},
    {"W", {"W"}},
    {"test 50", {"B", "BE", "W"}},
    {"GKA", {"GKA"}},
    {"L", {"L"}},
    {"ood 93", {"GKA", "L"}},
    {"HR", {"HR"}},
    {"BMZ", {"BMZ"}},
};

// What a method reached on a set.
struct Row {
  std::string set, method, published_row;
  Summary rho, best;
  double rank = 0.0;  // mean, among the published heuristics
  int wins = 0;
  double solves = 0.0, seconds = 0.0, dropped = 0.0;
};

class Results {
 public:
  explicit Results(const Table& cells) {
    for (const auto& [key, numbers] : cells.rows()) {
      values_[key[0]][key[1]][key[2]] = numbers;
    }
    for (const auto& [set, parts] : kSets)
      for (const Method& method : methods()) add(set, parts, method);
  }

  const std::vector<Row>& rows() const noexcept { return rows_; }
  const Row* find(const std::string& set, const std::string& method) const {
    for (const Row& row : rows_)
      if (row.set == set && row.method == method) return &row;
    return nullptr;
  }

 private:
  using Numbers = std::map<std::string, std::vector<double>>;  // by method

  void add(const std::string& set, const std::vector<std::string>& parts, const Method& method) {
    Row row{set, method.name, method.published, {}, {}, 0.0, 0, 0.0, 0.0, 0.0};
    std::vector<double> rho, best;
    for (const std::string& part : parts)
      for (const auto& [instance, by_method] : values_[part]) {
        const auto found = by_method.find(method.name);
        if (found == by_method.end()) continue;
        const std::vector<double>& numbers = found->second;
        if (numbers[kKept] > 0.0) rho.push_back(numbers[kRho]);
        best.push_back(numbers[kBest]);
        row.solves += numbers[kSolves];
        row.seconds += numbers[kSeconds];
        row.dropped += 10.0 - numbers[kKept];
        if (method.kind == Kind::published && method.name != "KL") count_rank(by_method, method.name, row);
      }
    if (best.empty()) return;
    const auto count = static_cast<double>(best.size());
    row.rho = summarise(rho);
    row.best = summarise(best);
    row.solves /= count;
    row.seconds /= count;
    row.rank /= count;
    rows_.push_back(row);
  }

  // Among the four heuristics of the tables.
  static void count_rank(const Numbers& by_method, const std::string& name, Row& row) {
    std::vector<double> all;
    size_t own = 0;
    for (const Method& other : methods()) {
      const auto found = by_method.find(other.name);
      if (other.kind != Kind::published || other.name == "KL" || found == by_method.end()) continue;
      if (other.name == name) own = all.size();
      all.push_back(found->second[kRho]);
    }
    const double rank = ranks(all)[own];
    row.rank += rank;
    row.wins += rank < 1.5;
  }

  std::map<std::string, std::map<std::string, Numbers>> values_;  // by set and instance
  std::vector<Row> rows_;
};

// Nothing when the tables have no such row.
const double* published(const std::string& set, const std::string& row) {
  const auto of_set = published_rho().find(set);
  if (of_set == published_rho().end()) return nullptr;
  const auto found = of_set->second.find(row);
  return found == of_set->second.end() ? nullptr : &found->second;
}

std::string summary(const Results& results) {
  std::string text =
      "set\tmethod\tinstances\trho\terror\tspread\trank of 4\twins of 4\tpublished\tdifference\trho to best "
      "known\terror of it\truns left out\tsub-problems\tseconds\n";
  for (const Row& row : results.rows()) {
    const double* const paper = row.published_row.empty() || row.method.find(',') != std::string::npos
                                    ? nullptr
                                    : published(row.set, row.published_row);
    text += row.set + "\t" + row.method + "\t" + std::to_string(row.best.count) + "\t" +
            fixed(row.rho.mean, 5) + "\t" + fixed(row.rho.error, 5) + "\t" + fixed(row.rho.spread, 5) + "\t" +
            (row.rank > 0.0 ? fixed(row.rank, 2) + "\t" + std::to_string(row.wins) : "\t") + "\t" +
            (paper ? fixed(*paper, 4) + "\t" + with_sign(row.rho.mean - *paper, 4) : "\t") + "\t" +
            fixed(row.best.mean, 5) + "\t" + fixed(row.best.error, 5) + "\t" + fixed(row.dropped, 0) + "\t" +
            fixed(row.solves, 1) + "\t" + fixed(row.seconds, 4) + "\n";
  }
  return text;
}

std::string comparison(const Results& results) {
  std::vector<std::vector<std::string>> rows;
  for (const Method& method : methods()) {
    if (method.kind != Kind::published || method.published.empty()) continue;
    std::vector<std::string> cells = {method.name};
    for (const auto& [set, parts] : kSets) {
      const Row* const row = results.find(set, method.name);
      const double* const paper = published(set, method.published);
      cells.push_back(!row ? ""
                           : fixed(row->rho.mean, 4) +
                                 (paper ? " (" + with_sign(row->rho.mean - *paper, 4) + ")" : ""));
    }
    rows.push_back(cells);
  }
  std::vector<std::string> heading = {"heuristic"};
  for (const auto& [set, parts] : kSets) heading.push_back(set);
  return markdown_table(heading, rows);
}

std::string controls(const Results& results) {
  std::vector<std::string> heading = {"method"};
  for (const auto& [set, parts] : kSets) heading.push_back(set);
  std::vector<std::vector<std::string>> rows;
  for (const Method& method : methods()) {
    std::vector<std::string> cells = {method.name};
    for (const auto& [set, parts] : kSets) {
      const Row* const row = results.find(set, method.name);
      cells.push_back(row ? fixed(row->best.mean, 4) : "");
    }
    rows.push_back(cells);
  }
  std::vector<std::string> gen = {"Neural QAOA², as published (to its own optima)"};
  for (const auto& [set, parts] : kSets) {
    const double* const paper = published(set, "GEN");
    gen.push_back(paper ? fixed(*paper, 4) : "");
  }
  rows.push_back(gen);
  return markdown_table(heading, rows);
}

std::string plot_of_sets(const Results& results) {
  Plot plot;
  plot.title = "Neural QAOA²: heuristic rows of Tables 1 and 2";
  plot.second_line = "mean rho of ten runs on each instance, standard error over instances; open: published";
  plot.y_label = "rho";
  std::vector<std::string> sets;
  for (const auto& [set, parts] : kSets)
    if (parts.size() == 1 && results.find(set, "random")) sets.push_back(set);
  for (size_t x = 0; x < sets.size(); ++x) plot.x_ticks.push_back({static_cast<double>(x), sets[x]});
  size_t colour = 0;
  for (const std::string name :
       {"random", "modularity", "boundary", "KL as published", "KL", "preset quantum, no descents"}) {
    Series ours{name, {}, colour, false, false}, theirs{"", {}, colour, true, false};
    const double shift = (static_cast<double>(colour) - 2.5) * 0.11;
    for (size_t x = 0; x < sets.size(); ++x) {
      const Row* const row = results.find(sets[x], name);
      if (!row) continue;
      ours.points.push_back({static_cast<double>(x) + shift, row->rho.mean, row->rho.error});
      if (const double* const paper = published(sets[x], row->published_row))
        theirs.points.push_back({static_cast<double>(x) + shift + 0.05, *paper, 0.0});
    }
    plot.series.push_back(ours);
    if (!theirs.points.empty()) plot.series.push_back(theirs);
    ++colour;
  }
  return draw(plot);
}

}  // namespace

void write_pages(const std::string& folder, const Table& cells) {
  const Results results(cells);
  write_file(folder + "/summary.tsv", summary(results));
  write_file(folder + "/sets.svg", plot_of_sets(results));
  write_file(folder + "/tables.md",
             "Heuristics with QAOA as published: mean rho to the published optima, runs outside of [0, 1] "
             "left out; in "
             "brackets the difference to the paper.\n\n" +
                 comparison(results) + "\nAll methods: mean rho to the best known values, all runs.\n\n" +
                 controls(results));
}

}  // namespace papers
