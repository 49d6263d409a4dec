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

}  // namespace

ProblemPtr contract(const Problem& parent, int64_t num_groups, const int32_t* group, const int8_t* sign,
                    const weiss_run* run) {
  check_groups(parent, num_groups, group, sign);
  Watch watch(run);
  const auto n = static_cast<size_t>(parent.num_spins());
  const auto sign_of = [sign](size_t u) { return sign ? static_cast<double>(sign[u]) : 1.0; };
  // Each coupling once, turned by the signs of its ends.
  const auto for_each_coupling = [&](const auto& visit) {
    for (size_t u = 0; u < n; ++u) {
      for (size_t k = parent.row_begin(u); k < parent.row_end(u); ++k) {
        const auto v = static_cast<size_t>(parent.column[k]);
        if (v > u) visit(group[u], group[v], parent.value[k] * sign_of(u) * sign_of(v));
      }
      watch.pass(static_cast<int64_t>(parent.row_end(u) - parent.row_begin(u)));
    }
  };

  Memory* memory = parent.environment->memory();
  auto child = std::make_unique<Problem>(parent.environment);
  const auto for_each_outer = [&](const auto& visit) {
    for_each_coupling([&](int32_t a, int32_t b, double coupling) {
      if (a != b) visit(a, b, coupling);
    });
  };
  assemble_rows(*child, num_groups, for_each_outer, [&watch](int64_t entries) { watch.pass(entries); });
  merge_rows(*child, WEISS_DUPLICATES_SUM, 0);

  CompensatedSum offset(parent.offset);
  for_each_coupling([&](int32_t a, int32_t b, double coupling) {
    if (a == b) offset.add(coupling);
  });
  child->offset = offset.value();

  Vector<CompensatedSum> field(static_cast<size_t>(num_groups), memory);
  for (size_t u = 0; u < n; ++u) field[static_cast<size_t>(group[u])].add(parent.field[u] * sign_of(u));
  child->field.resize(field.size());
  for (size_t a = 0; a < field.size(); ++a) child->field[a] = field[a].value();

  inherit_properties(*child, parent);
  return child;
}

}  // namespace weiss
