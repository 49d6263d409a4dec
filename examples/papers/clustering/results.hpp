// What the methods reached on the stored graphs, by set, grouping and variant.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "../common/statistics.hpp"
#include "../common/table.hpp"
#include "graphs.hpp"
#include "methods.hpp"

namespace papers {

// All runs of a method on a set; entry k of two methods is the same graph and the same random start.
struct Runs {
  std::vector<double> cuts, gaps;  // gaps in percent of the best known cut
  int hits = 0;                    // runs that reached it
  // Means.
  double calls = 0.0, iterations = 0.0, evaluations = 0.0, descents = 0.0, flips = 0.0, seconds = 0.0;
};

class StoredResults {
 public:
  StoredResults(const std::vector<StoredGraph>& graphs, const Table& stored) {
    std::map<std::string, double> best;
    for (const StoredGraph& graph : graphs) best[graph.name] = graph.best_known;
    for (const auto& [key, numbers] : stored.rows()) add(key, numbers, best.at(key[1]));
  }

  const Runs* find(const std::string& set, const std::string& grouping, const std::string& variant) const {
    const auto found = runs_.find({set, grouping, variant});
    return found == runs_.end() ? nullptr : &found->second;
  }

  // a minus b over all pairs of runs.
  static Summary difference(const Runs& a, const Runs& b) {
    std::vector<double> differences;
    for (size_t k = 0; k < a.cuts.size(); ++k) differences.push_back(a.cuts[k] - b.cuts[k]);
    return summarise(differences);
  }

 private:
  void add(const Key& key, const std::vector<double>& numbers, double best) {
    Runs& runs = runs_[{key[0], key[2], key[3]}];
    for (size_t run = 0; run < kStoredRuns; ++run) {
      runs.cuts.push_back(numbers[run]);
      runs.gaps.push_back(100.0 * (1.0 - numbers[run] / best));
      runs.hits += numbers[run] >= best;
    }
    double* const means[] = {&runs.calls,    &runs.iterations, &runs.evaluations,
                             &runs.descents, &runs.flips,      &runs.seconds};
    const double weight = static_cast<double>(kStoredRuns) / static_cast<double>(runs.cuts.size());
    for (size_t k = 0; k < 6; ++k) *means[k] += weight * (numbers[kStoredRuns + k] - *means[k]);
  }

  std::map<Key, Runs> runs_;
};

}  // namespace papers
