#include "axis.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "chart.hpp"

namespace cli {

namespace {

constexpr char kGrid[] = "#e3e3e3";
constexpr double kNarrowest = 1e-12;  // range of an axis, relative to its values: labels have as many digits

// mantissa * 10^exponent, correctly rounded for every exponent that a double has.
double power_of_ten(double mantissa, int exponent) {
  const std::string text = std::to_string(static_cast<int>(mantissa)) + "e" + std::to_string(exponent);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int decade_of(double value) { return static_cast<int>(std::floor(std::log10(value) + 1e-9)); }

// The shortest text of the round number nearest to value: twelve digits hide what adding steps leaves behind.
std::string shortest(double value) {
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, 11).ptr;
  double round = 0;
  std::from_chars(buffer, end, round);
  if (round == 0) return "0";
  const double size = std::abs(round);
  end = size >= 1e-4 && size < 1e12
            ? std::to_chars(buffer, buffer + sizeof buffer, round, std::chars_format::fixed).ptr
            : std::to_chars(buffer, buffer + sizeof buffer, round).ptr;
  return std::string(buffer, end);
}

std::string label_of(double value, Unit unit) {
  const double size = std::abs(value);
  if (unit == Unit::kPlain || size == 0) return shortest(value);
  if (unit == Unit::kCount) {
    const char* const suffixes[] = {"", "k", "M", "G", "T", "P", "E"};
    const int group = std::clamp(decade_of(size) / 3, 0, 6);
    return shortest(value / power_of_ten(1, 3 * group)) + suffixes[group];
  }
  if (size < 1e-3 * (1 - 1e-9)) return shortest(value * 1e6) + " \u00b5s";
  if (size < 1 - 1e-9) return shortest(value * 1e3) + " ms";
  return shortest(value) + " s";
}

}  // namespace

double round_step(double least) {
  const int decade = decade_of(least);
  for (const double mantissa : {1.0, 2.0, 5.0})
    if (const double step = power_of_ten(mantissa, decade); step >= least * (1 - 1e-9)) return step;
  return power_of_ten(1, decade + 1);
}

Axis::Axis(Scale scale, Unit unit, double low, double high, double from, double to)
    : scale_(scale), unit_(unit), low_(low), high_(high), from_(from), to_(to) {
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low > std::max(kNarrowest * size, std::numeric_limits<double>::min())) return;
  low_ = low - std::max(1.0, size / 100);  // there is nothing to tell apart
  high_ = high + std::max(1.0, size / 100);
}

double Axis::operator()(double value) const {
  const double clamped = std::clamp(value, low_, high_);
  const double share = scale_ == Scale::kLog ? std::log(clamped / low_) / std::log(high_ / low_)
                                             : (clamped - low_) / (high_ - low_);
  return from_ + share * (to_ - from_);
}

std::vector<Tick> Axis::ticks(int count) const {
  // Less than a decade has no room for powers of ten.
  const bool decades = scale_ == Scale::kLog && high_ / low_ >= 10;
  return decades ? log_ticks(count) : linear_ticks(count);
}

std::vector<Tick> Axis::linear_ticks(int count) const {
  double rough = (high_ - low_) / count;
  if (unit_ == Unit::kCount) rough = std::max(rough, 1.0);
  const double step = round_step(rough);
  std::vector<Tick> ticks;
  const double first = std::ceil(low_ / step - 1e-9), last = std::floor(high_ / step + 1e-9);
  for (double k = first; k <= last; ++k) ticks.push_back({k * step, label_of(k * step, unit_)});
  return ticks;
}

std::vector<Tick> Axis::log_ticks(int count) const {
  const int first = decade_of(low_), last = decade_of(high_);
  const int stride = std::max(1, (last - first + count - 1) / count);
  const bool few = last - first < 2;  // 2 and 5 get a number, too
  std::vector<Tick> ticks;
  for (int decade = first; decade <= last; ++decade)
    for (int mantissa = 1; mantissa <= 9; ++mantissa) {
      const double value = power_of_ten(mantissa, decade);
      if (value < low_ * (1 - 1e-9) || value > high_ * (1 + 1e-9)) continue;
      const bool numbered =
          mantissa == 1 ? (decade - first) % stride == 0 : few && (mantissa == 2 || mantissa == 5);
      if (stride == 1 || numbered) ticks.push_back({value, numbered ? label_of(value, unit_) : ""});
    }
  return ticks;
}

void draw_axes(Svg& svg, const Frame& frame, const Axis& x, const Axis& y, const std::string& x_label,
               const std::string& y_label, const std::vector<Tick>& marks_of_x) {
  const std::vector<Tick> across = marks_of_x.empty() ? x.ticks(6) : marks_of_x, up = y.ticks(6);
  SvgPath grid, marks;
  for (const Tick& tick : across) {
    const double at = x(tick.value);
    if (!tick.label.empty()) grid.move(at, frame.top).vertical(frame.bottom);
    marks.move(at, frame.bottom).vertical(frame.bottom + (tick.label.empty() ? 3 : 5));
  }
  for (const Tick& tick : up) {
    const double at = y(tick.value);
    grid.move(frame.left, at).horizontal(frame.right);
    marks.move(frame.left - 5, at).horizontal(frame.left);
  }
  marks.move(frame.left, frame.top).vertical(frame.bottom).horizontal(frame.right);
  svg.path(grid, {{"stroke", kGrid}, {"fill", "none"}});
  svg.path(marks, {{"stroke", kInk}, {"fill", "none"}});
  svg.begin_group({{"text-anchor", "middle"}});
  for (const Tick& tick : across)
    if (!tick.label.empty()) svg.text(x(tick.value), frame.bottom + 18, tick.label);
  svg.text((frame.left + frame.right) / 2, frame.bottom + 38, x_label);
  svg.end_group();
  svg.begin_group({{"text-anchor", "end"}});
  for (const Tick& tick : up) svg.text(frame.left - 8, y(tick.value) + 4, tick.label);
  svg.end_group();
  svg.text(frame.left, frame.top - 10, y_label, {{"text-anchor", "start"}});
}

double label_width(const std::vector<Tick>& ticks) {
  double width = 0;
  for (const Tick& tick : ticks) width = std::max(width, text_width(tick.label));
  return width;
}

}  // namespace cli
