// How the rows of a problem come to be: sorted by column, both directions of each coupling, no repeats.
#pragma once

#include <cstdint>
#include <utility>

#include "model/problem.hpp"

namespace weiss {

// What was found on the way to rows without repeats.
struct MergeCounts {
  int64_t merged = 0;   // pairs that met an earlier one
  int64_t dropped = 0;  // couplings that were, or summed up to, 0
};

// Merges neighbouring entries of the same column by a policy (WEISS_DUPLICATES_*; the order of input is the
// order in the row) and drops zeros. index_base is for messages.
MergeCounts merge_rows(Problem& problem, int32_t duplicates, int32_t index_base);

// Throws E_ARGUMENT unless every entry (u, v) has an equal one (v, u). Rows are sorted and without repeats.
// The message shows values in the user's unit.
void require_symmetric_rows(const Problem& problem, int32_t index_base, double unit);

// Gives memory back that was reserved for entries that never came, when that is worth a copy.
void trim_rows(Problem& problem);

// Sorts a row by column; entries of the same column keep their order.
void sort_row(int32_t* column, double* value, int64_t length, Memory* memory);

// Turns counts of row u at [u + 1] into the places where rows start. Returns the number of entries.
int64_t counts_to_starts(Vector<int64_t>& row_start) noexcept;

// Puts pairs into rows, each in both directions, by counting. for_each_pair(visit) calls
// visit(u, v, coupling) for each pair, u != v, and does so twice in the same order. No memory is needed
// but the rows themselves and one cursor for each spin. pass(units) hears of the entries that are moved, and may
// throw.
template <class ForEachPair, class Pass>
void assemble_rows(Problem& problem, int64_t num_spins, const ForEachPair& for_each_pair, const Pass& pass) {
  Vector<int64_t>& start = problem.row_start;
  Vector<int32_t>& column = problem.column;
  Vector<double>& value = problem.value;
  const auto row = [](int32_t u) { return static_cast<size_t>(u); };

  start.assign(static_cast<size_t>(num_spins) + 1, 0);
  for_each_pair([&](int32_t u, int32_t v, double) {
    ++start[row(u) + 1];
    ++start[row(v) + 1];
  });
  const auto num_entries = static_cast<size_t>(counts_to_starts(start));
  column.resize(num_entries);
  value.resize(num_entries);

  Vector<int64_t> cursor(start.begin(), start.end() - 1, start.get_allocator());
  const auto push = [&](int32_t u, int32_t v, double coupling) {
    const auto k = static_cast<size_t>(cursor[row(u)]++);
    column[k] = v;
    value[k] = coupling;
  };
  // A row begins with its smaller neighbours. First each pair goes to its larger end, in the order of input.
  for_each_pair([&](int32_t u, int32_t v, double coupling) {
    u < v ? push(v, u, coupling) : push(u, v, coupling);
  });
  // Walking the rows upwards hands each smaller end its larger neighbours in ascending order ...
  const auto n = static_cast<int32_t>(num_spins);
  for (int32_t v = 0; v < n; ++v) {
    pass(start[row(v) + 1] - start[row(v)]);
    for (int64_t k = start[row(v)], end = cursor[row(v)]; k < end; ++k)
      push(column[static_cast<size_t>(k)], v, value[static_cast<size_t>(k)]);
  }
  // ... and once more sorts the smaller neighbours. When row u is reached they are complete, so its cursor
  // stands where its larger neighbours begin.
  cursor.assign(start.begin(), start.end() - 1);
  for (int32_t u = 0; u < n; ++u) {
    pass(start[row(u) + 1] - start[row(u)]);
    for (int64_t k = cursor[row(u)], end = start[row(u) + 1]; k < end; ++k)
      push(column[static_cast<size_t>(k)], u, value[static_cast<size_t>(k)]);
  }
}
template <class ForEachPair>
void assemble_rows(Problem& problem, int64_t num_spins, const ForEachPair& for_each_pair) {
  assemble_rows(problem, num_spins, for_each_pair, [](int64_t) {});
}

// Puts directed entries into rows, sorted. for_each_entry(visit) calls visit(u, v, coupling) for each entry
// of row u, u != v, and does so twice in the same order.
template <class ForEachEntry>
void assemble_directed_rows(Problem& problem, int64_t num_spins, const ForEachEntry& for_each_entry) {
  Vector<int64_t>& start = problem.row_start;
  start.assign(static_cast<size_t>(num_spins) + 1, 0);
  for_each_entry([&](int32_t u, int32_t, double) { ++start[static_cast<size_t>(u) + 1]; });
  const auto num_entries = static_cast<size_t>(counts_to_starts(start));
  problem.column.resize(num_entries);
  problem.value.resize(num_entries);

  Vector<int64_t> cursor(start.begin(), start.end() - 1, start.get_allocator());
  for_each_entry([&](int32_t u, int32_t v, double coupling) {
    const auto k = static_cast<size_t>(cursor[static_cast<size_t>(u)]++);
    problem.column[k] = v;
    problem.value[k] = coupling;
  });
  for (size_t u = 0; u + 1 < start.size(); ++u)
    sort_row(problem.column.data() + start[u], problem.value.data() + start[u], start[u + 1] - start[u],
             problem.environment->memory());
}

}  // namespace weiss
