// Dynamic programming over the tables of a plan: the least energy of all spins below, for each state of a scope.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "plan.hpp"

namespace {

using weiss::plugin::Run;

// An index into a table of few spins from an index into one of many, or any other sum over the bits of an
// index: a sum of two look-ups, one for the low bits and one for the high ones.
template <class Value>
class BitSum {
 public:
  static constexpr int kLowBits = 10;

  // value when all bits are 0, and what each bit that is set adds.
  BitSum(Value zero, const std::vector<Value>& of_bit) {
    const size_t low_bits = std::min<size_t>(of_bit.size(), kLowBits);
    low_ = sums(Value(0), of_bit.data(), low_bits);
    high_ = sums(zero, of_bit.data() + low_bits, of_bit.size() - low_bits);
  }
  const Value* low() const noexcept { return low_.data(); }
  Value high(int64_t block) const noexcept { return high_[static_cast<size_t>(block)]; }

 private:
  static std::vector<Value> sums(Value zero, const Value* of_bit, size_t bits) {
    std::vector<Value> all(size_t{1} << bits, zero);
    for (size_t b = 0; b < bits; ++b)
      for (size_t k = 0; k < (size_t{1} << b); ++k) all[k + (size_t{1} << b)] = all[k] + of_bit[b];
    return all;
  }

  std::vector<Value> low_, high_;
};

// Value is int32_t in units of 1 / scale, when no energy leaves it, or double.
template <class Value>
class Tables {
 public:
  Tables(const Host& host, const weiss_problem_view& problem, const Plan& plan, double scale)
      : host_(host), problem_(problem), plan_(plan), scale_(scale), waiting_(host), best_sign_(host),
        best_start_(static_cast<size_t>(plan.size()), 0, host) {
    int64_t words = 0;
    for (int64_t k = 0; k < plan.size(); ++k) {
      best_start_[static_cast<size_t>(k)] = words;
      words += (entries(k) + 63) / 64;
    }
    best_sign_.assign(static_cast<size_t>(words), 0);
    waiting_.resize(static_cast<size_t>(plan.size()), Array<Value>(host));
    children_.resize(static_cast<size_t>(plan.size()));
    for (int64_t k = 0; k < plan.size(); ++k)
      if (plan.scope_size(k) > 0) children_[static_cast<size_t>(plan.scope_of(k)[0])].push_back(k);
  }

  // Makes all tables. False when the run said stop.
  bool make(const Run& run) {
    for (int64_t k = 0; k < plan_.size(); ++k)
      if (!make_table(k, run)) return false;
    charge(run);
    return true;
  }

  // A state of least energy, spins of the problem.
  void trace_back(int8_t* spins) const noexcept {
    for (int64_t k = plan_.size() - 1; k >= 0; --k) {
      const int32_t* const scope = plan_.scope_of(k);
      int64_t index = 0;
      for (int32_t j = 0; j < plan_.scope_size(k); ++j)
        index |= int64_t{spins[plan_.spin[static_cast<size_t>(scope[j])]] < 0} << j;
      const uint64_t word = best_sign_[static_cast<size_t>(best_start_[static_cast<size_t>(k)] + index / 64)];
      spins[plan_.spin[static_cast<size_t>(k)]] = (word >> (index % 64)) & 1u ? int8_t{-1} : int8_t{1};
    }
  }

 private:
  static constexpr int64_t kBlock = int64_t{1} << BitSum<Value>::kLowBits;
  static constexpr int64_t kEntriesBetweenAsks = 1 << 18;
  static constexpr int64_t kEntriesPerUnit = 8;  // of work: they are neighbours in memory, couplings are not

  struct Child {
    const Value* table;
    BitSum<int32_t> index;
  };

  void charge(const Run& run) noexcept { run.spend(std::exchange(pending_, 0) / kEntriesPerUnit); }

  int64_t entries(int64_t k) const noexcept { return int64_t{1} << plan_.scope_size(k); }

