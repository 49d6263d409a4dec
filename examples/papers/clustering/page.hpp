// The sizes of the experiment, and its tables, summaries and plots.
#pragma once

#include <string>
#include <vector>

#include "../common/table.hpp"
#include "graphs.hpp"

namespace papers {

constexpr int kStoredRuns = 10;  // on each stored graph
constexpr int kRuns = 30;        // graphs of a generated set
inline const std::vector<std::string> kSets = {"3-regular", "ER"};
constexpr int kNodes[] = {80, 100, 120, 140, 160, 180};
constexpr int kSmallest = 5, kLargest = 24;  // group sizes
// Of 20 qubits and more ten, but for a drop to be seen.
constexpr int runs_at(int n, int m) { return m < 20 || (n == 140 && (m == 21 || m == 22)) ? kRuns : 10; }
constexpr double kTolerance = 0.02;

void write_pages(const std::string& folder, const std::vector<StoredGraph>& graphs, const Table& stored,
                 const Table& sizes);
// The part of the generated sets: figures.tsv, drops.tsv, fits.tsv and plots; returns its tables as Markdown.
std::string write_sizes(const std::string& folder, const Table& sizes);

}  // namespace papers
