// What a benchmark measured, as a file and as numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "statistics.hpp"

namespace cli {

struct BenchRun {
  uint64_t seed;
  double value;         // of the best state, in the sense of the file
  bool proven;          // optimal
  std::string reason;   // why the run ended
  double seconds;       // of the whole run
  double time_to_best;  // until it reached the best known value or, when it did not, its own best one
  int64_t work;
  int64_t work_to_best;
};

struct BenchInstance {
  std::string file;
  std::string family;
  bool maximise;
  int64_t num_spins, num_couplings;
  std::optional<double> best_known;
  std::vector<BenchRun> runs;

  bool better(double a, double b) const { return maximise ? a > b : a < b; }
  // Values that differ by rounding only are the same.
  bool reaches_best_known(double value) const;
  bool beats_best_known(double value) const;
  // How far a value is from the best known one, in percent of it; NaN when that cannot be said.
  double gap(double value) const;
};

struct BenchResults {
  std::vector<std::pair<std::string, std::string>> settings;  // what the runs depend on, but for the machine
  std::vector<BenchInstance> instances;
};

// One line for each run below the settings as comments; read_results takes it back.
std::string results_tsv(const BenchResults& results);
BenchResults read_results(const std::string& path);  // Failure with kUnreadable and path:line
// The same as one JSON document, schema "weiss.bench/1", with the numbers of each instance.
std::string results_json(const BenchResults& results);

// The runs of one instance together.
struct BenchSummary {
  double best, median;
  double best_gap, median_gap;  // percent; NaN without a best known value
  int64_t hits;                 // runs that reached the best known value
  Interval success;             // 95% interval of their share
  double time;                  // median time of these to the best known value; NaN without any
  double total_time;            // of all runs, each up to the best known value
  TimeToSolution to_solution;
};
BenchSummary summarise(const BenchInstance& instance);  // of at least one run

}  // namespace cli
