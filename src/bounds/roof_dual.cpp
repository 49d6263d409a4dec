#include "bounds/roof_dual.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "bounds/flow.hpp"
#include "bounds/persistency.hpp"
#include "model/transform.hpp"

namespace weiss {

namespace {

constexpr int32_t kNone = -1;

int64_t degree(const Problem& problem, size_t u) noexcept {
  return static_cast<int64_t>(problem.row_end(u) - problem.row_begin(u));
}

double weight(const Problem& problem, size_t u) noexcept {
  double sum = 0.0;
  for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) sum += std::fabs(problem.value[k]);
  return sum;
}

// For each spin the spin of largest sum |J| in its component, or kNone when the component has fields.
void find_anchors(const Problem& problem, Vector<int32_t>& anchor, Meter& meter) {
  const auto n = static_cast<size_t>(problem.num_spins());
  Memory* memory = problem.environment->memory();
  Vector<int32_t> component(n, 0, memory);
  const int64_t count = components(problem, component.data());
  struct Best {
    double weight = -1.0;
    int32_t spin = kNone;
    bool has_field = false;
  };
  Vector<Best> best(static_cast<size_t>(count), Best(), memory);
  for (size_t u = 0; u < n; ++u) {
    Best& here = best[static_cast<size_t>(component[u])];
    const double sum = weight(problem, u);
    meter.go_on(degree(problem, u));
    if (sum > here.weight) here = {sum, static_cast<int32_t>(u), here.has_field};
    here.has_field |= problem.field[u] != 0.0;
  }
  anchor.resize(n);
  for (size_t u = 0; u < n; ++u) {
    const Best& here = best[static_cast<size_t>(component[u])];
    anchor[u] = here.has_field ? kNone : here.spin;
  }
}

bool is_anchor(const RoofDual& dual, size_t u) noexcept { return dual.anchor[u] == static_cast<int32_t>(u); }

// Fields with the anchors at +1.
Vector<double> anchored_fields(const Problem& problem, const RoofDual& dual, Vector<int8_t>& fixed) {
  Vector<double> field(problem.field, problem.environment->memory());
  for (size_t u = 0; u < field.size(); ++u) {
    if (!is_anchor(dual, u)) continue;
    fixed[u] = 1;
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k)
      field[static_cast<size_t>(problem.column[k])] = problem.value[k];
  }
  return field;
}

// Of the capacities: that of the problem, or a power of two that leaves 60 bits for the sum of all.
double capacity_scale(const Problem& problem) noexcept {
  if (problem.integer()) return problem.scale;
  const double total = problem.offset - problem.trivial_bound;
  return total > 0.0 ? std::ldexp(1.0, 60 - std::max(std::ilogb(total) + 1, -900)) : 1.0;
}

// The trivial bound is the bound of no flow at all.
double bound_of(const Problem& problem, int64_t flow, double scale) noexcept {
  const double raised = problem.trivial_bound + static_cast<double>(flow) / scale;
  if (problem.integer()) return raised;
  return std::max(problem.trivial_bound,
                  std::nextafter(raised - 0x1p-50 * (raised - problem.trivial_bound),
                                 -std::numeric_limits<double>::infinity()));
}

// Fills dual in as far as it gets before max_work or the meter ends it.
void solve(const Problem& problem, int64_t max_work, Meter& meter, RoofDual& dual) {
  const auto n = static_cast<size_t>(problem.num_spins());
  find_anchors(problem, dual.anchor, meter);
  Vector<int8_t> fixed(n, 0, problem.environment->memory());
  const double scale = capacity_scale(problem);
  ImplicationNetwork network(problem, anchored_fields(problem, dual, fixed), fixed, scale, meter);

  const FlowResult flow = maximize_flow(network, max_work, meter);
  dual.bound = bound_of(problem, flow.value, scale);
  dual.work = flow.work;
  if (!flow.maximum) return;
  find_persistent(network, dual.value.data(), meter);
  for (size_t u = 0; u < n; ++u)
    if (fixed[u]) dual.value[u] = 1;
  dual.complete = true;
}

}  // namespace

RoofDual roof_dual(const Problem& problem, int64_t max_work, Meter& meter) {
  RoofDual dual(problem.environment->memory());
  dual.bound = problem.trivial_bound;
  dual.value.resize(static_cast<size_t>(problem.num_spins()));
  try {
    solve(problem, max_work, meter, dual);
  } catch (const Error& e) {
    if (e.status() != WEISS_STOPPED) throw;
    std::fill(dual.value.begin(), dual.value.end(), int8_t{0});
  }
  return dual;
}

}  // namespace weiss
