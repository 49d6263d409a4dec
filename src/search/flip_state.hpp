// The state of a one-flip search: spins, the fields that they feel, energy, and the best state so far.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "base/aligned.hpp"
#include "search/incumbent.hpp"
#include "search/rows.hpp"

namespace weiss {

template <class RowsType>
class FlipState {
 public:
  using Rows = RowsType;
  using Field = typename Rows::Field;

  static constexpr int64_t kBlock = 64;  // spins in a block of a sweep

  explicit FlipState(const Problem& problem);

  int64_t num_spins() const noexcept { return num_spins_; }
  int64_t padded_spins() const noexcept { return padded_; }
  int64_t degree(int64_t i) const noexcept {
    const auto at = static_cast<size_t>(i);
    return problem_.row_start[at + 1] - problem_.row_start[at];
  }
  const int8_t* spins() const noexcept { return spins_.data(); }
  const int8_t* best_spins() noexcept { return incumbent_.spins(); }
  double energy() const noexcept { return problem_.offset + unit_ * static_cast<double>(energy_); }
  double best_energy() const noexcept { return problem_.offset + unit_ * static_cast<double>(best_energy_); }
  void gains(double* out) const noexcept;

  // Energy of a field of 1.
  double unit() const noexcept { return unit_; }
  // The smallest gain that is more than rounding.
  Field least_gain() const noexcept { return least_gain_; }
  bool improves(Field gain) const noexcept { return energy_ - 2 * Energy(gain) < best_energy_ - tolerance_; }

  // Goes to the state in which spin i is target(i), called for each i in turn. The best is forgotten.
  template <class Target>
  void go_to(Target&& target) noexcept;

  // Goes to the state spins by flips: the best is kept.
  void visit(const int8_t* spins) noexcept {
    for (int64_t i = 0; i < num_spins_; ++i)
      if (spins[i] != spins_[i]) flip(i);
  }

  // For a search on a copy of an integer state, which counts the gains of its flips from here on, in units of
  // unit(). What the energy is above the best, and what it will be; the fields.
  int64_t lead() const noexcept { return energy_ - best_energy_; }
  double energy_after(int64_t gained) const noexcept {
    return problem_.offset + unit_ * static_cast<double>(energy_ - gained);
  }
  Field* fields() noexcept { return fields_.data(); }
  const Field* fields() const noexcept { return fields_.data(); }
  // It met a new best, the state in which the spins with a bit of down are -1.
  void see(const uint64_t* down, int64_t gained) noexcept;
  // It ends in that state, and fields() are its fields. After see().
  void jump(const uint64_t* down, int64_t gained) noexcept;

  // Flips a spin; true when that gives a new best.
  bool flip(int64_t i) noexcept;
  // The same, and scans for the next.
  bool step(int64_t i, FlipScan& scan) noexcept;

  // Lets scan look at this state, and fills in what it finds.
  void scan(FlipScan& scan) noexcept;

  // Flips the spins block ... block + 63 in turn whose gain is then at least -threshold[spin - block].
  // threshold [kBlock + kFlipOverread]. Adds to flips; returns the work: spins looked at, and the couplings
  // of each flip.
  int64_t sweep_block(int64_t block, const Field* threshold, int64_t& flips) noexcept;

 private:
  static constexpr bool kIntegers = std::is_same_v<Field, int32_t>;
  using Energy = std::conditional_t<kIntegers, int64_t, double>;

  // Fields and energy from scratch.
  void anchor() noexcept;
  // Turns the spin itself around; returns the gain.
  Field turn(int64_t i) noexcept;
  // Books the flip of spin i. True when it gives a new best.
  bool book(int64_t i, Field gain) noexcept;
  // Fields and energy that are sums of rounded terms are computed anew at times. True when they were.
  bool anchor_when_due() noexcept;
  void set_tolerances() noexcept;

