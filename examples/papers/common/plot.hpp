// Plots of the papers: means with their errors over a number or over names.
#pragma once

#include <string>
#include <vector>

#include "../../cli/pictures/axis.hpp"

namespace papers {

struct Point {
  double x, y;
  double error = 0.0;  // half of the bar; 0: none
};

struct Series {
  std::string label;  // "": not in the legend
  std::vector<Point> points;
  size_t colour = 0;
  bool published = false;  // open marks and a dashed line: what the paper says
  bool connected = true;
};

struct Plot {
  std::string title, second_line, x_label, y_label;
  std::vector<Series> series;
  std::vector<cli::Tick> x_ticks;  // empty: round numbers
  bool log_y = false;
};

// The SVG text.
std::string draw(const Plot& plot);

}  // namespace papers
