// An axis of a picture: round numbers to mark, and the way from values to pixels.
#pragma once

#include <string>
#include <vector>

#include "svg.hpp"

namespace cli {

struct Tick {
  double value;
  std::string label;  // "": a short mark without a number
};

enum class Scale { kLinear, kLog };

// How the numbers of an axis are written.
enum class Unit {
  kPlain,    // 371400
  kCount,    // 20k, 1.5M
  kSeconds,  // 50 ms, 2 s, 10 min
};

class Axis {
 public:
  // low ... high are shown between the pixels from ... to. On a log scale low must be above 0. A linear range
  // without width gets some.
  Axis(Scale scale, Unit unit, double low, double high, double from, double to);

  // The pixel of a value; values outside stand at the end of the axis.
  double operator()(double value) const;
  double low() const noexcept { return low_; }
  double high() const noexcept { return high_; }
  // At most about count marks with numbers, ascending, all at round values within the axis.
  std::vector<Tick> ticks(int count) const;

 private:
  std::vector<Tick> linear_ticks(int count) const;
  std::vector<Tick> log_ticks(int count) const;

  Scale scale_;
  Unit unit_;
  double low_, high_;
  double from_, to_;
};

// The smallest 1, 2 or 5 times a power of ten that is not below least > 0.
double round_step(double least);

// The pixels of a picture that the data take.
struct Frame {
  double left, top, right, bottom;
};

// Marks, numbers and grid lines below and left of the frame, and what the axes show. across: marks of x other
// than round numbers, such as names.
void draw_axes(Svg& svg, const Frame& frame, const Axis& x, const Axis& y, const std::string& x_label,
               const std::string& y_label, const std::vector<Tick>& across = {});

// Space that the numbers of a vertical axis need.
double label_width(const std::vector<Tick>& ticks);

}  // namespace cli
