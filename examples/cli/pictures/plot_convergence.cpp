// The best value over time or work.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "../text.hpp"
#include "chart.hpp"
#include "pictures.hpp"

namespace cli {

namespace {

constexpr double kPlotHeight = 300;
constexpr size_t kFewestForQuartiles = 3;
constexpr double kLeastShare = 1e-12;  // of a log axis; what comes earlier stands at its beginning

double effort_of(const RunReport::Improvement& step, Effort effort) {
  return effort == Effort::kTime ? step.seconds : step.work;
}
double effort_of(const RunReport& run, Effort effort) {
  const double whole = effort == Effort::kTime ? run.seconds : run.work;
  return run.trace.empty() ? whole : std::max(whole, effort_of(run.trace.back(), effort));
}

Axis effort_axis(const std::vector<RunReport>& reports, Effort effort, Scale scale, const Frame& frame) {
  double least = 0, most = 0;  // least: of those above 0
  for (const RunReport& report : reports) {
    most = std::max(most, effort_of(report, effort));
    for (const RunReport::Improvement& step : report.trace)
      if (const double at = effort_of(step, effort); at > 0 && (least == 0 || at < least)) least = at;
  }
  if (most < std::numeric_limits<float>::min()) most = 1;  // no clock is that fine
  if (least == 0 || least >= most) least = most / 10;
  least = std::max(least, kLeastShare * most);
  const Unit unit = effort == Effort::kTime ? Unit::kSeconds : Unit::kCount;
  return Axis(scale, unit, scale == Scale::kLog ? least / 1.2 : 0, most, frame.left, frame.right);
}

// What the value axis shows.
struct ValueRange {
  double low, high;
  bool open;  // worse values lie beyond its worse end
  std::optional<double> bound;
};

// The bound is shown when it is proven and not further from the values than they are from each other.
ValueRange value_range(const std::vector<RunReport>& reports, Values shown) {
  const std::optional<double> best = best_of(reports);
  std::vector<double> distances;
  for (const RunReport& report : reports)
    for (const RunReport::Improvement& step : report.trace)
      distances.push_back(std::abs(step.value - best.value_or(step.value)));
  if (distances.empty() || !best) return {0, 1, false, std::nullopt};
  const double most = *std::max_element(distances.begin(), distances.end());
  const double reach = shown == Values::kBest ? near_distance(distances) : most;
  const double worst = reports.front().maximise ? *best - reach : *best + reach;
  ValueRange range{std::min(*best, worst), std::max(*best, worst), reach < most, std::nullopt};
  for (const RunReport& report : reports)
    if (report.bound && report.bound_proven && std::abs(*report.bound - *best) <= reach)
      range.bound = report.bound;
  if (range.bound) {
    range.low = std::min(range.low, *range.bound);
    range.high = std::max(range.high, *range.bound);
  }
  const double pad = 0.05 * (range.high - range.low);
  range.low -= pad;
  range.high += pad;
  return range;
}

bool shows(const ValueRange& range, const RunReport::Improvement& step) {
  return step.value >= range.low && step.value <= range.high;
}

// What found the improvements that are shown.
std::vector<std::string> sources_of(const std::vector<RunReport>& reports, const ValueRange& range) {
  std::vector<std::string> sources;
  for (const RunReport& report : reports)
    for (const RunReport::Improvement& step : report.trace)
      if (shows(range, step) && std::find(sources.begin(), sources.end(), step.source) == sources.end())
        sources.push_back(step.source);
  return sources;
}

SvgPath stepped_line(const RunReport& run, Effort effort, const Axis& x, const Axis& y) {
  SvgPath path;
  for (const RunReport::Improvement& step : run.trace) {
    const double at = x(effort_of(step, effort)), to = y(step.value);
    path.empty() ? path.move(at, to) : path.horizontal(at).vertical(to);
  }
  if (!path.empty()) path.horizontal(x(effort_of(run, effort)));
  return path;
}

// The quartiles of a group's best values from one moment to the next.
struct Spread {
  double effort;
  double lower, median, upper;  // of the values, whatever is better
};

// Between two neighbours in rank when the share falls there.
double quantile(const std::vector<double>& sorted, double share) {
  const double rank = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(rank);
  const double above = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (rank - static_cast<double>(below)) * (above - sorted[below]);
}

// From the moment on when every run has a value.
std::vector<Spread> spreads_of(const RunGroup& group, Effort effort) {
  std::vector<double> moments;
  double first = 0, last = 0;
  for (const RunReport* run : group.runs) {
    if (run->trace.empty()) return {};
    first = std::max(first, effort_of(run->trace.front(), effort));
    last = std::max(last, effort_of(*run, effort));
    for (const RunReport::Improvement& step : run->trace) moments.push_back(effort_of(step, effort));
  }
  moments.push_back(last);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  moments.erase(moments.begin(), std::lower_bound(moments.begin(), moments.end(), first));
  std::vector<Spread> spreads;
  for (const double moment : moments) {
    std::vector<double> values;
    for (const RunReport* run : group.runs) {
      const auto later = std::find_if(run->trace.begin(), run->trace.end(),
                                      [&](const auto& step) { return effort_of(step, effort) > moment; });
      values.push_back(std::prev(later)->value);
    }
    std::sort(values.begin(), values.end());
    spreads.push_back({moment, quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)});
  }
  return spreads;
}

void draw_spread(Svg& svg, const std::vector<Spread>& spreads, const char* stroke, const Axis& x,
                 const Axis& y) {
  SvgPath band, median;
  for (const Spread& spread : spreads) {
    const double at = x(spread.effort);
    median.empty() ? median.move(at, y(spread.median)) : median.horizontal(at).vertical(y(spread.median));
    band.empty() ? band.move(at, y(spread.upper)) : band.horizontal(at).vertical(y(spread.upper));
  }
  if (!spreads.empty()) band.vertical(y(spreads.back().lower));
  for (size_t k = spreads.size(); k-- > 1;)
    band.vertical(y(spreads[k - 1].lower)).horizontal(x(spreads[k - 1].effort));
  svg.path(band, {{"fill", stroke}, {"fill-opacity", 0.18}});
  svg.path(median, {{"fill", "none"}, {"stroke", stroke}, {"stroke-width", 2.5}});
}

// All that the picture needs to know to draw a run.
struct Sheet {
  Effort effort;
  const ValueRange& range;
  const Axis& x;
  const Axis& y;
  std::vector<std::string> sources;
  bool coloured_by_group;  // else by source
  double mark_size;
};

void draw_marks(Svg& svg, const RunReport& run, const char* group_colour, const Sheet& sheet) {
  for (const RunReport::Improvement& step : run.trace) {
    if (!shows(sheet.range, step)) continue;
    const auto source = static_cast<size_t>(
        std::find(sheet.sources.begin(), sheet.sources.end(), step.source) - sheet.sources.begin());
    draw_mark(svg, source, sheet.x(effort_of(step, sheet.effort)), sheet.y(step.value), sheet.mark_size,
              {{"fill", sheet.coloured_by_group ? group_colour : colour(source)}});
  }
}

void draw_group(Svg& svg, const RunGroup& group, const char* stroke, const Sheet& sheet) {
  const bool spread = group.runs.size() >= kFewestForQuartiles;
  svg.begin_group({{"fill", "none"},
                   {"stroke", stroke},
                   {"stroke-width", spread ? 1.0 : 1.8},
                   {"stroke-opacity", spread ? 0.45 : 1.0}});
  for (const RunReport* run : group.runs) svg.path(stepped_line(*run, sheet.effort, sheet.x, sheet.y));
  svg.end_group();
  if (spread) draw_spread(svg, spreads_of(group, sheet.effort), stroke, sheet.x, sheet.y);
  svg.begin_group({{"stroke", kGround}, {"stroke-width", 0.6}});
  for (const RunReport* run : group.runs) draw_marks(svg, *run, stroke, sheet);
  svg.end_group();
}

const char* group_colour(size_t index, size_t num_groups) {
  return num_groups > 1 ? colour(index) : "#4a4a4a";
}

Legend make_legend(const std::vector<RunGroup>& groups, const std::vector<std::string>& sources,
                   bool with_bound) {
  Legend legend(kMargin, kPictureWidth - kMargin);
  for (size_t g = 0; g < groups.size(); ++g) {
    const char* const stroke = group_colour(g, groups.size());
    if (groups[g].runs.size() >= kFewestForQuartiles)
      legend.add(
          groups[g].label + ": median of " + std::to_string(groups[g].runs.size()) + " runs, quartiles",
          [stroke](Svg& svg, double x, double y) {
            area_symbol(stroke, 0.18)(svg, x, y);
            line_symbol(stroke, 2.5)(svg, x, y);
          });
    else if (groups.size() > 1)
      legend.add(groups[g].label, line_symbol(stroke, 1.8));
  }
  for (size_t s = 0; s < sources.size(); ++s) {
    const char* const fill = groups.size() > 1 ? kFaint : colour(s);
    legend.add(sources[s] == "start" ? "start" : "found by " + sources[s],
               [s, fill](Svg& svg, double x, double y) {
                 draw_mark(svg, s, x, y, 4.5, {{"fill", fill}});
               });
  }
  if (with_bound) legend.add("proven bound", line_symbol(kInk, 1.2, "5 4"));
  return legend;
}

}  // namespace

