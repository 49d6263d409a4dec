#include "model/remainder.hpp"

#include <cmath>

#include "model/properties.hpp"
#include "model/rows.hpp"

namespace weiss {

Remainder::Remainder(const Problem& problem, Meter& meter)
    : spins_(problem.environment->memory()), half_(problem.environment->memory()),
      value_(problem.environment->memory()), offset_(problem.offset) {
  const auto n = static_cast<size_t>(problem.num_spins());
  const auto num_edges = static_cast<size_t>(problem.num_entries()) / 2;
  spins_.reserve(n);
  for (const double h : problem.field) spins_.push_back({h, 0.0, kEnd, 0});
  half_.reserve(2 * num_edges);
  value_.reserve(num_edges);
  for (size_t u = 0; u < n; ++u) {
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k) {
      const int32_t v = problem.column[k];
      if (static_cast<size_t>(v) < u || problem.value[k] == 0.0) continue;
      half_.resize(half_.size() + 2);
      value_.push_back(0.0);
      attach(static_cast<uint32_t>(value_.size() - 1), static_cast<int32_t>(u), v, problem.value[k]);
    }
    meter.go_on(static_cast<int64_t>(problem.row_end(u) - problem.row_begin(u)));
  }
}

void Remainder::push_front(uint32_t half) noexcept {
  Spin& owner = spin(half_[half].spin);
  half_[half].next = owner.first;
  half_[half].previous = kEnd;
  if (owner.first != kEnd) half_[owner.first].previous = half;
  owner.first = half;
}

void Remainder::unlink(uint32_t half) noexcept {
  const Half& here = half_[half];
  if (here.next != kEnd) half_[here.next].previous = here.previous;
  if (here.previous != kEnd)
    half_[here.previous].next = here.next;
  else
    spin(here.spin).first = here.next;
}

void Remainder::attach(uint32_t edge, int32_t u, int32_t v, double x) noexcept {
  value_[edge] = x;
  half_[2 * edge].spin = u;
  half_[2 * edge + 1].spin = v;
  for (const uint32_t half : {2 * edge, 2 * edge + 1}) {
    push_front(half);
    Spin& owner = spin(half_[half].spin);
    ++owner.degree;
    owner.weight += std::fabs(x);
  }
}

void Remainder::detach(uint32_t edge) noexcept {
  for (const uint32_t half : {2 * edge, 2 * edge + 1}) {
    unlink(half);
    Spin& owner = spin(half_[half].spin);
    --owner.degree;
    owner.weight = owner.degree == 0 ? 0.0 : owner.weight - std::fabs(value_[edge]);
  }
  value_[edge] = 0.0;
  half_[2 * edge].next = unused_;
  unused_ = edge;
}

uint32_t Remainder::find(int32_t u, int32_t v) noexcept {
  if (degree(u) > degree(v)) std::swap(u, v);
  for (uint32_t half = first(u); half != kEnd; half = next(half)) {
    ++work_;
    if (neighbour(half) != v) continue;
    for (const uint32_t found : {half, half ^ 1}) {
      unlink(found);
      push_front(found);
    }
    return half / 2;
  }
  return kEnd;
}

void Remainder::refresh_weight(int32_t u) noexcept {
  CompensatedSum sum;
  for (uint32_t half = first(u); half != kEnd; half = next(half)) sum.add(std::fabs(coupling(half)));
  spin(u).weight = sum.value();
  work_ += degree(u);
}

void Remainder::add_coupling(int32_t u, int32_t v, double x) {
  if (x == 0.0) return;
  const uint32_t edge = find(u, v);
  if (edge == kEnd) {
    const uint32_t free = unused_;
    unused_ = half_[2 * free].next;
    attach(free, u, v, x);
    return;
  }
  const double sum = value_[edge] + x;
  if (sum == 0.0) return detach(edge);
  const double more = std::fabs(sum) - std::fabs(value_[edge]);
  spin(u).weight += more;
  spin(v).weight += more;
  value_[edge] = sum;
}

void Remainder::drop(int32_t u) noexcept {
  while (first(u) != kEnd) {
    ++work_;
    detach(first(u) / 2);
  }
  spin(u).degree = -1;
}

void Remainder::fix(int32_t u, int8_t value) {
  add_offset(field(u) * value);
  for (uint32_t half = first(u); half != kEnd; half = next(half))
    add_field(neighbour(half), coupling(half) * value);
  drop(u);
}

void Remainder::merge(int32_t u, int32_t v, int8_t sign) {
  add_field(v, field(u) * sign);
  while (first(u) != kEnd) {
    const int32_t w = neighbour(first(u));
    const double moved = coupling(first(u)) * sign;
    ++work_;
    detach(first(u) / 2);
    if (w == v)
      add_offset(moved);
    else
      add_coupling(v, w, moved);
  }
  drop(u);
}

ProblemPtr Remainder::compact(const Problem& problem, Vector<int32_t>& kept, Meter& meter) const {
  Vector<int32_t> place(spins_.size(), -1, problem.environment->memory());
  kept.clear();
  for (int32_t u = 0; u < num_spins(); ++u) {
    if (!has(u)) continue;
    place[static_cast<size_t>(u)] = static_cast<int32_t>(kept.size());
    kept.push_back(u);
  }
  auto reduced = std::make_unique<Problem>(problem.environment);
  const auto for_each_edge = [&](const auto& visit) {
    for (size_t edge = 0; edge < value_.size(); ++edge) {
      meter.go_on(1);
      if (value_[edge] != 0.0)
        visit(place[static_cast<size_t>(half_[2 * edge].spin)],
              place[static_cast<size_t>(half_[2 * edge + 1].spin)], value_[edge]);
    }
  };
  assemble_rows(*reduced, static_cast<int64_t>(kept.size()), for_each_edge,
                [&meter](int64_t entries) { meter.go_on(entries); });
  reduced->field.reserve(kept.size());
  for (const int32_t u : kept) reduced->field.push_back(field(u));
  reduced->offset = offset_.value();
  find_properties(*reduced);
  return reduced;
}

}  // namespace weiss
