#include "test_problems.hpp"

#include <algorithm>
#include <cmath>

#include "../generators.hpp"

namespace cli {

namespace {

Problem make_ising(weiss_context* context, const Graph& graph, const std::vector<double>& field,
                   const std::vector<double>& value) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  require(weiss_problem_create_ising(context, graph.num_nodes, field.empty() ? nullptr : field.data(),
                                     static_cast<int64_t>(value.size()), graph.row.data(),
                                     graph.column.data(), value.data(), &problem, &error),
          error, kFailed);
  return Problem(problem);
}

std::vector<double> draw(size_t count, const Weights& weights, Stream& stream) {
  std::vector<double> values(count);
  for (double& value : values) value = weights.draw(stream);
  return values;
}

}  // namespace

Problem make_problem(weiss_context* context, const TestProblem& shape, uint64_t seed) {
  Stream stream(seed);
  const Weights weights = Weights::parse(shape.integer ? "int:-9:9" : "gauss");
  const Graph graph = gnp_graph(shape.num_spins, shape.density, stream);
  const size_t num_fields = shape.fields ? static_cast<size_t>(shape.num_spins) : 0;
  const std::vector<double> field = draw(num_fields, weights, stream);
  return make_ising(context, graph, field, draw(graph.row.size(), weights, stream));
}

std::vector<TestProblem> test_problems(const std::vector<int64_t>& sizes) {
  std::vector<TestProblem> problems;
  for (const int64_t size : sizes)
    for (const double density : {0.1, 0.5, 1.0})
      for (const bool fields : {false, true})
        for (const bool integer : {true, false})
          problems.push_back({std::to_string(size) + " spins " + (fields ? "with" : "without") + " fields, " +
                                  (integer ? "integer" : "real") + " data",
                              size, density, fields, integer});
  return problems;
}

TestProblem large_problem(int64_t num_spins) {
  const double density = num_spins > 9 ? 8.0 / static_cast<double>(num_spins - 1) : 1.0;
  return {"", num_spins, density, true, true};
}

Problem make_large_problem(weiss_context* context, int64_t num_spins, uint64_t seed) {
  return make_problem(context, large_problem(num_spins), seed);
}

Problem make_planted_problem(weiss_context* context, const std::vector<int8_t>& state, uint64_t seed) {
  Stream stream(seed);
  const auto n = static_cast<int64_t>(state.size());
  const Graph graph = gnp_graph(n, std::min(1.0, 6.0 / static_cast<double>(n)), stream);
  std::vector<double> value;
  for (size_t k = 0; k < graph.row.size(); ++k)
    value.push_back(-state[static_cast<size_t>(graph.row[k])] * state[static_cast<size_t>(graph.column[k])]);
  return make_ising(context, graph, {}, value);
}

std::vector<int8_t> random_state(int64_t num_spins, Stream& stream) {
  std::vector<int8_t> state(static_cast<size_t>(num_spins));
  for (int8_t& spin : state) spin = stream.below(2) ? int8_t{1} : int8_t{-1};
  return state;
}

double energy_of(const weiss_problem* problem, const int8_t* spins) {
  double energy = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_energies(problem, 1, spins, &energy, &error), error, kFailed);
  return energy;
}

double least_energy(const weiss_problem* problem) {
  const auto n = static_cast<size_t>(weiss_problem_num_spins(problem));
  std::vector<int8_t> spins(n + 1, 1);
  double least = energy_of(problem, spins.data());
  for (size_t state = 1; state < size_t{1} << n; ++state) {
    for (size_t i = 0; i < n; ++i) spins[i] = (state >> i) & 1 ? int8_t{-1} : int8_t{1};
    least = std::min(least, energy_of(problem, spins.data()));
  }
  return least;
}

double tolerance(const weiss_problem* problem) {
  const weiss_problem_info info = info_of(problem);
  return info.flags & WEISS_PROBLEM_INTEGER ? 0 : 1e-9 * (1 + std::abs(info.trivial_bound));
}

}  // namespace cli
