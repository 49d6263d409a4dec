#include "search/colored_chain.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "search/annealing.hpp"
#include "search/coloring.hpp"
#include "search/thresholds.hpp"

namespace weiss {

namespace {

// The size that all couplings share, in units of 1 / scale; 0 when there is none, or when fields in units of
// it are not integers that fit one byte.
int64_t shared_size(const Problem& problem) noexcept {
  if (problem.value.empty()) return 0;
  const auto in_units = [&problem](double x) { return static_cast<int64_t>(std::fabs(x) * problem.scale); };
  const int64_t size = in_units(problem.value[0]);
  if (size == 0) return 0;
  for (const double value : problem.value)
    if (in_units(value) != size) return 0;
  for (size_t u = 0; u < problem.field.size(); ++u) {
    const int64_t own = in_units(problem.field[u]);
    const int64_t sum = own / size + problem.row_start[u + 1] - problem.row_start[u];
    if (own % size != 0 || sum > static_cast<int64_t>(Thresholds<int8_t>::kLargest)) return 0;
  }
  return size;
}

bool fits_int16(const Problem& problem) noexcept {
  return std::all_of(problem.value.begin(), problem.value.end(),
                     [&](double value) { return std::fabs(value) * problem.scale <= INT16_MAX; });
}

// Weight is int8_t for couplings that are all of one size, of which the kernels need the sign alone.
template <class Weight>
class ColoredChain final : public Chain {
 public:
  // size is the energy of a field of 1 times the problem's scale.
  ColoredChain(const Problem& problem, double size, Watch& watch)
      : kernels_(problem.environment->kernels().colored), num_spins_(problem.num_spins()),
        unit_(size / problem.scale), coloring_(problem, watch),
        turned_(coloring_.num_positions() + kColoredBlock),
        own_(problem.environment->memory(), coloring_.num_positions(),
             static_cast<Field>(-Thresholds<Field>::kLargest - 1)),
        spins_(problem.environment->memory(), kSigns ? 2 * turned_ : turned_, int8_t(1)),
        thresholds_(problem.environment->memory(), num_spins_),
        window_(problem.environment->memory(), std::min(coloring_.num_blocks(), kGroup), 0u),
        work_(problem.environment->memory()) {
    set_couplings(problem, watch);
    set_work(problem);
  }

  int64_t anneal(int8_t* spins, const Schedule& schedule, uint64_t seed, Meter& meter) noexcept override {
    for (int64_t p = 0; p < coloring_.num_positions(); ++p)
      if (const int32_t i = spin(p); i >= 0) put(p, spins[i]);
    const int64_t hold = 2 * thresholds_.size() / std::max<int64_t>(num_spins_, 1);
    const int64_t sweeps = weiss::anneal(thresholds_, schedule, unit_, hold, seed, meter,
                                         [&](Random& random) { return sweep(random, meter); });
    for (int64_t p = 0; p < coloring_.num_positions(); ++p)
      if (const int32_t i = spin(p); i >= 0) spins[i] = spins_[p];
    return sweeps;
  }

 private:
  static constexpr bool kSigns = std::is_same_v<Weight, int8_t>;
  using Field = std::conditional_t<kSigns, int8_t, int32_t>;

  static constexpr int64_t kGroup = 1024;  // blocks between two questions to the meter

  int32_t spin(int64_t position) const noexcept { return coloring_.spin[static_cast<size_t>(position)]; }
  void put(int64_t position, int8_t spin) noexcept {
    spins_[position] = spin;
    if constexpr (kSigns) spins_[turned_ + position] = static_cast<int8_t>(-spin);
  }

