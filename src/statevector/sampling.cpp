#include "statevector/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "statevector/blocks.hpp"

namespace weiss {

namespace {

constexpr int64_t kStretch = 1024;

// The largest number below a sum of weights: what is drawn stays below the sum in spite of rounding.
double below(double sum) noexcept { return std::nextafter(sum, 0.0); }

// Replaces weights by their cumulative sums. Four at a time, so that an addition need not wait for the last
// one.
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

// The first of ascending sums that is above x, as the last one is; their number is a power of two. By halves
// without a branch, which would be a toss-up.
size_t first_above(const Vector<double>& sums, double x) noexcept {
  const double* first = sums.data();
  for (size_t half = sums.size() / 2; half > 0; half /= 2)
    first += static_cast<size_t>(first[half - 1] <= x) * half;
  return static_cast<size_t>(first - sums.data());
}

// The numbers of all shots, each below total.
class Uniforms {
 public:
  Uniforms(uint64_t seed, double total) noexcept
      : start_(weiss_seed_derive(seed, 0)), scale_(total), limit_(below(total)) {}

  double operator[](int64_t shot) const noexcept {
    uint64_t z = start_ + (static_cast<uint64_t>(shot) + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return std::min(static_cast<double>(static_cast<int64_t>(z >> 11)) * 0x1p-53 * scale_, limit_);
  }

 private:
  uint64_t start_;
  double scale_, limit_;
};

// Draws within one stretch of states.
class StretchDraws {
 public:
  StretchDraws(Memory* memory, int64_t length)
      : cumulative_(static_cast<size_t>(length), memory),
        hits_(cumulative_.size(), memory),
        guide_(2 * cumulative_.size() + 2, memory) {}

  // To be filled before each of the others.
  double* weights() noexcept { return cumulative_.data(); }
  // Returns their sum; the numbers to draw with must be below it.
  double accumulate() noexcept {
    weiss::accumulate(cumulative_.data(), static_cast<int64_t>(cumulative_.size()));
    return cumulative_.back();
  }

  // Writes the states drawn by the numbers u, and how often each was; the first of the stretch is number
  // first. Returns how many.
  template <class Numbers>
  int64_t draw(const Numbers& u, int64_t count, uint64_t first, uint64_t* states, int64_t* counts) noexcept {
    constexpr size_t kWorthGuide = 16;  // states for each shot
    return static_cast<size_t>(count) * kWorthGuide < cumulative_.size()
               ? draw_few(u, count, first, states, counts)
               : draw_many(u, count, first, states, counts);
  }

 private:
  template <class Numbers>
  int64_t draw_few(const Numbers& u, int64_t count, uint64_t first, uint64_t* states,
                   int64_t* counts) const noexcept {
    for (int64_t s = 0; s < count; ++s) states[s] = first + first_above(cumulative_, u[s]);
    std::sort(states, states + count);
    int64_t written = 0;
    for (int64_t s = 0; s < count; ++written) {
      const uint64_t state = states[s];
      const int64_t begin = s;
      while (s < count && states[s] == state) ++s;
      states[written] = state;
      counts[written] = s - begin;
    }
    return written;
  }

  template <class Numbers>
  int64_t draw_many(const Numbers& u, int64_t count, uint64_t first, uint64_t* states,
                    int64_t* counts) noexcept {
    make_guide();
    std::fill(hits_.begin(), hits_.end(), 0);
    const double* const c = cumulative_.data();
    for (int64_t s = 0; s < count; ++s) {
      const double x = u[s];
      size_t state = guide_[slot(x)];
      state += c[state] <= x ? 1 : 0;  // without a branch; more is seldom
      while (c[state] <= x) ++state;
      ++hits_[state];
    }
    int64_t written = 0;
    for (size_t k = 0; count > 0; ++k) {
      states[written] = first + k;
      counts[written] = hits_[k];
      written += hits_[k] != 0 ? 1 : 0;
      count -= hits_[k];
    }
    return written;
  }

  // The range of u in two slots for each state; for each slot the first state that a u in it can draw (Chen,
  // Asau 1974).
  size_t slot(double u) const noexcept {
    return std::min(static_cast<size_t>(static_cast<int64_t>(u * slots_per_unit_)), guide_.size() - 2);
  }
  void make_guide() noexcept {
    std::fill(guide_.begin(), guide_.end(), uint16_t{0});
    slots_per_unit_ = static_cast<double>(guide_.size() - 2) / cumulative_.back();
    for (size_t k = 0; k < cumulative_.size(); ++k)
      guide_[slot(cumulative_[k]) + 1] = static_cast<uint16_t>(k + 1);
    uint16_t last = 0;
    for (uint16_t& state : guide_) state = last = std::max(last, state);
  }

  Vector<double> cumulative_;
  Vector<int64_t> hits_;
  Vector<uint16_t> guide_;
  double slots_per_unit_ = 0.0;
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

  if (num_stretches == 1) {
    weights(0, length, draws.weights());
    const double total = draws.accumulate();
    require_total(total);
    return draws.draw(Uniforms(seed, total), shots, 0, states, counts);
  }

  Vector<double> cumulative(static_cast<size_t>(num_stretches), memory);
  for_each_block(threads, size, [&](int64_t begin, int64_t end) {
    double w[kStretch];
    for (int64_t first = begin; first < end; first += length) {
      weights(first, length, w);
      cumulative[static_cast<size_t>(first / length)] =
          sum_of_terms(0, length, [&w](int64_t k) { return w[k]; });
    }
  });
  accumulate(cumulative.data(), num_stretches);
  const double total = cumulative.back();
  require_total(total);
  const Uniforms u(seed, total);

  // Shots in the order of their stretches; those of stretch k end up at end[k - 1] ... end[k] - 1.
  Vector<uint32_t> stretch(static_cast<size_t>(shots), memory);
  Vector<int64_t> end(static_cast<size_t>(num_stretches) + 1, 0, memory);
  for (int64_t s = 0; s < shots; ++s) {
    const size_t k = first_above(cumulative, u[s]);
    stretch[static_cast<size_t>(s)] = static_cast<uint32_t>(k);
    ++end[k + 1];
  }
  for (size_t k = 1; k < end.size(); ++k) end[k] += end[k - 1];
  Vector<double> sorted(stretch.size(), memory);
  for (int64_t s = 0; s < shots; ++s)
    sorted[static_cast<size_t>(end[stretch[static_cast<size_t>(s)]]++)] = u[s];

  int64_t written = 0;
  for (int64_t k = 0, begin = 0; k < num_stretches; ++k) {
    const int64_t count = end[static_cast<size_t>(k)] - begin;
    if (count == 0) continue;
    weights(k * length, length, draws.weights());
    const double limit = below(draws.accumulate());
    const double before = k == 0 ? 0.0 : cumulative[static_cast<size_t>(k - 1)];
    double* const here = sorted.data() + begin;
    for (int64_t s = 0; s < count; ++s) here[s] = std::min(here[s] - before, limit);
    written += draws.draw(here, count, static_cast<uint64_t>(k * length), states + written, counts + written);
    begin += count;
  }
  return written;
}

}  // namespace weiss
