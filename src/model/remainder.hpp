// What is left of a problem while spins are removed from it one by one: a graph that can shrink and merge.
#pragma once

#include <cstdint>

#include "model/problem.hpp"
#include "model/sum.hpp"
#include "search/meter.hpp"

namespace weiss {

// Couplings are edges of two halves, 2e and 2e + 1, each in the list of its spin. Their number never grows.
// To find the edge of two spins the shorter list is walked, and what is found comes to the front of both: so
// a pair of hubs that is asked for again and again is found at once, and m changes cost O(m sqrt(m)) at worst.
class Remainder {
 public:
  static constexpr uint32_t kEnd = UINT32_MAX;  // of a list

  // Charges the entries of the problem, as compact does: both stop as Meter::go_on does.
  Remainder(const Problem& problem, Meter& meter);

  int64_t num_spins() const noexcept { return static_cast<int64_t>(spins_.size()); }
  bool has(int32_t u) const noexcept { return spin(u).degree >= 0; }
  int32_t degree(int32_t u) const noexcept { return spin(u).degree; }
  double field(int32_t u) const noexcept { return spin(u).field; }
  // Sum of |J| over the couplings of a spin; exact for integers, else but for rounding, see refresh_weight.
  double weight(int32_t u) const noexcept { return spin(u).weight; }
  void refresh_weight(int32_t u) noexcept;

  // The list of a spin.
  uint32_t first(int32_t u) const noexcept { return spin(u).first; }
  uint32_t next(uint32_t half) const noexcept { return half_[half].next; }
  int32_t neighbour(uint32_t half) const noexcept { return half_[half ^ 1].spin; }
  double coupling(uint32_t half) const noexcept { return value_[half / 2]; }

  void add_offset(double x) noexcept { offset_.add(x); }
  void add_field(int32_t u, double x) noexcept { spin(u).field += x; }
  // Couplings that cancel vanish.
  void add_coupling(int32_t u, int32_t v, double x);

  // Takes a spin out as value.
  void fix(int32_t u, int8_t value);
  // Takes a spin out as sign times the spin v.
  void merge(int32_t u, int32_t v, int8_t sign);
  // Takes a spin with its couplings out; what it stood for is the caller's business.
  void drop(int32_t u) noexcept;

  int64_t work() const noexcept { return work_; }  // edges looked at so far

  // What is left as a problem of its own; kept gets the spins that it has.
  ProblemPtr compact(const Problem& problem, Vector<int32_t>& kept, Meter& meter) const;

 private:
  struct Spin {
    double field;
    double weight;
    uint32_t first;
    int32_t degree;  // -1: taken out
  };
  struct Half {
    int32_t spin;
    uint32_t next;
    uint32_t previous;
  };

  Spin& spin(int32_t u) noexcept { return spins_[static_cast<size_t>(u)]; }
  const Spin& spin(int32_t u) const noexcept { return spins_[static_cast<size_t>(u)]; }
  void push_front(uint32_t half) noexcept;
  void unlink(uint32_t half) noexcept;
  void attach(uint32_t edge, int32_t u, int32_t v, double x) noexcept;
  void detach(uint32_t edge) noexcept;
  uint32_t find(int32_t u, int32_t v) noexcept;

  Vector<Spin> spins_;
  Vector<Half> half_;
  Vector<double> value_;    // of each edge; 0: not in use
  uint32_t unused_ = kEnd;  // an edge; the next one is the next of its first half
  CompensatedSum offset_;
  int64_t work_ = 0;
};

}  // namespace weiss
