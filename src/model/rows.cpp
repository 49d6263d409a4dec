#include "model/rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "model/sum.hpp"
#include "model/text.hpp"

namespace weiss {

namespace {

std::string pair_text(int64_t u, int64_t v, int32_t index_base) {
  const auto [low, high] = std::minmax(u, v);
  return "the pair (" + std::to_string(low + index_base) + ", " + std::to_string(high + index_base) + ")";
}

size_t num_rows(const Problem& problem) { return problem.row_start.size() - 1; }

template <class T>
void trim(Vector<T>& array) {
  constexpr size_t kSlack = 1024;
  if (array.capacity() - array.size() > array.size() / 8 + kSlack) array.shrink_to_fit();
}

}  // namespace

void trim_rows(Problem& problem) {
  trim(problem.column);
  trim(problem.value);
}

int64_t counts_to_starts(Vector<int64_t>& row_start) noexcept {
  for (size_t u = 1; u < row_start.size(); ++u) row_start[u] += row_start[u - 1];
  return row_start.back();
}

MergeCounts merge_rows(Problem& problem, int32_t duplicates, int32_t index_base) {
  MergeCounts counts;
  const size_t n = num_rows(problem);
  size_t out = 0;
  size_t end = 0;
  for (size_t u = 0; u < n; ++u) {
    size_t k = end;
    end = problem.row_end(u);
    while (k < end) {
      const int32_t v = problem.column[k];
      const bool counted = static_cast<size_t>(v) > u;  // the other direction tells the same
      double coupling = problem.value[k++];
      if (k < end && problem.column[k] == v) {
        if (duplicates == WEISS_DUPLICATES_ERROR)
          throw Error(WEISS_E_ARGUMENT, pair_text(static_cast<int64_t>(u), v, index_base) +
                                            " comes more than once and duplicates is ERROR");
        CompensatedSum sum(coupling);
        for (; k < end && problem.column[k] == v; ++k) {
          if (duplicates == WEISS_DUPLICATES_LAST) sum = CompensatedSum(problem.value[k]);
          else sum.add(problem.value[k]);
          counts.merged += counted;
        }
        coupling = sum.value();
        if (!std::isfinite(coupling))
          throw Error(WEISS_E_ARGUMENT, "the values of " + pair_text(static_cast<int64_t>(u), v, index_base) +
                                            " sum up to more than a double can hold");
      }
      if (coupling == 0.0) {
        counts.dropped += counted;
        continue;
      }
      problem.column[out] = v;
      problem.value[out++] = coupling;
    }
    problem.row_start[u + 1] = static_cast<int64_t>(out);
  }
  problem.column.resize(out);
  problem.value.resize(out);
  trim_rows(problem);
  return counts;
}

void require_symmetric_rows(const Problem& problem, int32_t index_base, double unit) {
  const Vector<int64_t>& start = problem.row_start;
  const size_t n = num_rows(problem);
  Vector<int64_t> cursor(start.begin(), start.end() - 1, start.get_allocator());
  const auto refuse = [&](size_t u, int32_t v, double there, double back) {
    throw Error(WEISS_E_ARGUMENT, "with both_directions the two values of " +
                                      pair_text(static_cast<int64_t>(u), v, index_base) +
                                      " must be equal, got " + number_text(there / unit) + " and " +
                                      number_text(back / unit));
  };
  // Rows are walked upwards, so row v is asked for its smaller neighbours in ascending order; one that is
  // passed over, or left when its own turn comes, is listed in one direction only.
  for (size_t u = 0; u < n; ++u) {
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
      const int32_t v = problem.column[k];
      const double coupling = problem.value[k];
      const auto other = static_cast<size_t>(v);
      if (other < u) {
        if (static_cast<int64_t>(k) >= cursor[u]) refuse(u, v, coupling, 0.0);
        continue;
      }
      if (cursor[other] == start[other + 1]) refuse(u, v, coupling, 0.0);
      const auto back = static_cast<size_t>(cursor[other]++);
      const auto asked = static_cast<size_t>(problem.column[back]);
      if (asked < u) refuse(other, problem.column[back], problem.value[back], 0.0);
      if (asked > u) refuse(u, v, coupling, 0.0);
      if (problem.value[back] != coupling) refuse(u, v, coupling, problem.value[back]);
    }
  }
}

void sort_row(int32_t* column, double* value, int64_t length, Memory* memory) {
  if (std::is_sorted(column, column + length)) return;
  constexpr int64_t kShort = 32;
  if (length <= kShort) {
    for (int64_t k = 1; k < length; ++k) {
      const int32_t key = column[k];
      const double coupling = value[k];
      int64_t hole = k;
      for (; hole > 0 && column[hole - 1] > key; --hole) {
        column[hole] = column[hole - 1];
        value[hole] = value[hole - 1];
      }
      column[hole] = key;
      value[hole] = coupling;
    }
    return;
  }
  struct Entry {
    int32_t column;
    int64_t position;
    double value;
  };
  Vector<Entry> entries(static_cast<size_t>(length), memory);
  for (int64_t k = 0; k < length; ++k) entries[static_cast<size_t>(k)] = {column[k], k, value[k]};
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.column != b.column ? a.column < b.column : a.position < b.position;
  });
  for (int64_t k = 0; k < length; ++k) {
    column[k] = entries[static_cast<size_t>(k)].column;
    value[k] = entries[static_cast<size_t>(k)].value;
  }
}

}  // namespace weiss