  const Problem& problem_;
  const Rows rows_;
  const int64_t num_spins_;
  const int64_t padded_;
  const decltype(next_kernel(FlipKernels(), Field())) next_;
  AlignedArray<int8_t> spins_;
  AlignedArray<Field> fields_;
  Incumbent incumbent_;
  double unit_ = 1.0;
  Energy energy_ = 0;  // without the offset
  Energy best_energy_ = 0;
  Energy tolerance_ = 0;
  Field least_gain_ = 0;
  int64_t anchor_interval_ = INT64_MAX;
  int64_t flips_to_anchor_ = INT64_MAX;
};

template <class Rows>
FlipState<Rows>::FlipState(const Problem& problem)
    : problem_(problem), rows_(problem), num_spins_(problem.num_spins()),
      padded_((num_spins_ + kBlock - 1) / kBlock * kBlock),
      next_(next_kernel(problem.environment->kernels().flip, Field())),
      spins_(problem.environment->memory(), padded_ + kFlipOverread, int8_t(1)),
      fields_(problem.environment->memory(), padded_ + kFlipOverread,
              kIntegers ? static_cast<Field>(-kFieldBound) : std::numeric_limits<Field>::lowest()),
      incumbent_(problem.environment->memory(), num_spins_) {
  set_tolerances();
  anchor();
  best_energy_ = energy_;
}

template <class Rows>
void FlipState<Rows>::set_tolerances() noexcept {
  if constexpr (kIntegers) {
    unit_ = 1.0 / problem_.scale;
    least_gain_ = 1;
  } else if (problem_.integer()) {  // doubles hold its integers exactly
    least_gain_ = 1.0 / problem_.scale;
  } else {
    // Between two anchors a field takes at most some 32 n rounded terms, which drift by the square root of
    // that, so 2^-44 of the sum of the absolute values is well beyond the error for any n of dense rows.
    constexpr double kDrift = 0x1p-44;
    double largest = 0.0, total = 0.0;
    for (int64_t i = 0; i < num_spins_; ++i) {
      const auto at = static_cast<size_t>(i);
      double row = 0.0;
      for (auto k = static_cast<size_t>(problem_.row_start[at]);
           k < static_cast<size_t>(problem_.row_start[at + 1]); ++k)
        row += std::fabs(problem_.value[k]);
      largest = std::max(largest, row + std::fabs(problem_.field[at]));
      total += 0.5 * row + std::fabs(problem_.field[at]);
    }
    least_gain_ = std::max(kDrift * largest, std::numeric_limits<double>::min());
    tolerance_ = kDrift * total;
    anchor_interval_ = 32 * num_spins_ + 1024;
  }
}

template <class Rows>
void FlipState<Rows>::anchor() noexcept {
  rows_.set(spins_.data(), fields_.data());
  if constexpr (kIntegers) {
    Energy twice = 0;
    for (int64_t i = 0; i < num_spins_; ++i)
      twice += spins_[i] * (Energy(fields_[i]) + Energy(rows_.own_field()[i]));
    energy_ = twice / 2;
  } else {
    energy_ = rows_.energy(spins_.data());
  }
  flips_to_anchor_ = anchor_interval_;
}

template <class Rows>
void FlipState<Rows>::gains(double* out) const noexcept {
  const EnergyKernels& kernels = problem_.environment->kernels().energy;
  if constexpr (kIntegers)
    kernels.gains_i32(num_spins_, fields_.data(), spins_.data(), 2.0 * unit_, out);
  else
    kernels.gains_f64(num_spins_, fields_.data(), spins_.data(), 2.0 * unit_, out);
}

template <class Rows>
template <class Target>
void FlipState<Rows>::go_to(Target&& target) noexcept {
  for (int64_t i = 0; i < num_spins_; ++i) {
    if (target(i) == spins_[i]) continue;
    const Field gain = turn(i);
    if constexpr (kIntegers) {
      rows_.add(i, spins_[i], padded_, fields_.data());
      energy_ -= 2 * Energy(gain);
    }
  }
  if constexpr (!kIntegers) anchor();
  incumbent_.reset(spins_.data());
  best_energy_ = energy_;
}

template <class Rows>
void FlipState<Rows>::see(const uint64_t* down, int64_t gained) noexcept {
  for (int64_t i = 0; i < num_spins_; ++i) spins_[i] = down[i / 64] >> i % 64 & 1 ? int8_t{-1} : int8_t{1};
  incumbent_.reset(spins_.data());
  best_energy_ = energy_ - gained;
}

template <class Rows>
void FlipState<Rows>::jump(const uint64_t* down, int64_t gained) noexcept {
  for (int64_t i = 0; i < num_spins_; ++i) {
    const int8_t spin = down[i / 64] >> i % 64 & 1 ? int8_t{-1} : int8_t{1};
    if (spin == spins_[i]) continue;
    spins_[i] = spin;
    incumbent_.record(i);
  }
  energy_ -= gained;
}

template <class Rows>
bool FlipState<Rows>::flip(int64_t i) noexcept {
  const Field gain = turn(i);
  rows_.add(i, spins_[i], padded_, fields_.data());
  const bool improved = book(i, gain);
  anchor_when_due();
  return improved;
}

template <class Rows>
bool FlipState<Rows>::step(int64_t i, FlipScan& scan) noexcept {
  const Field gain = turn(i);
  rows_.step(i, spins_[i], scan);
  const bool improved = book(i, gain);
  if (anchor_when_due()) this->scan(scan);
  return improved;
}

template <class Rows>
void FlipState<Rows>::scan(FlipScan& scan) noexcept {
  scan.n = padded_;
  scan.field = fields_.data();
  scan.spin = spins_.data();
  problem_.environment->kernels().flip.scan(&scan);
}

template <class Rows>
int64_t FlipState<Rows>::sweep_block(int64_t block, const Field* threshold, int64_t& flips) noexcept {
  const Field* const fields = fields_.data() + block;
  const int8_t* const spins = spins_.data() + block;
  int64_t work = std::min(kBlock, num_spins_ - block);
  for (int64_t i = 0; (i = next_(i, kBlock, fields, spins, threshold)) < kBlock; ++i) {
    flip(block + i);
    work += degree(block + i);
    ++flips;
  }
  return work;
}

template <class Rows>
typename Rows::Field FlipState<Rows>::turn(int64_t i) noexcept {
  const Field gain = spins_[i] * fields_[i];
  spins_[i] = static_cast<int8_t>(-spins_[i]);
  return gain;
}

template <class Rows>
bool FlipState<Rows>::book(int64_t i, Field gain) noexcept {
  energy_ -= 2 * Energy(gain);
  incumbent_.record(i);
  const bool improved = energy_ < best_energy_ - tolerance_;
  if (improved) {
    best_energy_ = energy_;
    incumbent_.mark(spins_.data());
  }
  return improved;
}

template <class Rows>
bool FlipState<Rows>::anchor_when_due() noexcept {
  if constexpr (!kIntegers) {
    if (--flips_to_anchor_ > 0) return false;
    anchor();
    return true;
  }
  return false;
}

}  // namespace weiss
