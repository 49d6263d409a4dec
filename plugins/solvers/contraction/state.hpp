// One state of the whole problem with all its local fields, and flips that can be taken back.
#pragma once

#include <algorithm>
#include <cmath>
#include <weiss/plugin.hpp>

namespace weiss {
namespace contraction {

using plugin::Array;
using plugin::Host;
using plugin::Random;
using plugin::Run;

class State {
 public:
  State(const Host& host, const weiss_problem_view& problem)
      : problem_(problem),
        n_(problem.num_spins),
        spins_(size(), int8_t{1}, host),
        fields_(size(), 0.0, host),
        rows_(0, 0.0, host),
        queue_(size(), 0, host),
        queued_(size(), uint8_t{0}, host),
        odd_(size(), uint8_t{0}, host) {
    if (is_dense()) fill_rows();
    for (int64_t i = 0; i < n_; ++i) {
      has_fields_ = has_fields_ || problem.field[i] != 0.0;
      double squares = problem.field[i] * problem.field[i];
      for (const auto [j, w] : plugin::row(problem, i)) squares += w * w;
      scale_ += std::sqrt(squares) / static_cast<double>(n_);
    }
    slack_ = (problem.flags & WEISS_PROBLEM_INTEGER) != 0 ? 0.0 : 1e-11 * scale_;
  }

  const weiss_problem_view& problem() const noexcept { return problem_; }
  int64_t num_spins() const noexcept { return n_; }
  int8_t spin(int64_t i) const noexcept { return spins_[at(i)]; }
  const int8_t* spins() const noexcept { return spins_.data(); }
  // h_i + sum_j J_ij s_j: a spin is content when it points against its field.
  double field(int64_t i) const noexcept { return fields_[at(i)]; }
  // Up to the offset of the problem.
  double energy() const noexcept { return energy_; }
  bool has_fields() const noexcept { return has_fields_; }
  // The mean over spins of the Euclidean norm of field and couplings: the unit of temperatures.
  double scale() const noexcept { return scale_; }
  // Differences of energy up to this are rounding.
  double slack() const noexcept { return slack_; }
  // Full rows [n * n] when couplings are many, else null.
  const double* dense_row(int64_t i) const noexcept {
    return rows_.empty() ? nullptr : rows_.data() + i * n_;
  }
  // Couplings visited since the last call.
  int64_t take_work() noexcept { return std::exchange(work_, 0); }

  void set(const int8_t* spins) {
    std::copy_n(spins, n_, spins_.begin());
    journal_.clear();
    refresh();
  }

  // After so many flips that rounding could show; integers have none.
  void refresh_when_due() {
    if (slack_ > 0.0 && flips_ > 100000) refresh();
  }

  // Fields and energy anew.
  void refresh() {
    flips_ = 0;
    energy_ = 0.0;
    for (int64_t i = 0; i < n_; ++i) {
      double sum = 0.0;
      for (const auto [j, w] : plugin::row(problem_, i)) sum += w * spin(j);
      fields_[at(i)] = sum + problem_.field[i];
      energy_ += (0.5 * sum + problem_.field[i]) * spin(i);
    }
    work_ += problem_.num_entries;
  }

  void flip(int64_t i) {
    int8_t& s = spins_[at(i)];
    energy_ -= 2.0 * s * fields_[at(i)];
    s = static_cast<int8_t>(-s);
    const double change = 2.0 * s;
    if (const double* const row = dense_row(i)) {
      double* const fields = fields_.data();
      for (int64_t j = 0; j < n_; ++j) fields[j] += change * row[j];
      work_ += n_;
    } else {
      for (int64_t k = problem_.row_start[i]; k < problem_.row_start[i + 1]; ++k)
        fields_[at(problem_.column[k])] += change * problem_.value[k];
      work_ += problem_.row_start[i + 1] - problem_.row_start[i];
    }
    ++flips_;
    journal_.push_back(static_cast<int32_t>(i));
  }

