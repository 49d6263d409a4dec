#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "model/member_map.hpp"
#include "model/properties.hpp"
#include "model/rows.hpp"
#include "model/sum.hpp"
#include "model/text.hpp"
#include "model/transform.hpp"
#include "search/meter.hpp"

namespace weiss {

namespace {

[[noreturn]] void refuse_entry(const char* array, int32_t spin, double value, const char* rule) {
  throw Error(WEISS_E_ARGUMENT,
              std::string(array) + "[" + std::to_string(spin) + "] is " + number_text(value) + "; " + rule);
}

// What the spins outside are clamped to. Entries are checked when they are read.
struct ClampedSpins {
  const int8_t* values;
  double operator()(int32_t spin) const {
    const int8_t value = values[spin];
    if (value != 1 && value != -1) refuse_entry("spins", spin, value, "a spin is -1 or +1");
    return value;
  }
};

struct MeanSpins {
  const double* values;
  double operator()(int32_t spin) const {
    const double value = values[spin];
    if (!(std::fabs(value) <= 1.0)) refuse_entry("mean_spins", spin, value, "a mean value lies in -1..1");
    return value;
  }
};

[[noreturn]] void refuse_member(int64_t a, int32_t spin, const std::string& rule) {
  throw Error(WEISS_E_ARGUMENT, "members[" + std::to_string(a) + "] is " + std::to_string(spin) + rule);
}

// The entries in the rows of the members, which are checked on the way.
int64_t entries_of(const Problem& parent, int64_t num_members, const int32_t* members) {
  int64_t entries = 0;
  for (int64_t a = 0; a < num_members; ++a) {
    if (members[a] < 0 || members[a] >= parent.num_spins())
      refuse_member(a, members[a], "; it must lie in 0.." + std::to_string(parent.num_spins() - 1));
    const auto u = static_cast<size_t>(members[a]);
    entries += parent.row_start[u + 1] - parent.row_start[u];
  }
  return entries;
}

void map_members(int64_t num_members, const int32_t* members, MemberMap& map) {
  for (int64_t a = 0; a < num_members; ++a)
    if (!map.insert(members[a], static_cast<int32_t>(a)))
      refuse_member(a, members[a], ", which is a member already");
}

template <class Clamped>
void fill_rows(const Problem& parent, int64_t num_members, const int32_t* members, int64_t entries,
               const MemberMap& map, const Clamped& clamped, Problem& child, Watch& watch) {
  const auto num_rows = static_cast<size_t>(num_members);
  const auto room = static_cast<size_t>(std::min(entries, num_members * (num_members - 1)));
  child.column.resize(room);
  child.value.resize(room);
  child.row_start.resize(num_rows + 1);
  child.field.resize(num_rows);
  // No call in the loop, so that the sum stays in registers.
  int32_t* const column = child.column.data();
  double* const value = child.value.data();
  size_t out = 0;
  for (size_t a = 0; a < num_rows; ++a) {
    const auto u = static_cast<size_t>(members[a]);
    CompensatedSum field(parent.field[u]);
    for (size_t k = parent.row_begin(u); k < parent.row_end(u); ++k) {
      const int32_t place = map.find(parent.column[k]);
      if (place == MemberMap::kNone) {
        field.add(parent.value[k] * clamped(parent.column[k]));
      } else {
        column[out] = place;
        value[out++] = parent.value[k];
      }
    }
    child.field[a] = field.value();
    child.row_start[a + 1] = static_cast<int64_t>(out);
    watch.pass(static_cast<int64_t>(parent.row_end(u) - parent.row_begin(u)));
  }
  child.column.resize(out);
  child.value.resize(out);
  trim_rows(child);
  if (std::is_sorted(members, members + num_members)) return;
  for (size_t a = 0; a < num_rows; ++a) {
    watch.pass(static_cast<int64_t>(child.row_end(a) - child.row_begin(a)));
    sort_row(child.column.data() + child.row_begin(a), child.value.data() + child.row_begin(a),
             static_cast<int64_t>(child.row_end(a) - child.row_begin(a)), parent.environment->memory());
  }
}

// The energy of the clamped spins among themselves.
template <class Clamped>
double outer_energy(const Problem& parent, const MemberMap& map, const Clamped& clamped, Watch& watch) {
  CompensatedSum energy(parent.offset);
  for (int32_t i = 0; i < parent.num_spins(); ++i) {
    if (map.find(i) != MemberMap::kNone) continue;
    const auto u = static_cast<size_t>(i);
    const double mean = clamped(i);
    energy.add(parent.field[u] * mean);
    watch.pass(static_cast<int64_t>(parent.row_end(u) - parent.row_begin(u)));
    for (size_t k = parent.row_begin(u); k < parent.row_end(u) && parent.column[k] < i; ++k)
      if (map.find(parent.column[k]) == MemberMap::kNone)
        energy.add(parent.value[k] * mean * clamped(parent.column[k]));
  }
  return energy.value();
}

template <class Clamped>
ProblemPtr clamp_to(const Problem& parent, int64_t num_members, const int32_t* members,
                    const Clamped& clamped, bool with_offset, Watch& watch) {
  const int64_t entries = entries_of(parent, num_members, members);
  MemberMap map(num_members, parent.num_spins(), entries, parent.environment->memory());
  map_members(num_members, members, map);
  auto child = std::make_unique<Problem>(parent.environment);
  fill_rows(parent, num_members, members, entries, map, clamped, *child, watch);
  if (with_offset) child->offset = outer_energy(parent, map, clamped, watch);
  return child;
}

}  // namespace

ProblemPtr clamp(const Problem& parent, int64_t num_members, const int32_t* members, const int8_t* spins,
                 const double* mean_spins, bool with_offset, const weiss_run* run) {
  if (num_members < 0 || num_members > parent.num_spins())
    throw Error(WEISS_E_ARGUMENT, "num_members must lie in 0.." + std::to_string(parent.num_spins()) +
                                      ", got " + std::to_string(num_members));
  Watch watch(run);
  if (spins) {
    ProblemPtr child = clamp_to(parent, num_members, members, ClampedSpins{spins}, with_offset, watch);
    inherit_properties(*child, parent);
    return child;
  }
  ProblemPtr child = clamp_to(parent, num_members, members, MeanSpins{mean_spins}, with_offset, watch);
  find_properties(*child);
  return child;
}

}  // namespace weiss
