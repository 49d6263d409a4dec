#include "search/enumerate.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "simd/kernels.h"

namespace weiss {

namespace {

constexpr int32_t kBlockSpins = 14;  // tree levels between two looks at the run: a millisecond at most

// Spin j of the six that are spread over the lanes, in lane l.
int8_t lane_spin(uint32_t lane, int32_t j) {
  return (lane >> (kEnumerateLaneSpins - 1 - j)) & 1u ? int8_t{-1} : int8_t{1};
}

// out [2^count] = start + sum_j c_j s_j over all states of count spins, the first spin slowest.
void spread(double start, const double* c, int32_t count, double* out) {
  out[0] = start;
  for (int32_t j = count - 1, size = 1; j >= 0; --j, size *= 2)
    for (int32_t l = 0; l < size; ++l) {
      out[size + l] = out[l] - c[j];
      out[l] += c[j];
    }
}

// Problem and walk of one enumeration, on the stack.
class Enumeration {
 public:
  Enumeration(const Problem& problem, const weiss_run* run)
      : kernels_(problem.environment->kernels().enumerate), run_(run),
        num_spins_(static_cast<int32_t>(problem.num_spins())),
        num_fixed_(problem.has_fields() || num_spins_ == 0 ? 0 : 1),
        num_visited_(std::max(num_spins_ - num_fixed_, kEnumerateLaneSpins + 2)) {
    tree_.num_spins = num_visited_ - kEnumerateLaneSpins;
    double field[kEnumerateSpins] = {};
    read(problem, field);
    build_lanes(field);
  }

  bool run() { return walk(0, 0, root_); }

  void store(int8_t* spins) const {
    if (num_fixed_ > 0) spins[0] = 1;
    for (int32_t k = 0; k < num_spins_ - num_fixed_; ++k)
      spins[k + num_fixed_] = k < tree_.num_spins
                                  ? ((best_.path >> (tree_.num_spins - 1 - k)) & 1u ? int8_t{-1} : int8_t{1})
                                  : lane_spin(best_.lane, k - tree_.num_spins);
  }

 private:
  // Without fields a state and its mirror image have the same energy, and the first minimum has its first
  // spin at +1: it is fixed, and its couplings are fields on the others. Spins that are missing for a full
  // set of lanes and a tree of two levels come last and have no couplings.
  void read(const Problem& problem, double* field) {
    for (int32_t k = 0; k < num_visited_; ++k)
      std::fill_n(tree_.coupling[k], num_visited_, 0.0);
    for (int32_t i = num_fixed_; i < num_spins_; ++i) {
      const auto row = static_cast<size_t>(i);
      const int32_t k = i - num_fixed_;
      field[k] = problem.field[row];
      for (auto e = static_cast<size_t>(problem.row_start[row]);
           e < static_cast<size_t>(problem.row_start[row + 1]); ++e) {
        const int32_t j = problem.column[e] - num_fixed_;
        (j < 0 ? field[k] : tree_.coupling[k][j]) = problem.value[e];
      }
    }
  }

  void build_lanes(const double* field) {
    const int32_t first = tree_.num_spins;  // of the lanes
    for (int32_t k = 0; k < first; ++k)
      spread(0.0, tree_.coupling[k] + first, kEnumerateLaneSpins, tree_.lanes[k]);
    const double* const a = tree_.lanes[first - 2];
    const double* const b = tree_.lanes[first - 1];
    for (int32_t l = 0; l < kEnumerateLanes; ++l) {
      tree_.last_sum[l] = a[l] + b[l];
      tree_.last_difference[l] = a[l] - b[l];
    }

    root_.energy = 0.0;
    std::copy_n(field, first, root_.field);
    // From the last spin to the first: half of the lanes for each value of it.
    root_.lanes[0] = 0.0;
    for (int32_t j = kEnumerateLaneSpins - 1, size = 1; j >= 0; --j, size *= 2) {
      double on_spin[kEnumerateLanes / 2];  // field of the later spins and of its own on spin j
      spread(field[first + j], tree_.coupling[first + j] + first + j + 1, kEnumerateLaneSpins - 1 - j, on_spin);
      for (int32_t l = 0; l < size; ++l) {
        root_.lanes[size + l] = root_.lanes[l] - on_spin[l];
        root_.lanes[l] += on_spin[l];
      }
    }
  }

  // Visits all states below a node, block by block; false when the run said stop before the end.
  bool walk(int32_t depth, uint32_t path, const EnumerateNode& node) {
    if (tree_.num_spins - depth > kBlockSpins) {
      EnumerateNode child;
      kernels_.child(&tree_, depth, 1, &node, &child);
      if (!walk(depth + 1, path * 2, child)) return false;
      kernels_.child(&tree_, depth, -1, &node, &child);
      return walk(depth + 1, path * 2 + 1, child);
    }
    if (path > 0 && run_ && run_->should_stop(run_)) return false;
    kernels_.visit(&tree_, depth, path, &node, &best_);
    const int32_t levels = num_spins_ - num_fixed_ - kEnumerateLaneSpins - depth;
    if (run_) run_->spend(run_, int64_t{num_spins_} << std::max(levels, 0));
    return true;
  }

  const EnumerateKernels& kernels_;
  const weiss_run* const run_;
  const int32_t num_spins_;
  const int32_t num_fixed_;
  const int32_t num_visited_;
  EnumerateTree tree_;
  EnumerateNode root_;
  EnumerateBest best_ = {std::numeric_limits<double>::infinity(), 0, 0};
};

}  // namespace

EnumerateResult enumerate(const Problem& problem, const weiss_run* run, int8_t* spins) {
  if (problem.num_spins() > kEnumerateSpins)
    throw Error(WEISS_E_LIMIT, "exact enumeration takes at most " + std::to_string(kEnumerateSpins) +
                                   " spins, got " + std::to_string(problem.num_spins()) +
                                   "; reduce the problem first or choose another solver");
  Enumeration enumeration(problem, run);
  const bool complete = enumeration.run();
  enumeration.store(spins);
  return {problem.energy(spins), complete};
}

}  // namespace weiss
