#include "bounds/roundings.hpp"

#include <algorithm>
#include <numeric>

namespace weiss {

void round_by_hyperplanes(const Problem& problem, const QuadraticForm& form, UnitVectors& vectors,
                          int64_t count, uint64_t seed, int8_t* spins) {
  const auto n = static_cast<size_t>(problem.num_spins());
  const auto states = static_cast<size_t>(count);
  Vector<int8_t> unsorted(states * n, int8_t{1}, form.memory);
  Vector<int8_t> sign(static_cast<size_t>(form.size()), int8_t{1}, form.memory);
  const size_t rows = sign.size() - (form.extra >= 0 ? 1 : 0);
  for (size_t k = 0; k < states; ++k) {
    vectors.cut(weiss_seed_derive(seed, k + 1), sign.data());
    // The additional spin stands for +1.
    const int turn = form.extra >= 0 ? sign[static_cast<size_t>(form.extra)] : 1;
    for (size_t i = 0; i < rows; ++i)
      unsorted[k * n + static_cast<size_t>(form.spin[i])] = static_cast<int8_t>(turn * sign[i]);
  }
  Vector<double> energy(states, 0.0, form.memory);
  problem.energies(count, unsorted.data(), energy.data());
  Vector<size_t> order(states, size_t{0}, form.memory);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return energy[a] < energy[b]; });
  for (size_t k = 0; k < states; ++k) std::copy_n(unsorted.data() + order[k] * n, n, spins + k * n);
}

}  // namespace weiss
