#include "model/reduction_rules.hpp"

#include <algorithm>
#include <cmath>

namespace weiss {

namespace {

constexpr int32_t kNone = -1;

int8_t minus_sign(double x) noexcept { return x > 0.0 ? int8_t{-1} : int8_t{1}; }

double row_weight(const Problem& problem, size_t u) noexcept {
  double sum = 0.0;
  for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) sum += std::fabs(problem.value[k]);
  return sum;
}

}  // namespace

double largest_scale(const Problem& problem, Meter& meter) {
  constexpr double kFieldLimits[] = {0x1p15, 0x1p30};  // of 16 and 32 bit fields
  double widest = 0.0;
  for (size_t u = 0; u < problem.field.size(); ++u) {
    widest = std::max(widest, std::fabs(problem.field[u]) + row_weight(problem, u));
    meter.go_on(static_cast<int64_t>(problem.row_end(u) - problem.row_begin(u)));
  }
  const double total = std::fabs(problem.offset) + (problem.offset - problem.trivial_bound);
  double scale = problem.scale;
  const auto fits = [&](double s) {
    if (total * s >= 0x1p53) return false;
    return std::all_of(std::begin(kFieldLimits), std::end(kFieldLimits), [&](double limit) {
      return widest * problem.scale >= limit || widest * s < limit;
    });
  };
  while (total > 0.0 && fits(2.0 * scale)) scale *= 2.0;
  return scale;
}

ReductionRules::ReductionRules(Remainder& rest, const Problem& problem, const Vector<int32_t>& spin_of,
                               double max_scale, Reduction& reduction)
    : rest_(rest), spin_of_(spin_of), exact_(problem.integer()), scale_(problem.scale),
      max_scale_(max_scale), reduction_(reduction), queue_(spin_of.get_allocator()),
      queued_(spin_of.get_allocator()) {
  queued_.resize(spin_of.size());
}

bool ReductionRules::apply_to(const Problem& problem, Meter& meter) {
  for (size_t u = 0; u < problem.field.size(); ++u) {
    const size_t begin = problem.row_begin(u), end = problem.row_end(u);
    meter.go_on(static_cast<int64_t>(end - begin));
    if (end - begin <= 2 || (end - begin == 3 && problem.field[u] == 0.0)) return true;
    double sum = std::fabs(problem.field[u]), most = sum;
    for (size_t k = begin; k < end; ++k) {
      const double size = std::fabs(problem.value[k]);
      sum += size;
      most = std::max(most, size);
    }
    if (2.0 * most >= sum && (most == std::fabs(problem.field[u]) || end - begin <= kManyCouplings)) return true;
  }
  return false;
}

void ReductionRules::push(int32_t u) {
  int8_t& queued = queued_[static_cast<size_t>(u)];
  if (queued) return;
  queued = 1;
  queue_.push_back(u);
}

void ReductionRules::push_neighbours(int32_t u) {
  for (uint32_t half = rest_.first(u); half != Remainder::kEnd; half = rest_.next(half))
    push(rest_.neighbour(half));
}

void ReductionRules::run(Meter& meter) {
  for (int32_t u = 0; u < rest_.num_spins(); ++u) push(u);
  while (queue_begin_ < queue_.size()) {
    const int32_t u = queue_[queue_begin_++];
    queued_[static_cast<size_t>(u)] = 0;
    if (rest_.has(u)) {
      const int64_t before = rest_.work(), degree = rest_.degree(u);
      examine(u);
      meter.go_on(rest_.work() - before + degree);
    }
    if (2 * queue_begin_ > queue_.size()) {
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(queue_begin_));
      queue_begin_ = 0;
    }
  }
}

void ReductionRules::examine(int32_t u) {
  if (dominated(u)) {
    const int8_t value = minus_sign(rest_.field(u));
    count(u, reduction_.counts.num_dominated);
    if (rest_.degree(u) <= 3)
      record(u);
    else
      record_as(u, kNone, -value, 0.0);
    push_neighbours(u);
    return rest_.fix(u, value);
  }
  if (rest_.degree(u) > kManyCouplings) return;
  const uint32_t half = deciding_coupling(u);
  if (half != Remainder::kEnd) {
    const int32_t v = rest_.neighbour(half);
    const double coupling = rest_.coupling(half);
    count(u, reduction_.counts.num_decided);
    if (rest_.degree(u) <= 3)
      record(u);
    else
      record_as(u, v, 0.0, coupling);
    push_neighbours(u);
    return rest_.merge(u, v, minus_sign(coupling));
  }
  if (rest_.degree(u) == 2 || (rest_.degree(u) == 3 && rest_.field(u) == 0.0)) fold_three(u);
}