std::string convergence_picture(const std::vector<RunReport>& reports, const PictureStyle& style) {
  const Effort effort = style.effort;
  const std::vector<RunGroup> groups = groups_of(reports);
  const ValueRange range = value_range(reports, style.values);
  const std::vector<std::string> sources = sources_of(reports, range);
  const Axis values(Scale::kLinear, Unit::kPlain, range.low, range.high, 1, 0);
  const Legend legend = make_legend(groups, sources, range.bound.has_value());
  const double top = kHeadingHeight + legend.height() + 28;
  const Frame frame = {kMargin + label_width(values.ticks(6)) + 10, top, kPictureWidth - 28,
                       top + kPlotHeight};
  const Axis x = effort_axis(reports, effort, style.scale, frame);
  const Axis y(Scale::kLinear, Unit::kPlain, range.low, range.high, frame.bottom, frame.top);
  size_t num_marks = 0;
  for (const RunReport& report : reports) num_marks += report.trace.size();

  const std::string name = value_name(reports.front());
  const std::string over = effort == Effort::kTime ? "time" : "work";
  const std::string title = "Best " + name + " over " + over;
  const std::string ran = what_ran(reports, groups);
  Svg svg(kPictureWidth, frame.bottom + 52, title,
          "The best " + name + " found so far over " + over + ": " + ran);
  draw_heading(svg, title, ran + best_text(reports));
  legend.draw(svg, kHeadingHeight);
  draw_axes(svg, frame, x, y, effort == Effort::kTime ? "time" : "work (couplings visited)",
            range.open ? name + " (worse ones are outside)" : name);
  if (range.bound)
    svg.line(frame.left, y(*range.bound), frame.right, y(*range.bound),
             {{"stroke", kInk}, {"stroke-width", 1.2}, {"stroke-dasharray", "5 4"}});
  const Sheet sheet = {effort, range, x, y, sources, groups.size() > 1, num_marks > 80 ? 2.6 : 4.0};
  for (size_t g = 0; g < groups.size(); ++g)
    draw_group(svg, groups[g], group_colour(g, groups.size()), sheet);
  if (num_marks == 0)
    svg.text((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2, "no solution was found",
             {{"text-anchor", "middle"}, {"fill", kFaint}});
  return svg.finish();
}

}  // namespace cli
