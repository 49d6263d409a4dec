// All cells in units of the best value known of their problem, and what a method reached on a set.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../common/statistics.hpp"
#include "../common/table.hpp"

namespace papers {

// Columns of the cells that are energies, in the order of measure.
enum class Value : size_t { best, most_probable, average, after_descent };
inline constexpr size_t kNumValues = 4, kCircuits = 4, kSeconds = 5;

struct Row {
  std::string set, method;
  Summary values[kNumValues];
  double rank_of_best = 0.0, rank_of_average = 0.0;  // means, among all methods of the set
  int solved = 0;                                    // problems whose best value known it found
  double circuits = 0.0, seconds = 0.0;              // means

  const Summary& operator[](Value value) const { return values[static_cast<size_t>(value)]; }
};

class Results {
 public:
  explicit Results(const Table& cells);

  static std::vector<std::string> sets();
  static std::vector<std::string> methods();  // those of all sets, the reference at the end

  double best_known(const std::string& set, int number) const { return best_.at(set).at(number); }
  // Over the problems with numbers below `below`; nothing when there is no such cell.
  std::optional<Row> row(const std::string& set, const std::string& method, int below = 1 << 30) const;

 private:
  using ByMethod = std::map<std::string, std::vector<double>>;

  std::map<std::string, std::map<int, ByMethod>> problems_;  // by set and number
  std::map<std::string, std::map<int, double>> best_;        // energies, below 0 for all of these problems
};

}  // namespace papers