  void set_couplings(const Problem& problem, Watch& watch) {
    const auto in_units = [&](double x) { return static_cast<Field>(std::lround(x / unit_)); };
    for (int64_t p = 0; p < coloring_.num_positions(); ++p)
      if (const int32_t i = spin(p); i >= 0) own_[p] = in_units(problem.field[static_cast<size_t>(i)]);
    // No spin: the neighbour of a spin that has fewer than its piece is wide.
    std::fill_n(spins_.data() + coloring_.num_positions(), kColoredBlock, int8_t(0));
    const auto neighbours = static_cast<int64_t>(coloring_.neighbour.size());
    if constexpr (!kSigns)
      weight_ = AlignedArray<Weight>(problem.environment->memory(), neighbours, Weight(0));
    for (int64_t k = 0; k < neighbours; ++k) {
      watch.pass(1);
      const int64_t at = coloring_.coupling[static_cast<size_t>(k)];
      if (at < 0) continue;
      const double value = problem.value[static_cast<size_t>(at)];
      if constexpr (!kSigns)
        weight_[k] = static_cast<Weight>(std::lround(value / unit_));
      else if (value < 0.0)
        coloring_.neighbour[static_cast<size_t>(k)] += static_cast<uint32_t>(turned_);
    }
    coloring_.coupling = Vector<int64_t>(problem.environment->memory());
  }

  // One for each spin, and a quarter of its couplings.
  void set_work(const Problem& problem) {
    for (int64_t p = 0; p < coloring_.num_positions(); ++p) {
      if (p % (kGroup * kColoredBlock) == 0) work_.push_back(0);
      if (const int32_t i = spin(p); i >= 0)
        work_.back() += 4 + static_cast<int64_t>(problem.row_end(static_cast<size_t>(i)) -
                                                 problem.row_begin(static_cast<size_t>(i)));
    }
    for (int64_t& work : work_) work = (work + 3) / 4;
  }

  bool sweep(Random& random, Meter& meter) noexcept {
    const auto groups = static_cast<int64_t>(work_.size());
    for (int64_t group = 0; group < groups; ++group) {
      sweep_group(group, random);
      if (meter.spend(work_[static_cast<size_t>(group)]) && group + 1 < groups) return false;
    }
    return true;
  }

  void sweep_group(int64_t group, Random& random) noexcept {
    const int64_t begin = group * kGroup, end = std::min(begin + kGroup, coloring_.num_blocks());
    for (int64_t b = begin; b < end; ++b) window_[b - begin] = thresholds_.place(random);
    const ColoredBlocks blocks = {coloring_.first_piece.data(), coloring_.pieces.data(),
                                  coloring_.neighbour.data()};
    if constexpr (kSigns)
      kernels_.sweep_unit(&blocks, begin, end, own_.data(), thresholds_.data(), window_.data(), spins_.data(),
                          turned_);
    else if constexpr (std::is_same_v<Weight, int16_t>)
      kernels_.sweep_i16(&blocks, begin, end, weight_.data(), own_.data(), thresholds_.data(), window_.data(),
                         spins_.data());
    else
      kernels_.sweep_i32(&blocks, begin, end, weight_.data(), own_.data(), thresholds_.data(), window_.data(),
                         spins_.data());
  }

  const ColoredKernels& kernels_;
  const int64_t num_spins_;
  const double unit_;  // energy of a field of 1
  Coloring coloring_;
  const int64_t turned_;  // where the turned copy of the spins begins
  AlignedArray<Field> own_;
  AlignedArray<Weight> weight_;
  AlignedArray<int8_t> spins_;
  Thresholds<Field> thresholds_;
  AlignedArray<uint32_t> window_;
  Vector<int64_t> work_;  // of each group
};

}  // namespace

std::unique_ptr<Chain> make_colored_chain(const Problem& problem, Watch& watch) {
  if (const int64_t size = shared_size(problem); size > 0)
    return std::make_unique<ColoredChain<int8_t>>(problem, static_cast<double>(size), watch);
  if (fits_int16(problem)) return std::make_unique<ColoredChain<int16_t>>(problem, 1.0, watch);
  return std::make_unique<ColoredChain<int32_t>>(problem, 1.0, watch);
}

}  // namespace weiss
