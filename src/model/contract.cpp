#include <string>

#include "base/error.hpp"
#include "model/properties.hpp"
#include "model/rows.hpp"
#include "model/sum.hpp"
#include "model/transform.hpp"
#include "search/meter.hpp"

namespace weiss {

namespace {

void check_groups(const Problem& parent, int64_t num_groups, const int32_t* group, const int8_t* sign) {
  if (num_groups < 0 || num_groups > parent.num_spins())
    throw Error(WEISS_E_ARGUMENT, "num_groups must lie in 0.." + std::to_string(parent.num_spins()) +
                                      ", got " + std::to_string(num_groups));
  for (int64_t u = 0; u < parent.num_spins(); ++u) {
    if (group[u] < 0 || group[u] >= num_groups)
      throw Error(WEISS_E_ARGUMENT, "group[" + std::to_string(u) + "] must lie in 0.." +
                                        std::to_string(num_groups - 1) + ", got " + std::to_string(group[u]));
    if (sign && sign[u] != 1 && sign[u] != -1)
      throw Error(WEISS_E_ARGUMENT,
                  "sign[" + std::to_string(u) + "] is " + std::to_string(sign[u]) + "; a sign is -1 or +1");
  }
}

// Each coupling once, turned by the signs of its ends: visit(group, group, coupling).
struct Couplings {
  const Problem& parent;
  const int32_t* group;
  const int8_t* sign;
  Watch& watch;

  double sign_of(size_t u) const { return sign ? static_cast<double>(sign[u]) : 1.0; }

  template <class Visit>
  void for_each(const Visit& visit) const {
    for (size_t u = 0; u < static_cast<size_t>(parent.num_spins()); ++u) {
      for (size_t k = parent.row_begin(u); k < parent.row_end(u); ++k) {
        const auto v = static_cast<size_t>(parent.column[k]);
        if (v > u) visit(group[u], group[v], parent.value[k] * sign_of(u) * sign_of(v));
      }
      watch.pass(static_cast<int64_t>(parent.row_end(u) - parent.row_begin(u)));
    }
  }
};

// By a list of all couplings between groups, sorted and merged.
void fill_merged(const Couplings& couplings, int64_t num_groups, Problem& child) {
  const auto for_each_outer = [&](const auto& visit) {
    couplings.for_each([&](int32_t a, int32_t b, double coupling) {
      if (a != b) visit(a, b, coupling);
    });
  };
  assemble_rows(child, num_groups, for_each_outer,
                [&](int64_t entries) { couplings.watch.pass(entries); });
  merge_rows(child, WEISS_DUPLICATES_SUM, 0);
  CompensatedSum offset(couplings.parent.offset);
  couplings.for_each([&](int32_t a, int32_t b, double coupling) {
    if (a == b) offset.add(coupling);
  });
  child.offset = offset.value();
}

// The same sums, in the same order, in a table of all pairs of groups, where that is small.
bool table_pays(const Problem& parent, int64_t num_groups) {
  return num_groups < (int64_t{1} << 20) && 4 * num_groups * num_groups <= parent.num_entries();
}
void fill_from_table(const Couplings& couplings, int64_t num_groups, Problem& child) {
  const auto n = static_cast<size_t>(num_groups);
  Vector<CompensatedSum> table(n * n, couplings.parent.environment->memory());
  const auto at = [n](size_t a, size_t b) { return a < b ? a * n + b : b * n + a; };
  CompensatedSum offset(couplings.parent.offset);
  couplings.for_each([&](int32_t a, int32_t b, double coupling) {
    if (a == b)
      offset.add(coupling);
    else
      table[at(static_cast<size_t>(a), static_cast<size_t>(b))].add(coupling);
  });
  child.offset = offset.value();
  child.row_start.assign(1, 0);
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = 0; b < n; ++b) {
      const double coupling = table[at(a, b)].value();
      if (coupling == 0.0) continue;
      child.column.push_back(static_cast<int32_t>(b));
      child.value.push_back(coupling);
    }
    child.row_start.push_back(static_cast<int64_t>(child.column.size()));
  }
  trim_rows(child);
}

}  // namespace

ProblemPtr contract(const Problem& parent, int64_t num_groups, const int32_t* group, const int8_t* sign,
                    const weiss_run* run) {
  check_groups(parent, num_groups, group, sign);
  Watch watch(run);
  const Couplings couplings{parent, group, sign, watch};
  auto child = std::make_unique<Problem>(parent.environment);
  (table_pays(parent, num_groups) ? fill_from_table : fill_merged)(couplings, num_groups, *child);

  Vector<CompensatedSum> field(static_cast<size_t>(num_groups), parent.environment->memory());
  for (size_t u = 0; u < parent.field.size(); ++u)
    field[static_cast<size_t>(group[u])].add(parent.field[u] * couplings.sign_of(u));
  child->field.resize(field.size());
  for (size_t a = 0; a < field.size(); ++a) child->field[a] = field[a].value();

  inherit_properties(*child, parent);
  return child;
}

}  // namespace weiss
