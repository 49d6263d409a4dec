#include "plot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "../../cli/pictures/chart.hpp"

namespace papers {

namespace {

using cli::Axis;
using cli::Frame;
using cli::Legend;
using cli::Svg;

constexpr double kHeight = 380;
constexpr double kMarkSize = 3.5;

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  void widen(double share) {
    const double by = share * std::max(high - low, 1e-9);
    low -= by;
    high += by;
  }
};

void mark(Svg& svg, const Series& series, double x, double y) {
  const char* const colour = cli::colour(series.colour);
  cli::draw_mark(
      svg, series.colour, x, y, kMarkSize,
      {{"fill", series.published ? cli::kGround : colour}, {"stroke", colour}, {"stroke-width", 1.2}});
}

void draw_series(Svg& svg, const Series& series, const Axis& x, const Axis& y) {
  const char* const colour = cli::colour(series.colour);
  if (series.connected) {
    cli::SvgPath line;
    for (const Point& point : series.points)
      line.empty() ? line.move(x(point.x), y(point.y)) : line.line(x(point.x), y(point.y));
    svg.path(line, {{"fill", "none"},
                    {"stroke", colour},
                    {"stroke-width", 1.3},
                    {"stroke-dasharray", series.published ? "3 3" : "none"}});
  }
  for (const Point& point : series.points) {
    if (point.error > 0.0)
      svg.line(x(point.x), y(point.y - point.error), x(point.x), y(point.y + point.error),
               {{"stroke", colour}, {"stroke-width", 1.2}});
    mark(svg, series, x(point.x), y(point.y));
  }
}

}  // namespace

std::string draw(const Plot& plot) {
  Range x_range, y_range;
  for (const Series& series : plot.series)
    for (const Point& point : series.points) {
      x_range.add(point.x);
      y_range.add(point.y - (plot.log_y ? 0.0 : point.error));
      y_range.add(point.y + point.error);
    }
  for (const cli::Tick& tick : plot.x_ticks) x_range.add(tick.value);
  x_range.widen(plot.x_ticks.empty() ? 0.02 : 0.06);
  if (!plot.log_y) y_range.widen(0.04);

  Legend legend(cli::kMargin, cli::kPictureWidth - cli::kMargin);
  for (const Series& series : plot.series)
    if (!series.label.empty())
      legend.add(series.label, [&series](Svg& svg, double x, double y) {
        if (series.connected)
          svg.line(x - Legend::kSymbolWidth / 2, y, x + Legend::kSymbolWidth / 2, y,
                   {{"stroke", cli::colour(series.colour)},
                    {"stroke-dasharray", series.published ? "3 3" : "none"}});
        mark(svg, series, x, y);
      });

  const double top = cli::kHeadingHeight + legend.height() + 26;
  const double bottom = top + kHeight - 100;
  const Axis y(plot.log_y ? cli::Scale::kLog : cli::Scale::kLinear, cli::Unit::kPlain, y_range.low,
               y_range.high, bottom, top);
  const double left = cli::kMargin + 26 + cli::label_width(y.ticks(7));
  const Frame frame{left, top, cli::kPictureWidth - cli::kMargin, bottom};
  const Axis x(cli::Scale::kLinear, cli::Unit::kPlain, x_range.low, x_range.high, frame.left, frame.right);

  Svg svg(cli::kPictureWidth, bottom + 56, plot.title, plot.second_line);
  cli::draw_heading(svg, plot.title, plot.second_line);
  legend.draw(svg, cli::kHeadingHeight);
  cli::draw_axes(svg, frame, x, y, plot.x_label, plot.y_label, plot.x_ticks);
  for (const Series& series : plot.series) draw_series(svg, series, x, y);
  return svg.finish();
}

}  // namespace papers
