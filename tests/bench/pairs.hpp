// Problems as pairs, made through the public interface, for cases that measure what users call.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "weiss/weiss.h"

namespace weiss::bench {

inline void require(weiss_status status) {
  if (status < WEISS_OK) throw std::runtime_error(weiss_status_name(status));
}

template <class T>
T sized() {
  T value{};
  value.struct_size = sizeof value;
  return value;
}

struct Pairs {
  std::vector<int32_t> row, column;
  std::vector<double> value;

  void add(int32_t i, int32_t j, double w) {
    row.push_back(i);
    column.push_back(j);
    value.push_back(w);
  }
};

// Pairs of the ends that some edges have at each spin, shuffled; loops are left out. Couplings -1 and +1.
inline Pairs regular(int64_t n, int64_t degree) {
  Random random(3);
  std::vector<int32_t> ends(static_cast<size_t>(degree * n));
  for (size_t k = 0; k < ends.size(); ++k) ends[k] = static_cast<int32_t>(k / static_cast<size_t>(degree));
  for (size_t k = ends.size(); k > 1; --k) std::swap(ends[k - 1], ends[random.below(static_cast<uint32_t>(k))]);
  Pairs pairs;
  for (size_t k = 0; k + 1 < ends.size(); k += 2)
    if (ends[k] != ends[k + 1]) pairs.add(ends[k], ends[k + 1], random.next() >> 63 ? 1.0 : -1.0);
  return pairs;
}
inline Pairs cubic(int64_t n) { return regular(n, 3); }

// All pairs, integers from -100 to 100.
inline Pairs full(int64_t n) {
  Random random(4);
  Pairs pairs;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = 0; j < i; ++j) pairs.add(i, j, static_cast<double>(random.below(201)) - 100.0);
  return pairs;
}

// A problem and its context.
struct Bed {
  Bed(int64_t n, const Pairs& pairs) {
    require(weiss_context_create(nullptr, &context, nullptr));
    require(weiss_problem_create_ising(context, n, nullptr, static_cast<int64_t>(pairs.row.size()), pairs.row.data(),
                                       pairs.column.data(), pairs.value.data(), &problem, nullptr));
  }
  ~Bed() {
    weiss_problem_destroy(problem);
    weiss_context_destroy(context);
  }
  Bed(const Bed&) = delete;
  Bed& operator=(const Bed&) = delete;

  weiss_context* context = nullptr;
  weiss_problem* problem = nullptr;
};

}  // namespace weiss::bench
