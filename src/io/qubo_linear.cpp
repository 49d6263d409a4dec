#include "io/qubo_linear.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include "io/couplings.hpp"
#include "model/sum.hpp"

namespace weiss {

namespace {

// Does the builder arrive at h_i from a_i?
bool gives_field(const Problem& problem, size_t i, double linear) {
  CompensatedSum field;
  field.add(-0.5 * linear);
  for_each_neighbour(problem, i, [&](size_t, double coupling) { field.add(-coupling); });
  return field.value() == problem.field[i];
}

// The middle of the interval: -2 (h_i + sum_j J_ij).
double middle(const Problem& problem, size_t i) {
  CompensatedSum sum(problem.field[i]);
  for_each_neighbour(problem, i, [&](size_t, double coupling) { sum.add(coupling); });
  return -2.0 * sum.value();
}

// Distance of a double to the next larger one: half of the interval of a_i whose field is this double.
double spacing(double x) {
  const double size = std::fabs(x);
  return std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
}

// x rounded to a multiple of 10^place.
double rounded_decimal(double x, int place) {
  if (x == 0.0 || !std::isfinite(x)) return x;
  const int digits = static_cast<int>(std::floor(std::log10(std::fabs(x)))) - place;
  if (digits < 0 || digits > std::numeric_limits<double>::max_digits10) return x;
  char text[40];
  const std::to_chars_result end =
      std::to_chars(text, text + sizeof text, x, std::chars_format::scientific, digits);
  double result = x;
  std::from_chars(text, end.ptr, result);
  return result;
}

double shortest(const Problem& problem, size_t i) {
  const double center = middle(problem, i);
  if (gives_field(problem, i, 0.0)) return 0.0;
  // An interval of this width has a multiple of 10^place, and with luck one of a higher power.
  const int place = static_cast<int>(std::floor(std::log10(2.0 * spacing(problem.field[i]))));
  for (int p = place + 3; p >= place; --p) {
    const double candidate = rounded_decimal(center, p);
    if (gives_field(problem, i, candidate)) return candidate;
  }
  return center;
}

// start + sign * (sum_i a_i/2 + sum_{i<j} J_ij), in the order of the builder.
double constant_sum(const Problem& problem, const Vector<double>& linear, double start, double sign) {
  CompensatedSum sum(start);
  for (size_t i = 0; i < linear.size(); ++i) {
    sum.add(sign * 0.5 * linear[i]);
    for_each_neighbour(problem, i, [&](size_t j, double coupling) {
      if (j > i) sum.add(sign * coupling);
    });
  }
  return sum.value();
}

// The offset that the builder arrives at with v = 0.
double built_offset(const Problem& problem, const Vector<double>& linear) {
  return constant_sum(problem, linear, 0.0, 1.0);
}

// Moves a_i within its interval towards a_i + wish: there, or close to the end of the interval.
void move_within(const Problem& problem, size_t i, double wish, double& linear) {
  constexpr int kBisections = 10;
  const double most = 2.0 * spacing(problem.field[i]);
  const double start = linear;
  double step = std::clamp(wish, -most, most);
  double inside = 0.0;
  if (gives_field(problem, i, start + step)) {
    inside = step;
  } else {
    for (int k = 0; k < kBisections; ++k) {
      step *= 0.5;
      if (gives_field(problem, i, start + (inside + step))) inside += step;
    }
  }
  linear = start + inside;
}

// Moves the a_i until v = 0 gives the offset; false when they cannot make up for all that is missing.
bool absorb_constant(const Problem& problem, Vector<double>& linear) {
  const auto settled = [&] { return built_offset(problem, linear) == problem.offset; };
  if (settled()) return true;
  double room = spacing(problem.offset);
  for (const double field : problem.field) room += spacing(field);
  if (std::fabs(qubo_constant(problem, linear)) > room) return false;  // a constant, no rounding error

  // Coarse numbers first: the finer ones then take what is too small for them.
  Vector<size_t> order(linear.size(), linear.get_allocator());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t i, size_t j) { return spacing(linear[i]) > spacing(linear[j]); });
  for (const bool zeros : {false, true}) {  // variables without a linear term stay so if they can
    double missing = qubo_constant(problem, linear);
    for (const size_t i : order) {
      if ((linear[i] == 0.0) != zeros) continue;
      const double before = linear[i];
      move_within(problem, i, 2.0 * missing, linear[i]);
      missing -= 0.5 * (linear[i] - before);
    }
    if (settled()) return true;
  }
  return false;
}

}  // namespace

Vector<double> qubo_linear(const Problem& problem) {
  Vector<double> linear(static_cast<size_t>(problem.num_spins()), problem.environment->memory());
  for (size_t i = 0; i < linear.size(); ++i) linear[i] = shortest(problem, i);
  Vector<double> moved(linear, linear.get_allocator());
  if (absorb_constant(problem, moved)) linear.swap(moved);
  return linear;
}

double qubo_constant(const Problem& problem, const Vector<double>& linear) {
  return constant_sum(problem, linear, problem.offset, -1.0);
}

}  // namespace weiss
