#include <algorithm>

#include "model/transform.hpp"

namespace weiss {

int64_t components(const Problem& problem, int32_t* component) {
  constexpr int32_t kUnseen = -1;
  const int64_t n = problem.num_spins();
  std::fill(component, component + n, kUnseen);
  Vector<int32_t> front(problem.environment->memory());
  int32_t count = 0;
  for (int64_t root = 0; root < n; ++root) {
    if (component[root] != kUnseen) continue;
    component[root] = count;
    front.push_back(static_cast<int32_t>(root));
    while (!front.empty()) {
      const auto u = static_cast<size_t>(front.back());
      front.pop_back();
      for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
        const int32_t v = problem.column[k];
        if (component[v] != kUnseen) continue;
        component[v] = count;
        front.push_back(v);
      }
    }
    ++count;
  }
  return count;
}

}  // namespace weiss
