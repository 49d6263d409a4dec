#include "bounds/quadratic_form.hpp"

#include <algorithm>
#include <cmath>

namespace weiss {

namespace {

// Spins that have couplings or a field, breadth first along the couplings.
Vector<int32_t> breadth_first(const Problem& problem, Vector<int32_t>& row_of) {
  const auto n = static_cast<size_t>(problem.num_spins());
  Vector<int32_t> order(problem.environment->memory());
  order.reserve(n + 1);
  const auto visit = [&](size_t u) {
    if (row_of[u] >= 0) return;
    row_of[u] = static_cast<int32_t>(order.size());
    order.push_back(static_cast<int32_t>(u));
  };
  for (size_t root = 0; root < n; ++root) {
    if (problem.row_begin(root) == problem.row_end(root) && problem.field[root] == 0.0) continue;
    size_t next = order.size();
    visit(root);
    for (; next < order.size(); ++next) {
      const auto u = static_cast<size_t>(order[next]);
      for (size_t e = problem.row_begin(u); e < problem.row_end(u); ++e)
        visit(static_cast<size_t>(problem.column[e]));
    }
  }
  return order;
}

double largest_of(const Problem& problem) {
  double largest = 0.0;
  for (const double value : problem.value) largest = std::max(largest, std::abs(value));
  for (const double value : problem.field) largest = std::max(largest, std::abs(value));
  return largest;
}

}  // namespace

QuadraticForm::QuadraticForm(const Problem& problem)
    : memory(problem.environment->memory()), spin(memory), row_start(memory), column(memory), value(memory) {
  Vector<int32_t> row_of(static_cast<size_t>(problem.num_spins()), -1, memory);
  spin = breadth_first(problem, row_of);
  std::frexp(largest_of(problem), &exponent);
  const auto scaled = [this](double x) { return std::ldexp(x, -exponent); };
  const size_t ordinary = spin.size();
  if (problem.has_fields()) {
    extra = static_cast<int64_t>(ordinary);
    spin.push_back(static_cast<int32_t>(problem.num_spins()));
  }

  row_start.reserve(spin.size() + 1);
  row_start.push_back(0);
  const auto fields = static_cast<size_t>(
      std::count_if(problem.field.begin(), problem.field.end(), [](double h) { return h != 0.0; }));
  column.reserve(problem.column.size() + 2 * fields);
  value.reserve(problem.column.size() + 2 * fields);
  const auto push = [&](int64_t j, double coupling) {
    column.push_back(static_cast<int32_t>(j));
    value.push_back(scaled(coupling));
  };
  const auto end_row = [&] { row_start.push_back(entries()); };
  for (size_t i = 0; i < ordinary; ++i) {
    const auto u = static_cast<size_t>(spin[i]);
    for (size_t e = problem.row_begin(u); e < problem.row_end(u); ++e)
      push(row_of[static_cast<size_t>(problem.column[e])], problem.value[e]);
    if (problem.field[u] != 0.0) push(extra, problem.field[u]);
    end_row();
  }
  if (extra < 0) return;
  for (size_t i = 0; i < ordinary; ++i) {
    const double h = problem.field[static_cast<size_t>(spin[i])];
    if (h != 0.0) push(static_cast<int64_t>(i), h);
  }
  end_row();
}

}  // namespace weiss
