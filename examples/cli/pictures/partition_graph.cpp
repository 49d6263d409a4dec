// A partition drawn on the graph of the problem.
#include <algorithm>
#include <cmath>

#include "layout.hpp"
#include "partition_panels.hpp"

namespace cli {

namespace {

constexpr char kNoPart[] = "#9a9a9a";
constexpr char kUnsatisfied[] = "#d55e00";

class GraphPanels : public PartitionPanels {
 public:
  GraphPanels(const PartitionMap& map, double size);
  const char* parts_title() const override { return "parts"; }
  const char* state_title() const override { return "state"; }
  void draw_parts(Svg& svg, double left, double top) const override;
  void draw_state(Svg& svg, double left, double top) const override;
  void explain_parts(Legend& legend) const override;
  void explain_state(Legend& legend) const override;

 private:
  void fit(double size);
  void add_coupling(SvgPath& path, int32_t i, int32_t j) const;
  void draw_nodes(Svg& svg, const std::vector<const char*>& fills, bool with_rings) const;

  const PartitionMap& map_;
  std::vector<Point> points_;
  double radius_;
  double line_width_;
};

GraphPanels::GraphPanels(const PartitionMap& map, double size)
    : map_(map),
      points_(spring_layout(map.graph)),
      radius_(std::clamp(0.25 * size / std::sqrt(static_cast<double>(map.graph.num_spins) + 1), 1.2, 7.0)),
      line_width_(map.report.num_couplings > 2000  ? 0.4
                  : map.report.num_couplings > 600 ? 0.7
                                                   : 1.1) {
  fit(size);
}

// Scales the layout into the square and centres it there.
void GraphPanels::fit(double size) {
  Point least = points_.front(), most = points_.front();
  for (const Point& point : points_) {
    least = {std::min(least.x, point.x), std::min(least.y, point.y)};
    most = {std::max(most.x, point.x), std::max(most.y, point.y)};
  }
  const double inner = size - 2 * (radius_ + 2), extent = std::max(most.x - least.x, most.y - least.y);
  const double scale = extent > 0 ? inner / extent : 0;
  for (Point& point : points_)
    point = {size / 2 + scale * (point.x - (least.x + most.x) / 2),
             size / 2 + scale * (point.y - (least.y + most.y) / 2)};
}

void GraphPanels::add_coupling(SvgPath& path, int32_t i, int32_t j) const {
  const Point& a = points_[static_cast<size_t>(i)];
  const Point& b = points_[static_cast<size_t>(j)];
  path.move(a.x, a.y).line(b.x, b.y);
}

void GraphPanels::draw_nodes(Svg& svg, const std::vector<const char*>& fills, bool with_rings) const {
  const double ring = std::min(1.6, 0.35 * radius_);
  for (size_t i = 0; i < points_.size(); ++i) {
    const bool ringed = with_rings && map_.on_boundary[i];
    if (ringed)
      svg.circle(points_[i].x, points_[i].y, radius_,
                 {{"fill", fills[i]}, {"stroke", kInk}, {"stroke-width", ring}});
    else
      svg.circle(points_[i].x, points_[i].y, radius_, {{"fill", fills[i]}});
  }
}

void GraphPanels::draw_parts(Svg& svg, double left, double top) const {
  SvgPath between;
  std::vector<SvgPath> inside(kNumColours);
  std::vector<const char*> fills(points_.size(), kNoPart);
  for_each_coupling(map_.graph, [&](int32_t i, int32_t j, int64_t) {
    const int32_t part = map_.part_of(i);
    const bool internal = part >= 0 && part == map_.part_of(j);
    add_coupling(internal ? inside[map_.tint[static_cast<size_t>(part)]] : between, i, j);
  });
  for (size_t i = 0; i < points_.size(); ++i)
    if (map_.part[i] >= 0) fills[i] = colour(map_.tint[static_cast<size_t>(map_.part[i])]);
  svg.begin_group({{"transform", translation(left, top)}, {"stroke-width", line_width_}});
  svg.path(between, {{"stroke", kLight}});
  for (size_t c = 0; c < kNumColours; ++c) svg.path(inside[c], {{"stroke", colour(c)}});
  draw_nodes(svg, fills, true);
  svg.end_group();
}

void GraphPanels::draw_state(Svg& svg, double left, double top) const {
  SvgPath good, bad;
  std::vector<const char*> fills;
  for_each_coupling(map_.graph, [&](int32_t i, int32_t j, int64_t entry) {
    add_coupling(map_.satisfied(i, entry) ? good : bad, i, j);
  });
  for (const int8_t spin : map_.report.spins) fills.push_back(spin > 0 ? kSpinUp : kSpinDown);
  svg.begin_group({{"transform", translation(left, top)}, {"stroke-width", line_width_}});
  svg.path(good, {{"stroke", kLight}});
  svg.path(bad, {{"stroke", kUnsatisfied}, {"stroke-width", 1.8 * line_width_}});
  draw_nodes(svg, fills, false);
  svg.end_group();
}

void GraphPanels::explain_parts(Legend& legend) const {
  const auto node = [](const char* fill, const char* stroke) {
    return [=](Svg& svg, double x, double y) {
      svg.circle(x, y, 5, {{"fill", fill}, {"stroke", stroke}, {"stroke-width", 1.5}});
    };
  };
  explain_tints(map_, legend);
  if (std::count(map_.part.begin(), map_.part.end(), -1) > 0)
    legend.add("in no part", node(kNoPart, kNoPart));
  if (map_.num_boundary > 0) legend.add("boundary spin", node("none", kInk));
  if (map_.num_cut > 0) legend.add("coupling between parts", line_symbol(kLight, 2));
}

void GraphPanels::explain_state(Legend& legend) const {
  const auto node = [](const char* fill) {
    return [=](Svg& svg, double x, double y) { svg.circle(x, y, 5, {{"fill", fill}}); };
  };
  legend.add("s = +1, x = 0", node(kSpinUp));
  legend.add("s = \u22121, x = 1", node(kSpinDown));
  legend.add("coupling not satisfied", line_symbol(kUnsatisfied, 2));
}

}  // namespace

std::unique_ptr<PartitionPanels> graph_panels(const PartitionMap& map, double size) {
  return std::make_unique<GraphPanels>(map, size);
}

void explain_tints(const PartitionMap& map, Legend& legend) {
  const std::vector<std::vector<int32_t>>& parts = map.report.parts;
  if (parts.size() > kNumColours) {
    legend.add(std::to_string(parts.size()) + " parts, colours repeat", [](Svg& svg, double x, double y) {
      for (size_t c = 0; c < 4; ++c)
        svg.rectangle(x - Legend::kSymbolWidth / 2 + 5.5 * static_cast<double>(c), y - 6, 5.5, 12,
                      {{"fill", colour(c)}});
    });
    return;
  }
  for (size_t p = 0; p < parts.size(); ++p)
    legend.add("part " + std::to_string(p + 1), area_symbol(colour(map.tint[p])));
}

}  // namespace cli
