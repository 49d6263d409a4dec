// How often each value was sampled.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "../text.hpp"
#include "chart.hpp"
#include "pictures.hpp"

namespace cli {

namespace {

constexpr double kPlotHeight = 260;
constexpr int kMostBins = 40;
constexpr double kFewestBins = 6;  // shown, so that a single bar does not fill the picture

// Bin k holds the values nearest to origin + k * width.
struct Bins {
  double origin, width;
  int64_t first, last;
  std::vector<std::map<int64_t, double>> counts;  // of each group
  double highest;                                 // of all groups together

  int64_t of(double value) const { return static_cast<int64_t>(std::floor((value - origin) / width + 0.5)); }
  double middle(int64_t bin) const { return origin + static_cast<double>(bin) * width; }
};

// The largest step from which integers below 2^53 are reached from one of them; 0 when they are all equal or
// some value is no integer.
int64_t common_step(const std::vector<double>& values) {
  int64_t step = 0;
  for (const double value : values) {
    if (value != std::floor(value) || std::abs(value) > 0x1p53) return 0;
    step = std::gcd(step, static_cast<int64_t>(value) - static_cast<int64_t>(values.front()));
  }
  return step;
}

struct Sampled {
  size_t group;
  double value, count;
};

std::vector<Sampled> samples_of(const std::vector<RunGroup>& groups) {
  std::vector<Sampled> samples;
  for (size_t g = 0; g < groups.size(); ++g)
    for (const RunReport* run : groups[g].runs)
      for (const RunReport::Sample& sample : run->samples) samples.push_back({g, sample.value, sample.count});
  return samples;
}

// Takes the samples that are not near the best one out; returns how many they were.
double drop_far_ones(std::vector<Sampled>& samples, double best) {
  std::vector<double> distances;
  for (const Sampled& sample : samples) distances.push_back(std::abs(sample.value - best));
  const double reach = near_distance(distances);
  double dropped = 0;
  const auto is_far = [&](const Sampled& sample) { return std::abs(sample.value - best) > reach; };
  for (const Sampled& sample : samples) dropped += is_far(sample) ? sample.count : 0;
  samples.erase(std::remove_if(samples.begin(), samples.end(), is_far), samples.end());
  return dropped;
}

// The best value is the middle of a bin.
Bins make_bins(const std::vector<Sampled>& samples, double best, size_t num_groups) {
  Bins bins{best, 1, 0, 0, std::vector<std::map<int64_t, double>>(num_groups), 0};
  if (samples.empty()) return bins;
  std::vector<double> values;
  for (const Sampled& sample : samples) values.push_back(sample.value);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double least = (*high - *low) / kMostBins;
  if (const auto step = static_cast<double>(common_step(values)); step >= least && step > 0)
    bins.width = step;  // one bin for each value that can come
  else if (least > 0)
    bins.width = round_step(least);
  bins.first = bins.of(*low);
  bins.last = bins.of(*high);
  std::map<int64_t, double> together;
  for (const Sampled& sample : samples) {
    const int64_t bin = bins.of(sample.value);
    bins.counts[sample.group][bin] += sample.count;
    bins.highest = std::max(bins.highest, together[bin] += sample.count);
  }
  return bins;
}

// The axis ends half a bin behind the outermost bars, and where the bound is when that is near.
Axis value_axis(const Bins& bins, std::optional<double> bound, const Frame& frame) {
  double low = bins.middle(bins.first - 1), high = bins.middle(bins.last + 1);
  if (const double missing = kFewestBins * bins.width - (high - low); missing > 0) {
    low -= missing / 2;
    high += missing / 2;
  }
  if (bound) {
    low = std::min(low, *bound - bins.width);
    high = std::max(high, *bound + bins.width);
  }
  return Axis(Scale::kLinear, Unit::kPlain, low, high, frame.left, frame.right);
}

// The tightest bound of the runs, and whether it is proven by more than the sum of the coefficients.
struct Bound {
  std::optional<double> value;
  bool proven;
};
Bound tightest_bound(const std::vector<RunReport>& reports) {
  Bound tightest{std::nullopt, false};
  for (const RunReport& report : reports)
    if (report.bound && (!tightest.value || (report.maximise ? *report.bound < *tightest.value
                                                             : *report.bound > *tightest.value)))
      tightest = {report.bound, report.bound_proven};
  return tightest;
}

bool is_near(double bound, const Bins& bins) {
  const double low = bins.middle(bins.first), high = bins.middle(bins.last);
  const double reach = std::max(high - low, kFewestBins / 2 * bins.width);
  return bound >= low - reach && bound <= high + reach;
}

void draw_bars(Svg& svg, const Bins& bins, const Axis& x, const Axis& y) {
  std::map<int64_t, double> below;
  for (size_t g = 0; g < bins.counts.size(); ++g) {
    svg.begin_group({{"fill", colour(g)}});
    for (const auto& [bin, count] : bins.counts[g]) {
      const double middle = bins.middle(bin);
      const double left = x(middle - 0.42 * bins.width), right = x(middle + 0.42 * bins.width);
      const double bottom = y(below[bin]), top = y(below[bin] += count);
      svg.rectangle(left, top, right - left, bottom - top);
    }
    svg.end_group();
  }
}

std::string samples_text(const std::vector<RunReport>& reports) {
  double seen = 0;
  size_t kept = 0;
  for (const RunReport& report : reports) {
    seen += report.samples_seen;
    kept += report.samples.size();
  }
  return "; the best " + std::to_string(kept) + (kept == 1 ? " state" : " states") + " kept of " +
         format_number(seen) + (seen == 1 ? " sample" : " samples");
}

}  // namespace

std::string histogram_picture(const std::vector<RunReport>& reports, const PictureStyle& style) {
  const std::vector<RunGroup> groups = groups_of(reports);
  const auto best = best_of(reports);
  std::vector<Sampled> samples = samples_of(groups);
  const bool drops = style.values == Values::kBest && best && !samples.empty();
  const double dropped = drops ? drop_far_ones(samples, *best) : 0;
  const Bins bins = make_bins(samples, best.value_or(0), groups.size());
  const Bound bound = tightest_bound(reports);
  const bool bound_shown = bound.value && is_near(*bound.value, bins);

  Legend legend(kMargin, kPictureWidth - kMargin);
  for (size_t g = 0; groups.size() > 1 && g < groups.size(); ++g)
    legend.add(groups[g].label, area_symbol(colour(g)));
  if (best) legend.add("best " + format_number(*best), line_symbol(kInk, 2));
  if (bound.value)
    legend.add((bound.proven ? "proven bound " : "bound by the sum of the coefficients ") +
                   format_number(*bound.value) + (bound_shown ? "" : ", outside of the picture"),
               line_symbol(kInk, 1.2, "5 4"));

  const Axis counts(Scale::kLinear, Unit::kCount, 0, std::max(1.0, 1.05 * bins.highest), 1, 0);
  const double top = kHeadingHeight + legend.height() + 28;
  const Frame frame = {kMargin + label_width(counts.ticks(6)) + 10, top, kPictureWidth - 28,
                       top + kPlotHeight};
  const Axis x = value_axis(bins, bound_shown ? bound.value : std::nullopt, frame);
  const Axis y(Scale::kLinear, Unit::kCount, counts.low(), counts.high(), frame.bottom, frame.top);

  const std::string name = value_name(reports.front());
  const std::string title = "Samples by " + name;
  const std::string ran = what_ran(reports, groups);
  Svg svg(kPictureWidth, frame.bottom + 52, title, "How often each " + name + " was sampled: " + ran);
  draw_heading(svg, title, ran + samples_text(reports));
  legend.draw(svg, kHeadingHeight);
  draw_axes(svg, frame, x, y, name,
            dropped > 0 ? "samples (outside: " + format_number(dropped) + ")" : "samples");
  draw_bars(svg, bins, x, y);
  if (best) svg.line(x(*best), frame.top, x(*best), frame.bottom, {{"stroke", kInk}, {"stroke-width", 2}});
  if (bound_shown)
    svg.line(x(*bound.value), frame.top, x(*bound.value), frame.bottom,
             {{"stroke", kInk}, {"stroke-width", 1.2}, {"stroke-dasharray", "5 4"}});
  return svg.finish();
}

}  // namespace cli