  // The field of spin k in a state of its scope.
  BitSum<Value> field(int64_t k) const {
    const auto spin = static_cast<int64_t>(plan_.spin[static_cast<size_t>(k)]);
    std::vector<Value> of_bit(static_cast<size_t>(plan_.scope_size(k)), Value(0));
    Value all_up = to_value(problem_.field[spin]);
    for (const auto [other, coupling] : weiss::plugin::row(problem_, spin)) {
      const int32_t* const begin = plan_.scope_of(k);
      const int32_t* const end = begin + plan_.scope_size(k);
      const int32_t number = plan_.number[static_cast<size_t>(other)];
      if (number < k) continue;  // counted there
      const auto bit = static_cast<size_t>(std::lower_bound(begin, end, number) - begin);
      all_up += to_value(coupling);
      of_bit[bit] = Value(-2) * to_value(coupling);
    }
    return BitSum<Value>(all_up, of_bit);
  }

  // Where the table of spin c has the states of the scope of spin k, which takes it in. Its lowest bit is k.
  BitSum<int32_t> index_of(int64_t c, int64_t k) const {
    const int32_t* const begin = plan_.scope_of(k);
    std::vector<int32_t> of_bit(static_cast<size_t>(plan_.scope_size(k)), 0);
    for (int32_t j = 1; j < plan_.scope_size(c); ++j) {
      const int32_t* const at = std::lower_bound(begin, begin + plan_.scope_size(k), plan_.scope_of(c)[j]);
      of_bit[static_cast<size_t>(at - begin)] = int32_t{1} << j;
    }
    return BitSum<int32_t>(0, of_bit);
  }

  bool make_table(int64_t k, const Run& run) {
    const BitSum<Value> field = this->field(k);
    std::vector<Child> children;
    for (const int64_t c : children_[static_cast<size_t>(k)])
      children.push_back({waiting_[static_cast<size_t>(c)].data(), index_of(c, k)});
    Array<Value> table(static_cast<size_t>(entries(k)), Value(0), host_);
    uint64_t* const signs = best_sign_.data() + best_start_[static_cast<size_t>(k)];
    const int64_t length = std::min(entries(k), kBlock);
    for (int64_t block = 0; block * kBlock < entries(k); ++block) {
      make_block(field, children, block, length, table.data() + block * kBlock, signs + block * (kBlock / 64));
      pending_ += length * static_cast<int64_t>(1 + children.size());
      if (pending_ < kEntriesBetweenAsks) continue;
      charge(run);
      if (run.should_stop()) return false;
    }
    for (const int64_t c : children_[static_cast<size_t>(k)]) waiting_[static_cast<size_t>(c)] = Array<Value>(host_);
    if (plan_.scope_size(k) > 0) waiting_[static_cast<size_t>(k)] = std::move(table);
    return true;
  }

  // Entries block * kBlock and on: the spin itself up or down, whichever is less.
  static void make_block(const BitSum<Value>& field, const std::vector<Child>& children, int64_t block,
                         int64_t length, Value* out, uint64_t* signs) noexcept {
    Value up[kBlock], down[kBlock];
    const Value high = field.high(block);
    for (int64_t p = 0; p < length; ++p) {
      up[p] = high + field.low()[p];
      down[p] = -up[p];
    }
    for (const Child& child : children) {
      const Value* const table = child.table + child.index.high(block);
      const int32_t* const index = child.index.low();
      for (int64_t p = 0; p < length; ++p) {
        up[p] += table[index[p]];
        down[p] += table[index[p] + 1];
      }
    }
    for (int64_t p = 0; p < length; ++p) out[p] = std::min(up[p], down[p]);
    for (int64_t first = 0; first < length; first += 64) {
      uint64_t word = 0;
      for (int64_t p = first, end = std::min(length, first + 64); p < end; ++p)
        word |= static_cast<uint64_t>(down[p] < up[p]) << (p - first);
      signs[first / 64] = word;
    }
  }

  Value to_value(double x) const noexcept { return static_cast<Value>(x * scale_); }

  Host host_;
  const weiss_problem_view& problem_;
  const Plan& plan_;
  const double scale_;
  Array<Array<Value>> waiting_;   // tables that nobody has taken in yet
  Array<uint64_t> best_sign_;     // a bit for each entry of each table: down is better
  Array<int64_t> best_start_;
  std::vector<std::vector<int64_t>> children_;
  int64_t pending_ = 0;  // entries made since the last charge
};

}  // namespace
