// The states of each part that the merge may choose from.
#pragma once

#include <algorithm>
#include <cstdint>

#include <weiss/plugin.hpp>

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;

// Members of all parts side by side.
struct Parts {
  explicit Parts(const Host& host) : start(host), members(host) {}
  int64_t count() const noexcept { return static_cast<int64_t>(start.size()) - 1; }
  int64_t size(int64_t p) const noexcept {
    return start[static_cast<size_t>(p) + 1] - start[static_cast<size_t>(p)];
  }
  const int32_t* of(int64_t p) const noexcept { return members.data() + start[static_cast<size_t>(p)]; }

  Array<int64_t> start;    // [parts + 1]
  Array<int32_t> members;
};

// For part after part its distinct states modulo the flip of the whole part, best first. A candidate x of energy
// e has the energy e + t H in the part alone when its spins are t x: e is that of the couplings, H of the fields.
class Candidates {
 public:
  explicit Candidates(const Host& host)
      : first_(1, 0, host), spins_start_(host), spins_(host), inner_(host), field_(host) {}

  int64_t count(int64_t part) const noexcept { return first_[at(part) + 1] - first_[at(part)]; }
  const int8_t* spins(int64_t part, int64_t k) const noexcept {
    return spins_.data() + spins_start_[at(first_[at(part)] + k)];
  }
  double inner(int64_t part, int64_t k) const noexcept { return inner_[at(first_[at(part)] + k)]; }  // e
  double field(int64_t part, int64_t k) const noexcept { return field_[at(first_[at(part)] + k)]; }  // H

  // Appends the next part, of m spins, with all of them up and no energies: nobody will compare it.
  void add_unrated(int64_t m) {
    first_.push_back(first_.back() + 1);
    spins_start_.push_back(static_cast<int64_t>(spins_.size()));
    spins_.insert(spins_.end(), static_cast<size_t>(m), int8_t{1});
    inner_.push_back(0.0);
    field_.push_back(0.0);
    rated_ = false;
  }
  bool all_rated() const noexcept { return rated_; }

  // Appends the candidates of the next part: of samples, best first, at most `most`. view is the part alone.
  void add(const weiss_problem_view& view, int64_t num_samples, const int8_t* samples, const double* energies,
           int64_t most) {
    const int64_t m = view.num_spins;
    const int64_t part = static_cast<int64_t>(first_.size()) - 1;
    first_.push_back(first_.back());
    for (int64_t k = 0; k < num_samples && count(part) < most; ++k) {
      const int8_t* const sample = samples + k * m;
      if (has(part, sample, m)) continue;
      double field = 0.0;
      for (int64_t i = 0; i < m; ++i) field += view.field[i] * sample[i];
      spins_start_.push_back(static_cast<int64_t>(spins_.size()));
      spins_.insert(spins_.end(), sample, sample + m);
      field_.push_back(field);
      inner_.push_back(energies[k] - field);
      ++first_.back();
    }
  }

 private:
  static size_t at(int64_t k) noexcept { return static_cast<size_t>(k); }

  bool has(int64_t part, const int8_t* sample, int64_t m) const noexcept {
    for (int64_t k = 0; k < count(part); ++k) {
      const int8_t* const own = spins(part, k);
      const bool flipped = m > 0 && own[0] != sample[0];
      if (std::equal(own, own + m, sample, [&](int8_t a, int8_t b) { return (a != b) == flipped; })) return true;
    }
    return false;
  }

  Array<int64_t> first_;        // [parts + 1] into the candidates
  Array<int64_t> spins_start_;  // [candidates]
  Array<int8_t> spins_;
  Array<double> inner_, field_;
  bool rated_ = true;
};

// Which candidate each part takes, and with which sign.
struct Merged {
  Merged(const Host& host, int64_t num_parts)
      : candidate(static_cast<size_t>(num_parts), 0, host), sign(static_cast<size_t>(num_parts), int8_t{1}, host) {}
  Array<int32_t> candidate;  // k
  Array<int8_t> sign;        // t
};

}  // namespace