bool ReductionRules::dominated(int32_t u) noexcept {
  constexpr double kSlack = 1.0 - 0x1p-30;  // of a weight that many roundings went into
  const double pull = std::fabs(rest_.field(u));
  if (exact_) return pull >= rest_.weight(u);
  if (rest_.degree(u) > kManyCouplings && pull < kSlack * rest_.weight(u)) return false;
  rest_.refresh_weight(u);
  return pull >= rest_.weight(u);
}

uint32_t ReductionRules::deciding_coupling(int32_t u) const noexcept {
  uint32_t largest = rest_.first(u);
  for (uint32_t half = largest; half != Remainder::kEnd; half = rest_.next(half))
    if (std::fabs(rest_.coupling(half)) > std::fabs(rest_.coupling(largest))) largest = half;
  const double size = std::fabs(rest_.coupling(largest));
  return size >= std::fabs(rest_.field(u)) + (rest_.weight(u) - size) ? largest : Remainder::kEnd;
}

void ReductionRules::fold_three(int32_t u) {
  struct Arm {
    int32_t spin;  // kNone: the field
    double coupling;
  } arm[3] = {{kNone, 0.0}, {kNone, 0.0}, {kNone, rest_.field(u)}};
  int arms = 0;
  for (uint32_t half = rest_.first(u); half != Remainder::kEnd; half = rest_.next(half))
    arm[arms++] = {rest_.neighbour(half), rest_.coupling(half)};
  const double sum = std::fabs(arm[0].coupling) + std::fabs(arm[1].coupling) + std::fabs(arm[2].coupling);
  if (exact_ && std::fmod(sum * scale_, 2.0) != 0.0) {
    if (2.0 * scale_ > max_scale_) return;
    scale_ *= 2.0;
  }
  count(u, reduction_.counts.num_degree_three);
  record(u);
  push_neighbours(u);
  rest_.drop(u);
  rest_.add_offset(-0.5 * sum);
  for (int k = 0; k < 3; ++k) {
    const Arm &one = arm[(k + 1) % 3], &other = arm[(k + 2) % 3];
    const double size = 0.5 * sum - std::fabs(arm[k].coupling);
    const double joined = (one.coupling > 0.0) == (other.coupling > 0.0) ? -size : size;
    if (one.spin == kNone)
      rest_.add_field(other.spin, joined);
    else if (other.spin == kNone)
      rest_.add_field(one.spin, joined);
    else
      rest_.add_coupling(one.spin, other.spin, joined);
  }
}

void ReductionRules::fix(int32_t u, int8_t value) {
  ++reduction_.counts.num_persistent;
  record_as(u, kNone, -value, 0.0);
  rest_.fix(u, value);
}

void ReductionRules::merge(int32_t u, int32_t v, int8_t sign) {
  ++reduction_.counts.num_persistent;
  record_as(u, v, 0.0, -sign);
  rest_.merge(u, v, sign);
}

// With its couplings as they are: at most three.
void ReductionRules::record(int32_t u) {
  weiss_reduction::Fold fold = {spin_of_[static_cast<size_t>(u)], {kNone, kNone, kNone}, rest_.field(u), {}};
  int k = 0;
  for (uint32_t half = rest_.first(u); half != Remainder::kEnd; half = rest_.next(half), ++k) {
    fold.neighbour[k] = spin_of_[static_cast<size_t>(rest_.neighbour(half))];
    fold.coupling[k] = rest_.coupling(half);
  }
  reduction_.folds.push_back(fold);
}

void ReductionRules::record_as(int32_t u, int32_t v, double field, double coupling) {
  const int32_t other = v == kNone ? kNone : spin_of_[static_cast<size_t>(v)];
  reduction_.folds.push_back({spin_of_[static_cast<size_t>(u)], {other, kNone, kNone}, field, {coupling, 0.0, 0.0}});
}

void ReductionRules::count(int32_t u, int64_t& by_rule) noexcept {
  weiss_reduction_info& counts = reduction_.counts;
  const int32_t degree = rest_.degree(u);
  ++(degree <= 1 ? counts.num_low_degree : degree == 2 ? counts.num_degree_two : by_rule);
}

}  // namespace weiss
