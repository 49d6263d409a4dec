#include "statevector/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "statevector/blocks.hpp"

namespace weiss {

namespace {

constexpr int64_t kStretch = 4096;

// The largest number below a sum of weights: what is drawn stays below the sum in spite of rounding.
double below(double sum) noexcept { return std::nextafter(sum, 0.0); }

// Replaces weights by their cumulative sums. Four at a time, so that an addition need not wait for the last one.
void accumulate(double* x, int64_t count) noexcept {
  double sum = 0.0;
  int64_t k = 0;
  for (; k + 4 <= count; k += 4) {
    const double a = x[k], b = a + x[k + 1], c = b + x[k + 2], d = c + x[k + 3];
    x[k] = sum + a;
    x[k + 1] = sum + b;
    x[k + 2] = sum + c;
    x[k + 3] = sum + d;
    sum = x[k + 3];
  }
  for (; k < count; ++k) x[k] = sum += x[k];
}

void draw_uniforms(uint64_t seed, double scale, double limit, int64_t count, double* out) noexcept {
  const uint64_t start = weiss_seed_derive(seed, 0);
  for (int64_t s = 0; s < count; ++s) {
    uint64_t z = start + (static_cast<uint64_t>(s) + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    out[s] = std::min(static_cast<double>(static_cast<int64_t>(z >> 11)) * 0x1p-53 * scale, limit);
  }
}

// Draws within one stretch of states.
class StretchDraws {
 public:
  StretchDraws(Memory* memory, int64_t length)
      : length_(length), cumulative_(static_cast<size_t>(length), memory), hits_(static_cast<size_t>(length), memory),
        guide_(static_cast<size_t>(2 * length + 2), memory) {}

  double* weights() noexcept { return cumulative_.data(); }
  double accumulate() noexcept {
    weiss::accumulate(cumulative_.data(), length_);
    return cumulative_.back();
  }

  // Counts a hit for each of the numbers u, which are below the last cumulative sum.
  void count_hits(const double* u, int64_t count) noexcept {
    std::fill(hits_.begin(), hits_.end(), 0);
    const double* const c = cumulative_.data();
    if (8 * count < length_) {  // not worth a guide
      for (int64_t s = 0; s < count; ++s) ++hits_[static_cast<size_t>(std::upper_bound(c, c + length_, u[s]) - c)];
      return;
    }
    make_guide();
    for (int64_t s = 0; s < count; ++s) {
      size_t state = guide_[slot(u[s])];
      while (c[state] <= u[s]) ++state;
      ++hits_[state];
    }
  }

  // Writes the states that were hit, the first of the stretch being number first; returns how many.
  int64_t write_hits(int64_t first, int64_t count, uint64_t* states, int64_t* counts) const noexcept {
    int64_t written = 0;
    for (int64_t k = 0; count > 0; ++k) {
      const int64_t hits = hits_[static_cast<size_t>(k)];
      states[written] = static_cast<uint64_t>(first + k);
      counts[written] = hits;
      written += hits != 0;
      count -= hits;
    }
    return written;
  }

 private:
  // The range of u in 2 length slots, for each the first state that a u in it can belong to (Chen, Asau 1974).
  size_t slot(double u) const noexcept {
    return std::min(static_cast<size_t>(static_cast<int64_t>(u * slots_per_unit_)), guide_.size() - 2);
  }
  void make_guide() noexcept {
    std::fill(guide_.begin(), guide_.end(), uint16_t{0});
    slots_per_unit_ = static_cast<double>(guide_.size() - 2) / cumulative_.back();
    for (size_t k = 0; k < cumulative_.size(); ++k) guide_[slot(cumulative_[k]) + 1] = static_cast<uint16_t>(k + 1);
    uint16_t last = 0;
    for (uint16_t& state : guide_) state = last = std::max(last, state);
  }

  int64_t length_;
  double slots_per_unit_ = 0.0;
  Vector<double> cumulative_;
  Vector<int64_t> hits_;
  Vector<uint16_t> guide_;
};

void require_total(double total) {
  if (!(total > 0.0 && std::isfinite(total)))
    throw Error(WEISS_E_ARGUMENT, "the probabilities of all states add up to " +
                                      std::string(total == 0.0 ? "0" : "no number") +
                                      ": there is no state to measure");
}

}  // namespace

int64_t sample(Memory* memory, const Threads& threads, int64_t size, const Weights& weights, uint64_t seed,
               int64_t shots, uint64_t* states, int64_t* counts) {
  if (shots < 0)
    throw Error(WEISS_E_ARGUMENT, "shots is " + std::to_string(shots) + "; it must be 0 or more");
  const int64_t length = std::min(size, kStretch), num_stretches = size / length;
  StretchDraws draws(memory, length);
  Vector<double> u(static_cast<size_t>(shots), memory);

  if (num_stretches == 1) {
    weights(0, length, draws.weights());
    const double total = draws.accumulate();
    require_total(total);
    draw_uniforms(seed, total, below(total), shots, u.data());
    draws.count_hits(u.data(), shots);
    return draws.write_hits(0, shots, states, counts);
  }

  Vector<double> cumulative(static_cast<size_t>(num_stretches), memory);
  for_each_block(threads, size, [&](int64_t begin, int64_t end) {
    double w[kStretch];
    for (int64_t first = begin; first < end; first += length) {
      weights(first, length, w);
      accumulate(w, length);
      cumulative[static_cast<size_t>(first / length)] = w[length - 1];
    }
  });
  accumulate(cumulative.data(), num_stretches);
  const double total = cumulative.back();
  require_total(total);
  draw_uniforms(seed, total, below(total), shots, u.data());

  // Shots in the order of their stretches; those of stretch k end up at end[k - 1] ... end[k] - 1.
  const auto stretch_of = [&](double x) {
    return static_cast<size_t>(std::upper_bound(cumulative.begin(), cumulative.end(), x) - cumulative.begin());
  };
  Vector<int64_t> end(static_cast<size_t>(num_stretches) + 1, 0, memory);
  for (const double x : u) ++end[stretch_of(x) + 1];
  for (size_t k = 1; k < end.size(); ++k) end[k] += end[k - 1];
  Vector<double> sorted(u.size(), memory);
  for (const double x : u) sorted[static_cast<size_t>(end[stretch_of(x)]++)] = x;

  int64_t written = 0;
  for (int64_t k = 0, begin = 0; k < num_stretches; ++k) {
    const int64_t count = end[static_cast<size_t>(k)] - begin;
    if (count == 0) continue;
    weights(k * length, length, draws.weights());
    const double limit = below(draws.accumulate());
    const double before = k == 0 ? 0.0 : cumulative[static_cast<size_t>(k - 1)];
    double* const here = sorted.data() + begin;
    for (int64_t s = 0; s < count; ++s) here[s] = std::min(here[s] - before, limit);
    draws.count_hits(here, count);
    written += draws.write_hits(k * length, count, states + written, counts + written);
    begin += count;
  }
  return written;
}

}  // namespace weiss
