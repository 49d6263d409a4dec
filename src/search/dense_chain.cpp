#include "search/dense_chain.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "model/dense.hpp"
#include "search/annealing.hpp"
#include "search/thresholds.hpp"

namespace weiss {

namespace {

template <class Row, class Field>
class DenseChain final : public Chain {
 public:
  DenseChain(const Problem& problem, int64_t flip_work)
      : kernels_(problem.environment->kernels()), num_spins_(problem.num_spins()),
        padded_((num_spins_ + kDenseChainBlock - 1) / kDenseChainBlock * kDenseChainBlock),
        unit_(1.0 / problem.scale),
        flip_work_(flip_work),
        rows_(problem.dense_rows()),
        diagonal_(problem.environment->memory(), padded_ * kDenseChainBlock, Row(0)),
        spins_(problem.environment->memory(), padded_, int8_t(1)),
        fields_(problem.environment->memory(), padded_, kNoSpin),
        start_(problem.environment->memory(), num_spins_, 0),
        thresholds_(problem.environment->memory(), num_spins_) {
    for (int64_t i = 0; i < num_spins_; ++i)
      std::copy_n(row(i) + i / kDenseChainBlock * kDenseChainBlock, kDenseChainBlock,
                  diagonal_.data() + i * kDenseChainBlock);
  }

  int64_t anneal(int8_t* spins, const Schedule& schedule, uint64_t seed, Meter& meter) noexcept override {
    std::copy_n(spins, num_spins_, spins_.data());
    set_fields();
    const int64_t hold = 8 * thresholds_.size() / std::max<int64_t>(num_spins_, 1);
    const int64_t sweeps = weiss::anneal(thresholds_, schedule, unit_, hold, seed, meter,
                                         [&](Random& random) { return sweep(random, meter); });
    std::copy_n(spins_.data(), num_spins_, spins);
    return sweeps;
  }

 private:
  static constexpr int64_t kGroup = 16;  // blocks between two questions to the meter
  static constexpr auto kNoSpin = static_cast<Field>(-Thresholds<Field>::kLargest - 1);

  const Row* row(int64_t i) const noexcept {
    if constexpr (std::is_same_v<Row, int8_t>)
      return rows_->rows8.data() + i * rows_->stride;
    else
      return rows_->rows16.data() + i * rows_->stride;
  }

  void set_fields() noexcept {
    const EnergyKernels& energy = kernels_.energy;
    if constexpr (std::is_same_v<Row, int8_t>)
      energy.fields_dense_i8(num_spins_, rows_->stride, row(0), rows_->field.data(), spins_.data(),
                             start_.data());
    else
      energy.fields_dense_i16(num_spins_, rows_->stride, row(0), rows_->field.data(), spins_.data(),
                              start_.data());
    for (int64_t i = 0; i < num_spins_; ++i) fields_[i] = static_cast<Field>(start_[i]);
  }

  bool sweep(Random& random, Meter& meter) noexcept {
    const int64_t blocks = padded_ / kDenseChainBlock;
    for (int64_t begin = 0; begin < blocks; begin += kGroup) {
      const int64_t end = std::min(begin + kGroup, blocks);
      uint32_t window[kGroup];
      for (int64_t b = begin; b < end; ++b) window[b - begin] = thresholds_.place(random);
      const int64_t flips = kernel()(padded_, rows_->stride, row(0), diagonal_.data(), begin, end,
                                     thresholds_.data(), window, spins_.data(), fields_.data());
      const int64_t proposed = std::min(end * kDenseChainBlock, num_spins_) - begin * kDenseChainBlock;
      if (meter.spend(proposed + flips * flip_work_) && end < blocks) return false;
    }
    return true;
  }

  DenseChainSweep<Row, Field> kernel() const noexcept {
    const DenseChainKernels& kernels = kernels_.dense_chain;
    if constexpr (std::is_same_v<Row, int8_t> && std::is_same_v<Field, int16_t>) return kernels.sweep_i8_i16;
    if constexpr (std::is_same_v<Row, int8_t> && std::is_same_v<Field, int32_t>) return kernels.sweep_i8_i32;
    if constexpr (std::is_same_v<Row, int16_t> && std::is_same_v<Field, int16_t>) return kernels.sweep_i16_i16;
    if constexpr (std::is_same_v<Row, int16_t> && std::is_same_v<Field, int32_t>) return kernels.sweep_i16_i32;
  }

  const KernelTable& kernels_;
  const int64_t num_spins_;
  const int64_t padded_;
  const double unit_;  // energy of a field of 1
  const int64_t flip_work_;
  const std::shared_ptr<const DenseRows> rows_;
  AlignedArray<Row> diagonal_;  // of each block of rows its own columns
  AlignedArray<int8_t> spins_;
  AlignedArray<Field> fields_;
  AlignedArray<int32_t> start_;  // fields before they are narrowed
  Thresholds<Field> thresholds_;
};

// Whether no field of the problem, and no sum of it and a threshold, is beyond 16 bits.
bool fields_fit_int16(const Problem& problem) noexcept {
  for (size_t u = 0; u < problem.field.size(); ++u) {
    double sum = std::fabs(problem.field[u]);
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) sum += std::fabs(problem.value[k]);
    if (sum * problem.scale > Thresholds<int16_t>::kLargest) return false;
  }
  return true;
}

template <class Row>
std::unique_ptr<Chain> make_chain_of(const Problem& problem, int64_t flip_work) {
  if (fields_fit_int16(problem)) return std::make_unique<DenseChain<Row, int16_t>>(problem, flip_work);
  return std::make_unique<DenseChain<Row, int32_t>>(problem, flip_work);
}

}  // namespace

std::unique_ptr<Chain> make_dense_integer_chain(const Problem& problem) {
  return make_charged_dense_chain(problem, problem.num_entries() / std::max<int64_t>(problem.num_spins(), 1));
}

std::unique_ptr<Chain> make_charged_dense_chain(const Problem& problem, int64_t flip_work) {
  return problem.dense_rows()->rows8.empty() ? make_chain_of<int16_t>(problem, flip_work)
                                             : make_chain_of<int8_t>(problem, flip_work);
}

}  // namespace weiss
