#include <numeric>
#include <utility>

#include "model/transform.hpp"

namespace weiss {

namespace {

// Each spin of a tree points to one of a smaller index, the root to itself.
int32_t root_of(int32_t* parent, int32_t u) noexcept {
  while (parent[u] != u) u = parent[u] = parent[parent[u]];
  return u;
}

}  // namespace

// Unions along the rows, which reads the couplings in the order of their storage.
int64_t components(const Problem& problem, int32_t* component) {
  const auto n = static_cast<int32_t>(problem.num_spins());
  int32_t* const parent = component;
  std::iota(parent, parent + n, 0);
  for (int32_t i = 0; i < n; ++i) {
    const auto u = static_cast<size_t>(i);
    int32_t root = i;
    for (size_t k = problem.row_begin(u); k < problem.row_end(u) && problem.column[k] < i; ++k) {
      int32_t other = root_of(parent, problem.column[k]);
      if (other > root) std::swap(other, root);
      parent[root] = other;
      root = other;
    }
  }
  int32_t count = 0;
  for (int32_t i = 0; i < n; ++i) component[i] = parent[i] == i ? count++ : component[parent[i]];
  return count;
}

}  // namespace weiss
