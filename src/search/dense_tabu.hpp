// Tabu search on full integer rows by the kernels of simd/dense_tabu_kernels.h: they search on a copy of the
// state, in the narrowest fields that hold, and what they find goes back.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>

#include "base/aligned.hpp"
#include "search/flip_state.hpp"
#include "search/meter.hpp"
#include "search/rows.hpp"
#include "search/tabu_plan.hpp"
#include "weiss/search.h"

namespace weiss {

template <class Row>
class DenseTabuSearch {
 public:
  using State = FlipState<FullRows<Row>>;

  DenseTabuSearch(const Problem& problem, int64_t)
      : DenseTabuSearch(problem, problem.environment->memory(), problem.num_spins()) {}

  // Returns the steps made.
  int64_t run(State& state, const weiss_tabu_params& params, Meter& meter) noexcept {
    const int64_t n = problem_.num_spins();
    if (n == 0 || meter.stopped()) return 0;
    if (params.has_target != 0 && state.best_energy() <= params.target) return 0;
    begin(state, TabuPlan(params, n), params.seed);
    const int64_t seen = best_gained_at(state);
    common_.best_gained = seen;
    if (params.has_target != 0) common_.target = gained_at(state, params.target);

    bool finished = false;
    if (narrow(state)) finished = search<int16_t>(state, meter);
    if (!finished) search<int32_t>(state, meter);

    const int64_t twice = 2 * unit_;
    if (common_.best_gained > seen) state.see(common_.best_down, twice * common_.best_gained);
    state.jump(common_.down, twice * common_.gained);
    return common_.steps;
  }

 private:
  // Fields of 16 bits that no proof keeps in range begin within this bound, and are looked at so often that
  // they cannot get from it to the end of the range.
  static constexpr int64_t kNarrowLimit = 3 * (INT16_MAX / 4);
  static constexpr int64_t kLeastCheckSteps = 16;
  static constexpr int kMostRetreats = 4;

  DenseTabuSearch(const Problem& problem, Memory* memory, int64_t n)
      : problem_(problem), rows_(problem.dense_rows()), blocks_((n + kTabuBlock - 1) / kTabuBlock),
        bits_(memory, 3 * 2 * blocks_ + 1, 0), fields16_(memory, blocks_ * kTabuBlock, 0),
        fields32_(memory, blocks_ * kTabuBlock, 0), lanes_(memory, 2 * blocks_ * kTabuBlock + 1, 0),
        block_best_(memory, 64 * blocks_, 0), next_(memory, blocks_ * kTabuBlock + 1, 0),
        bucket_of_(memory, n, 0) {
    int64_t size = 1;
    while (size < std::min(n, TabuPlan::kLongestTenure + 1)) size *= 2;
    buckets_ = AlignedArray<int32_t>(memory, size, 0);
    look_at_couplings();
  }

  // Bounds and the common unit of the fields.
  void look_at_couplings() noexcept {
    bool even = true;
    for (int64_t i = 0; i < problem_.num_spins(); ++i) {
      int64_t bound = std::abs(int64_t{rows_->field[i]});
      const auto row = static_cast<size_t>(i);
      for (size_t k = problem_.row_begin(row); k < problem_.row_end(row); ++k) {
        const auto size = static_cast<int64_t>(std::fabs(problem_.value[k] * problem_.scale));
        largest_coupling_ = std::max(largest_coupling_, size);
        bound += size;
      }
      // A flip changes fields by even numbers, so their parity is that of the bound.
      even = even && bound % 2 == 0;
      largest_field_ = std::max(largest_field_, bound);
    }
    unit_ = even ? 2 : 1;
    check_steps_ = (INT16_MAX - kNarrowLimit) * unit_ / std::max<int64_t>(2 * largest_coupling_, 1);
  }

  // All spins are free, and step 0 is next.
  void begin(const State& state, const TabuPlan& plan, uint64_t seed) noexcept {
    const int64_t n = problem_.num_spins(), words = 2 * blocks_;
    std::fill_n(bits_.data(), bits_.size(), uint64_t{0});
    common_ = {};
    common_.n = n;
    common_.blocks = blocks_;
    common_.row_start = problem_.row_start.data();
    common_.step_work = n / 16 + 1;
    common_.down = bits_.data();
    common_.best_down = common_.down + words;
    common_.free = common_.best_down + words;
    for (int64_t i = 0; i < n; ++i) {
      common_.down[i / 64] |= uint64_t{state.spins()[i] < 0} << i % 64;
      common_.free[i / 64] |= uint64_t{1} << i % 64;
    }
    common_.target = INT64_MAX;

    common_.tenure = static_cast<uint32_t>(plan.tenure);
    common_.tenure_draws = plan.draws;
    common_.longest = static_cast<uint32_t>(plan.longest);
    const int64_t longest = std::min(plan.longest, plan.tenure + plan.draws);
    int64_t buckets = 1;
    while (buckets <= longest) buckets *= 2;
    common_.bucket_mask = static_cast<uint32_t>(buckets - 1);
    common_.bucket = buckets_.data();
    common_.next = next_.data();
    common_.bucket_of = bucket_of_.data();
    const auto end = static_cast<int32_t>(blocks_ * kTabuBlock);
    std::fill_n(common_.bucket, buckets, end);
    common_.next[end] = end;

    for (uint64_t k = 0; k < 4; ++k) common_.random[k] = weiss_seed_derive(seed, k);
    common_.max_steps = plan.max_steps;
    common_.max_idle = plan.max_idle;
    common_.block_best = block_best_.data();
    common_.lanes = lanes_.data();
  }

