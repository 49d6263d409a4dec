#include "results.hpp"

#include <algorithm>

#include "methods.hpp"

namespace papers {

namespace {

constexpr double kEqual = 1e-9;  // energies that differ by less, relative to them, are of one state
constexpr char kReference[] = "reference";

// The rank of the own value: 1 for the largest.
double rank_of(const std::map<std::string, std::vector<double>>& methods, const std::string& own,
               Value value) {
  std::vector<double> all;
  size_t own_index = 0;
  for (const auto& [name, numbers] : methods) {
    if (name == kReference) continue;
    if (name == own) own_index = all.size();
    all.push_back(numbers[static_cast<size_t>(value)]);
  }
  return ranks(all)[own_index];
}

}  // namespace

Results::Results(const Table& cells) {
  for (const auto& [key, numbers] : cells.rows()) problems_[key[0]][std::stoi(key[1])][key[2]] = numbers;
  for (auto& [set, problems] : problems_)
    for (auto& [number, methods] : problems) {
      double& best = best_[set][number];
      for (const auto& [name, numbers] : methods) best = std::min({best, numbers[0], numbers[1], numbers[3]});
      for (auto& [name, numbers] : methods)
        for (size_t k = 0; k < kNumValues; ++k) {
          numbers[k] /= best;
          if (numbers[k] > 1.0 - kEqual) numbers[k] = 1.0;
        }
    }
}

std::vector<std::string> Results::sets() {
  return {"qubo 10",  "qubo 20",  "qubo 40",   "qubo 80",  "qubo 100",
          "qubo 200", "qubo 500", "maxcut 20", "maxcut 80"};
}

std::vector<std::string> Results::methods() {
  std::vector<std::string> names;
  for (const auto& list : {papers::methods(), gauge_methods()})
    for (const Method& method : list)
      if (std::find(names.begin(), names.end(), method.name) == names.end()) names.push_back(method.name);
  names.push_back(kReference);
  return names;
}

std::optional<Row> Results::row(const std::string& set, const std::string& method, int below) const {
  const auto problems = problems_.find(set);
  if (problems == problems_.end()) return {};
  Row row;
  row.set = set;
  row.method = method;
  std::vector<double> values[kNumValues];
  for (const auto& [number, methods] : problems->second) {
    const auto found = methods.find(method);
    if (number >= below || found == methods.end()) continue;
    const std::vector<double>& numbers = found->second;
    for (size_t k = 0; k < kNumValues; ++k) values[k].push_back(numbers[k]);
    row.circuits += numbers[kCircuits];
    row.seconds += numbers[kSeconds];
    row.solved += numbers[static_cast<size_t>(Value::after_descent)] == 1.0;
    if (method == kReference) continue;
    row.rank_of_best += rank_of(methods, method, Value::best);
    row.rank_of_average += rank_of(methods, method, Value::average);
  }
  if (values[0].empty()) return {};
  for (size_t k = 0; k < kNumValues; ++k) row.values[k] = summarise(values[k]);
  const auto count = static_cast<double>(values[0].size());
  for (double* const sum : {&row.circuits, &row.seconds, &row.rank_of_best, &row.rank_of_average})
    *sum /= count;
  return row;
}

}  // namespace papers