  // ---- moves that can be taken back ----
  // Flips so far; undo goes back to such a number.
  size_t mark() const noexcept { return journal_.size(); }
  void undo(size_t mark) {
    for (size_t k = journal_.size(); k > mark; --k) flip(journal_[k - 1]);
    journal_.resize(mark);
  }
  // Keeps all flips.
  void commit() noexcept { journal_.clear(); }
  // The spins that differ from what they were at the mark.
  void changed_since(size_t mark, std::vector<int32_t>& out) {
    out.clear();
    for (size_t k = mark; k < journal_.size(); ++k) odd_[at(journal_[k])] ^= uint8_t{1};
    for (size_t k = mark; k < journal_.size(); ++k)
      if (std::exchange(odd_[at(journal_[k])], uint8_t{0}) != 0) out.push_back(journal_[k]);
  }

  // One-flip descent. The state at the mark must be a one-flip minimum, so that only the flips since then and
  // their neighbours can want to turn; with mark() == 0 and everything = true all spins are looked at.
  void descend(size_t mark, bool everything = false) {
    if (!rows_.empty()) return descend_in_turn();
    head_ = count_ = 0;
    if (everything)
      for (int64_t i = 0; i < n_; ++i) ask(i);
    else
      for (size_t k = mark; k < journal_.size(); ++k) ask_around(journal_[k]);
    while (count_ > 0) {
      const int32_t i = queue_[head_];
      head_ = head_ + 1 == queue_.size() ? 0 : head_ + 1;
      --count_;
      queued_[at(i)] = 0;
      if (!wants_to_turn(i)) continue;
      flip(i);
      ask_around(i);
    }
  }

 private:
  static constexpr int64_t kMostDense = 8192;  // 0.5 GiB of rows

  size_t size() const noexcept { return static_cast<size_t>(n_); }
  static size_t at(int64_t i) noexcept { return static_cast<size_t>(i); }
  bool is_dense() const noexcept { return n_ <= kMostDense && problem_.num_entries > n_ * n_ / 4; }

  void fill_rows() {
    rows_.assign(size() * size(), 0.0);
    for (int64_t i = 0; i < n_; ++i)
      for (const auto [j, w] : plugin::row(problem_, i)) rows_[at(i * n_ + j)] = w;
  }

  bool wants_to_turn(int64_t i) const noexcept { return spins_[at(i)] * fields_[at(i)] > slack_; }

  void ask(int64_t i) {
    if (!wants_to_turn(i) || queued_[at(i)] != 0) return;
    queued_[at(i)] = 1;
    size_t tail = head_ + count_++;
    if (tail >= queue_.size()) tail -= queue_.size();
    queue_[tail] = static_cast<int32_t>(i);
  }
  void ask_around(int64_t i) {
    ask(i);
    for (int64_t k = problem_.row_start[i]; k < problem_.row_start[i + 1]; ++k) ask(problem_.column[k]);
  }

  // On full rows a flip changes all fields: going round until nobody has turned for a whole round is
  // cheapest.
  void descend_in_turn() {
    int64_t content = 0;
    for (int64_t i = 0; content < n_; i = i + 1 == n_ ? 0 : i + 1) {
      ++content;
      if (!wants_to_turn(i)) continue;
      flip(i);
      content = 0;
    }
    work_ += n_;
  }

  const weiss_problem_view& problem_;
  int64_t n_;
  Array<int8_t> spins_;
  Array<double> fields_;
  Array<double> rows_;
  Array<int32_t> queue_;
  Array<uint8_t> queued_;
  Array<uint8_t> odd_;
  size_t head_ = 0, count_ = 0;
  std::vector<int32_t> journal_;
  double energy_ = 0.0;
  double scale_ = 0.0;
  double slack_ = 0.0;
  bool has_fields_ = false;
  int64_t work_ = 0;
  int64_t flips_ = 0;  // since the fields were summed
};

}  // namespace contraction
}  // namespace weiss