  // Gains are counted from the present state on, in units of the kernel's fields.
  int64_t best_gained_at(const State& state) const noexcept { return state.lead() / (2 * unit_); }
  // What must be gained for the energy of a target.
  int64_t gained_at(const State& state, double target) const noexcept {
    int64_t low = best_gained_at(state) + 1, high = int64_t{1} << 54;  // no sum of integer problems is beyond
    while (low < high) {
      const int64_t middle = low + (high - low) / 2;
      if (state.energy_after(2 * unit_ * middle) <= target)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }

  // Whether to begin with fields of 16 bits.
  bool proven_narrow() const noexcept { return largest_field_ / unit_ <= INT16_MAX; }
  bool narrow(const State& state) const noexcept {
    if (proven_narrow()) return true;
    if (check_steps_ < kLeastCheckSteps || retreats_ >= kMostRetreats) return false;
    const int32_t* const fields = state.fields();
    const auto [least, largest] = std::minmax_element(fields, fields + problem_.num_spins());
    return std::max(-int64_t{*least}, int64_t{*largest}) <= kNarrowLimit * unit_;
  }

  // Searches in fields of this type until the end, or false when they would not hold.
  template <class Field>
  bool search(State& state, Meter& meter) noexcept {
    const int64_t n = problem_.num_spins();
    DenseTabu<Row, Field> tabu;
    static_cast<DenseTabuState&>(tabu) = common_;
    if constexpr (std::is_same_v<Row, int8_t>)
      tabu.rows = rows_->rows8.data();
    else
      tabu.rows = rows_->rows16.data();
    tabu.stride = rows_->stride;
    tabu.shift = unit_ == 1 ? 1 : 0;
    tabu.check_steps = sizeof(Field) == sizeof(int16_t) && !proven_narrow() ? check_steps_ : 0;
    tabu.field_limit = static_cast<Field>(kNarrowLimit);

    tabu.field = fields_of(Field()).data();
    std::fill_n(tabu.field, blocks_ * kTabuBlock, static_cast<Field>(-std::numeric_limits<Field>::max()));
    const auto unit = static_cast<int32_t>(unit_);
    for (int64_t i = 0; i < n; ++i) tabu.field[i] = static_cast<Field>(state.fields()[i] / unit);
    bool stop = false;
    do {
      tabu.max_work = meter.room();
      call(problem_.environment->kernels().dense_tabu, tabu);
      stop = meter.spend(tabu.work) || tabu.best_gained >= tabu.target;
    } while (!stop && tabu.in_range != 0 && tabu.steps < tabu.max_steps && tabu.idle < tabu.max_idle);
    for (int64_t i = 0; i < n; ++i) state.fields()[i] = tabu.field[i] * unit;
    common_ = tabu;
    retreats_ += tabu.in_range == 0;
    return stop || tabu.steps >= tabu.max_steps || tabu.idle >= tabu.max_idle;
  }

  AlignedArray<int16_t>& fields_of(int16_t) noexcept { return fields16_; }
  AlignedArray<int32_t>& fields_of(int32_t) noexcept { return fields32_; }

  static void call(const DenseTabuKernels& k, DenseTabu<int8_t, int16_t>& tabu) noexcept { k.i8_i16(&tabu); }
  static void call(const DenseTabuKernels& k, DenseTabu<int8_t, int32_t>& tabu) noexcept { k.i8_i32(&tabu); }
  static void call(const DenseTabuKernels& k, DenseTabu<int16_t, int16_t>& tabu) noexcept {
    k.i16_i16(&tabu);
  }
  static void call(const DenseTabuKernels& k, DenseTabu<int16_t, int32_t>& tabu) noexcept {
    k.i16_i32(&tabu);
  }

  const Problem& problem_;
  const std::shared_ptr<const DenseRows> rows_;
  int64_t largest_coupling_ = 0;
  int64_t largest_field_ = 0;  // bound of |h_i| + sum_j |J_ij|
  int64_t unit_ = 1;           // what all fields are multiples of
  int64_t check_steps_ = 0;
  int retreats_ = 0;

  const int64_t blocks_;
  AlignedArray<uint64_t> bits_;
  AlignedArray<int16_t> fields16_;
  AlignedArray<int32_t> fields32_;
  AlignedArray<int32_t> lanes_;
  AlignedArray<int8_t> block_best_;
  AlignedArray<int32_t> next_;
  AlignedArray<uint32_t> bucket_of_;
  AlignedArray<int32_t> buckets_;
  DenseTabuState common_ = {};
};

template <class Row>
int64_t tabu(FlipState<FullRows<Row>>& state, DenseTabuSearch<Row>& search, const weiss_tabu_params& params,
             Meter& meter) noexcept {
  return search.run(state, params, meter);
}

}  // namespace weiss
