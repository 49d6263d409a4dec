#include "search/enumerate.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "simd/kernels.h"

namespace weiss {

namespace {

// Levels of the tree between two looks at the run: a millisecond at most, or when a limit of work is near as
// little as is worth a look.
constexpr int32_t kBlockLevels = 14, kLeastBlockLevels = 6;

int8_t spin_of(uint32_t bits, int32_t position) { return (bits >> position) & 1u ? int8_t{-1} : int8_t{1}; }

// Problem and walk of one enumeration, on the stack.
class Enumeration {
 public:
  Enumeration(const Problem& problem, const weiss_run* run)
      : kernels_(problem.environment->kernels().enumerate), run_(run),
        num_spins_(static_cast<int32_t>(problem.num_spins())),
        num_fixed_(problem.has_fields() || num_spins_ == 0 ? 0 : 1),
        tree_spins_(std::max(num_spins_ - num_fixed_ - kEnumerateLaneSpins, 2)) {
    tree_.num_spins = tree_spins_;
    double field[kEnumerateStride];
    read(problem, field);
    kernels_.prepare(&tree_, field, &root_);
  }

  bool run() { return walk(tree_spins_, 0, root_); }

  void store(int8_t* spins) const {
    if (num_fixed_ > 0) spins[0] = 1;
    for (int32_t i = num_fixed_; i < num_spins_; ++i) {
      const int32_t k = place(i);
      spins[i] = k < tree_spins_ ? spin_of(best_.path, k)
                                 : spin_of(best_.lane, tree_spins_ + kEnumerateLaneSpins - 1 - k);
    }
  }

 private:
  // Place of spin i of the problem in the tree or, after it, in the lanes.
  int32_t place(int32_t i) const {
    const int32_t k = i - num_fixed_;
    return k < tree_spins_ ? tree_spins_ - 1 - k : k;
  }

  // Without fields a state and its mirror image have the same energy, and the first minimum has its first
  // spin at +1: it is fixed, and its couplings are fields on the others. Spins that are missing for a full
  // set of lanes and a tree of two levels come last and have no couplings.
  void read(const Problem& problem, double* field) {
    const int32_t num_places = tree_spins_ + kEnumerateLaneSpins;
    const int32_t width = (num_places + 7) / 8 * 8;
    for (int32_t k = 0; k < num_places; ++k) std::fill_n(tree_.coupling[k], width, 0.0);
    std::fill_n(field, width, 0.0);
    for (int32_t i = num_fixed_; i < num_spins_; ++i) {
      const auto row = static_cast<size_t>(i);
      const int32_t k = place(i);
      field[k] = problem.field[row];
      for (auto e = static_cast<size_t>(problem.row_start[row]);
           e < static_cast<size_t>(problem.row_start[row + 1]); ++e) {
        const int32_t j = problem.column[e];
        (j < num_fixed_ ? field[k] : tree_.coupling[k][place(j)]) = problem.value[e];
      }
    }
  }

  // Visits all states below a node, block by block; false when the run said stop before the end.
  bool walk(int32_t level, uint32_t path, const EnumerateNode& node) {
    if (level > kBlockLevels || (level > kLeastBlockLevels && !is_affordable(level))) {
      const uint32_t down = uint32_t{1} << (level - 1);
      EnumerateNode child;
      kernels_.child(&tree_, level, 1, &node, &child);
      if (!walk(level - 1, path, child)) return false;
      kernels_.child(&tree_, level, -1, &node, &child);
      return walk(level - 1, path | down, child);
    }
    if (path > 0 && run_ && run_->should_stop(run_)) return false;
    kernels_.visit(&tree_, level, path, &node, &best_);
    if (run_) run_->spend(run_, work_below(level));
    return true;
  }

  int64_t work_below(int32_t level) const {
    const int32_t padding = tree_spins_ + kEnumerateLaneSpins - (num_spins_ - num_fixed_);
    return int64_t{num_spins_} << std::max(level - padding, 0);
  }
  bool is_affordable(int32_t level) const { return !run_ || work_below(level) <= run_->work_left(run_); }

  const EnumerateKernels& kernels_;
  const weiss_run* const run_;
  const int32_t num_spins_;
  const int32_t num_fixed_;
  const int32_t tree_spins_;
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
