#include "facts.hpp"

#include <algorithm>
#include <cmath>

#include "parity.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr int kMostDecimals = 9;
constexpr double kWideRange = 1e9;

DegreeFacts degrees_of(const weiss_problem_view& view) {
  DegreeFacts facts;
  const auto n = static_cast<size_t>(view.num_spins);
  if (n == 0) return facts;
  std::vector<int64_t> degrees(n);
  for (size_t i = 0; i < n; ++i) degrees[i] = view.row_start[i + 1] - view.row_start[i];
  std::sort(degrees.begin(), degrees.end());
  facts.least = degrees.front();
  facts.most = degrees.back();
  facts.median = static_cast<double>(degrees[(n - 1) / 2] + degrees[n / 2]) / 2;
  facts.mean = static_cast<double>(view.num_entries) / static_cast<double>(n);
  facts.isolated = std::upper_bound(degrees.begin(), degrees.end(), 0) - degrees.begin();
  return facts;
}

ComponentFacts components_of(const weiss_problem* problem) {
  const auto n = static_cast<size_t>(weiss_problem_num_spins(problem));
  std::vector<int32_t> component(n + 1);  // never without an address
  int64_t count = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_components(problem, component.data(), &count, &error), error, kFailed);
  ComponentFacts facts;
  facts.sizes.assign(static_cast<size_t>(count), 0);
  for (size_t i = 0; i < n; ++i) ++facts.sizes[static_cast<size_t>(component[i])];
  std::sort(facts.sizes.rbegin(), facts.sizes.rend());
  return facts;
}

// Calls visit(i, j, J_ij) for each coupling, i < j.
template <class Visit>
void for_each_coupling(const weiss_problem_view& view, Visit visit) {
  for (int64_t i = 0; i < view.num_spins; ++i)
    for (int64_t k = view.row_start[i]; k < view.row_start[i + 1]; ++k)
      if (view.column[k] > i) visit(i, int64_t{view.column[k]}, view.value[k]);
}

bool is_bipartite(const weiss_problem_view& view) {
  Parity sides(view.num_spins);
  bool bipartite = true;
  for_each_coupling(view, [&](int64_t i, int64_t j, double) {
    bipartite = sides.relate(i, j, true) && bipartite;
  });
  return bipartite;
}

// The best sign of a term makes two spins equal or opposite; a field relates its spin to one more spin, which
// is fixed.
bool is_frustrated(const weiss_problem_view& view) {
  Parity signs(view.num_spins + 1);
  bool satisfied = true;
  for_each_coupling(view, [&](int64_t i, int64_t j, double value) {
    satisfied = signs.relate(i, j, value > 0) && satisfied;
  });
  for (int64_t i = 0; i < view.num_spins; ++i)
    if (view.field[i] != 0) satisfied = signs.relate(i, view.num_spins, view.field[i] > 0) && satisfied;
  return !satisfied;
}

// Decimals of the user's quadratic terms, or -1. Ising couplings are these times a power of two; fields of a
// QUBO are sums of many terms and tell nothing.
int decimals_of(const weiss_problem_view& view, int32_t origin) {
  const double factor = origin == WEISS_ORIGIN_QUBO ? 4 : origin == WEISS_ORIGIN_MAXCUT ? 2 : 1;
  int decimals = 0;
  double power = 1;
  for (int64_t k = 0; k < view.num_entries; ++k) {
    const double value = factor * view.value[k];
    while (std::nearbyint(value * power) / power != value) {
      if (++decimals > kMostDecimals) return -1;
      power *= 10;
    }
  }
  return decimals;
}

ReductionFacts reduction_of(const weiss_problem* problem) {
  weiss_problem* raw = nullptr;
  weiss_reduction* raw_reduction = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_reduce(problem, nullptr, &raw, &raw_reduction, &error), error, kFailed);
  const Problem reduced(raw);
  const std::unique_ptr<weiss_reduction, Destroy<weiss_reduction_destroy>> reduction(raw_reduction);
  ReductionFacts facts{};
  facts.counts = defaults<weiss_reduction_info>();
  require(weiss_reduction_get_info(reduction.get(), &facts.counts, &error), error, kFailed);
  facts.couplings = info_of(raw).num_couplings;
  facts.components = components_of(raw);
  return facts;
}

}  // namespace

int64_t ComponentFacts::of_one_spin() const noexcept {
  return std::count(sizes.begin(), sizes.end(), int64_t{1});
}

ProblemFacts facts_of(const weiss_problem* problem) {
  ProblemFacts facts{};
  facts.info = info_of(problem);
  const weiss_problem_view view = view_of(problem);
  const auto n = static_cast<double>(view.num_spins);
  const auto m = static_cast<double>(facts.info.num_couplings);
  facts.density = n > 1 ? m / (n * (n - 1) / 2) : 0;
  facts.degrees = degrees_of(view);
  for_each_coupling(view, [&](int64_t, int64_t, double value) { facts.num_positive += value > 0; });
  facts.scale = view.scale;
  const bool integer = (view.flags & WEISS_PROBLEM_INTEGER) != 0;
  if (integer && facts.info.largest > 0)
    facts.coefficient_bits = std::ilogb(facts.info.largest * view.scale) + 2;
  facts.decimals = integer ? -1 : decimals_of(view, facts.info.origin);
  facts.components = components_of(problem);
  facts.forest = facts.info.num_couplings + facts.components.count() == view.num_spins;
  facts.bipartite = is_bipartite(view);
  facts.frustrated = is_frustrated(view);
  facts.reduction = reduction_of(problem);
  return facts;
}

std::string input_remarks(const weiss_problem_info& info) {
  std::vector<std::string> remarks;
  if (info.duplicates_merged > 0)
    remarks.push_back(format_exact(info.duplicates_merged) + " repeated terms merged");
  if (info.self_loops > 0 && info.origin != WEISS_ORIGIN_QUBO)  // of a QUBO they are the linear terms
    remarks.push_back(format_exact(info.self_loops) + " terms with i = j");
  if (info.zeros_dropped > 0) remarks.push_back(format_exact(info.zeros_dropped) + " zero terms dropped");
  return join(remarks, ", ");
}

bool has_wide_range(const weiss_problem_info& info) {
  return info.smallest > 0 && info.largest / info.smallest > kWideRange;
}

}  // namespace cli
