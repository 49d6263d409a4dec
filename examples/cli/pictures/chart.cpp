#include "chart.hpp"

#include <algorithm>
#include <cstddef>

#include "../failure.hpp"
#include "../text.hpp"

namespace cli {

namespace {

constexpr double kRowHeight = 18;
constexpr double kGap = 16;  // between two entries of a legend

std::string fitted(const std::string& text, double width, double size) {
  if (text_width(text, size) <= width) return text;
  std::string cut = text;
  while (!cut.empty() && text_width(cut + "...", size) > width) {
    while ((static_cast<unsigned char>(cut.back()) & 0xC0u) == 0x80u) cut.pop_back();
    cut.pop_back();
  }
  return cut + "...";
}

bool same_problem(const RunReport& a, const RunReport& b) {
  return a.origin == b.origin && a.maximise == b.maximise && a.num_spins == b.num_spins &&
         a.num_couplings == b.num_couplings && a.offset == b.offset;
}

// The words of a group's settings that another group of the same solver lacks.
std::string distinguished(const RunReport& report, const std::vector<RunGroup>& groups) {
  std::string label = report.solver;
  for (const std::string& word : split(report.settings, ' ')) {
    const bool differs = std::any_of(groups.begin(), groups.end(), [&](const RunGroup& other) {
      const std::vector<std::string> words = split(other.runs.front()->settings, ' ');
      return other.runs.front()->solver == report.solver &&
             std::find(words.begin(), words.end(), word) == words.end();
    });
    if (differs) label += " " + word;
  }
  return label;
}

}  // namespace

const char* colour(size_t index) {
  static constexpr const char* kColours[kNumColours] = {"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                                        "#56b4e9", "#d55e00", "#f0e442"};
  return kColours[index % kNumColours];
}

void draw_mark(Svg& svg, size_t index, double x, double y, double size, SvgAttributes attributes) {
  // Corners in units of the size, about equal in area; the first mark is a circle.
  static const std::vector<std::vector<std::pair<double, double>>> kShapes = {
      {},
      {{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}},
      {{0, -1.25}, {1.25, 1}, {-1.25, 1}},
      {{0, -1.25}, {1.25, 0}, {0, 1.25}, {-1.25, 0}},
      {{0, 1.25}, {1.25, -1}, {-1.25, -1}},
      {{-1, -0.6}, {0, -1.2}, {1, -0.6}, {1, 0.6}, {0, 1.2}, {-1, 0.6}},
  };
  const auto& corners = kShapes[index % kShapes.size()];
  if (corners.empty()) return svg.circle(x, y, size, attributes);
  SvgPath path;
  for (const auto& [dx, dy] : corners)
    path.empty() ? path.move(x + size * dx, y + size * dy) : path.line(x + size * dx, y + size * dy);
  svg.path(path.close(), attributes);
}

void draw_heading(Svg& svg, const std::string& title, const std::string& second_line) {
  constexpr double kTitleSize = 15;
  svg.text(kMargin, 24, fitted(title, kPictureWidth - 2 * kMargin, kTitleSize),
           {{"font-size", kTitleSize}, {"font-weight", "bold"}});
  svg.text(kMargin, 42, fitted(second_line, kPictureWidth - 2 * kMargin, kTextSize), {{"fill", kFaint}});
}

void Legend::add(const std::string& text, Symbol symbol) {
  const std::string shown = fitted(text, right_ - left_ - kSymbolWidth - 8, kTextSize);
  const double width = kSymbolWidth + 6 + text_width(shown);
  size_t row = entries_.empty() ? 0 : entries_.back().row;
  if (next_ > 0 && left_ + next_ + width > right_) {
    ++row;
    next_ = 0;
  }
  entries_.push_back({left_ + next_, row, shown, std::move(symbol)});
  next_ += width + kGap;
}

double Legend::height() const {
  return entries_.empty() ? 0 : kRowHeight * static_cast<double>(entries_.back().row + 1);
}

void Legend::draw(Svg& svg, double top) const {
  for (const Entry& entry : entries_) {
    const double y = top + kRowHeight * static_cast<double>(entry.row) + kRowHeight / 2;
    entry.symbol(svg, entry.x + kSymbolWidth / 2, y);
    svg.text(entry.x + kSymbolWidth + 6, y + 4, entry.text);
  }
}

Legend::Symbol line_symbol(const char* stroke, double width, const char* dashes) {
  return [=](Svg& svg, double x, double y) {
    svg.line(x - Legend::kSymbolWidth / 2, y, x + Legend::kSymbolWidth / 2, y,
             {{"stroke", stroke}, {"stroke-width", width}, {"stroke-dasharray", dashes}});
  };
}

Legend::Symbol area_symbol(const char* fill, double opacity) {
  return [=](Svg& svg, double x, double y) {
    svg.rectangle(x - Legend::kSymbolWidth / 2, y - 6, Legend::kSymbolWidth, 12,
                  {{"fill", fill}, {"fill-opacity", opacity}});
  };
}

std::vector<RunGroup> groups_of(const std::vector<RunReport>& reports) {
  std::vector<RunGroup> groups;
  for (const RunReport& report : reports) {
    if (!same_problem(report, reports.front()))
      throw Failure(kUsage, report.path + " and " + reports.front().path + " are runs on different problems");
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const RunGroup& group) {
      return group.runs.front()->settings == report.settings;
    });
    RunGroup& group = found == groups.end() ? groups.emplace_back() : *found;
    group.runs.push_back(&report);
  }
  for (RunGroup& group : groups) group.label = distinguished(*group.runs.front(), groups);
  return groups;
}

std::string what_ran(const std::vector<RunReport>& reports, const std::vector<RunGroup>& groups) {
  const RunReport& first = reports.front();
  std::string text = first.input.empty() ? "" : file_name(first.input) + ", ";
  if (reports.size() == 1) return text + first.solver + ", seed " + first.seed;
  text += std::to_string(reports.size()) + " runs";
  return groups.size() == 1 ? text + " of " + first.solver
                            : text + " of " + std::to_string(groups.size()) + " solvers";
}

std::optional<double> best_of(const std::vector<RunReport>& reports) {
  std::optional<double> best;
  for (const RunReport& report : reports)
    if (report.best && (!best || (report.maximise ? *report.best > *best : *report.best < *best)))
      best = report.best;
  return best;
}

std::string best_text(const std::vector<RunReport>& reports) {
  const auto best = best_of(reports);
  return best ? std::string("; best ") + value_name(reports.front()) + " " + format_number(*best) : "";
}

double near_distance(std::vector<double> distances) {
  constexpr std::ptrdiff_t kFewest = 4;
  std::sort(distances.begin(), distances.end());
  const auto first = std::upper_bound(distances.begin(), distances.end(), 0.0);
  const auto count = distances.end() - first;
  if (count < kFewest) return distances.back();
  return *std::prev(std::upper_bound(first, distances.end(), 4 * first[(count - 1) / 2]));
}

}  // namespace cli
