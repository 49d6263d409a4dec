// What the pictures have in common: colours, marks, headings, legends, and runs that belong together.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "run_report.hpp"
#include "svg.hpp"

namespace cli {

inline constexpr double kPictureWidth = 640;
inline constexpr double kMargin = 16;
inline constexpr char kInk[] = "#222222";
inline constexpr char kFaint[] = "#5f5f5f";  // second in rank, still readable
inline constexpr char kLight[] = "#c4c4c4";  // lines in the background
inline constexpr char kGround[] = "#ffffff";

// Colour number index of a palette that people with every kind of colour vision tell apart (Okabe, Ito 2008);
// it repeats after kNumColours.
inline constexpr size_t kNumColours = 7;
const char* colour(size_t index);

// Mark number index, about 2 * size wide; the shapes repeat after six.
void draw_mark(Svg& svg, size_t index, double x, double y, double size, SvgAttributes attributes = {});

// Title and second line; what is too long for the picture ends with "...".
void draw_heading(Svg& svg, const std::string& title, const std::string& second_line);
inline constexpr double kHeadingHeight = 50;

// Entries side by side, in as many rows as they need.
class Legend {
 public:
  // draw paints the symbol around a point, kSymbolWidth wide.
  static constexpr double kSymbolWidth = 22;
  using Symbol = std::function<void(Svg&, double x, double y)>;

  Legend(double left, double right) : left_(left), right_(right) {}
  void add(const std::string& text, Symbol symbol);
  double height() const;
  void draw(Svg& svg, double top) const;

 private:
  struct Entry {
    double x;
    size_t row;
    std::string text;
    Symbol symbol;
  };

  double left_, right_;
  double next_ = 0;  // where the next entry begins, from left_
  std::vector<Entry> entries_;
};
// Symbols of lines and of areas.
Legend::Symbol line_symbol(const char* stroke, double width, const char* dashes = "none");
Legend::Symbol area_symbol(const char* fill, double opacity = 1);

// Runs with the same solver and settings.
struct RunGroup {
  std::string label;  // the solver, with the settings in which it differs from other groups
  std::vector<const RunReport*> runs;
};
// In the order of the reports. Failure with kUsage when they are not all of one problem.
std::vector<RunGroup> groups_of(const std::vector<RunReport>& reports);

// "torus.mc, 5 runs of tabu" for a second line.
std::string what_ran(const std::vector<RunReport>& reports, const std::vector<RunGroup>& groups);
// "; best cut 378", of all runs; "" when no run has any.
std::string best_text(const std::vector<RunReport>& reports);
std::optional<double> best_of(const std::vector<RunReport>& reports);

// A few values from nowhere, such as those of random starts, would press all others into a line. Given the
// distances of values from the best one, up to which of them a picture should reach: four times the median of
// those above 0, when there are enough of them.
double near_distance(std::vector<double> distances);

}  // namespace cli
