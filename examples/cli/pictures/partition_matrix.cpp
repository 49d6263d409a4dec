// A partition drawn on the matrix of the problem, for graphs that are too large to draw.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "partition_panels.hpp"

namespace cli {

namespace {

constexpr size_t kMostStretches = 40;  // along a side
constexpr size_t kNumShades = 6;
constexpr const char* kShareColours[] = {"#d55e00", "#eda46f", "#d6d6d6", "#7fb3d8", "#0072b2"};
constexpr const char* kShareTexts[] = {"0\u201320%", "20\u201340%", "40\u201360%", "60\u201380%",
                                       "80\u2013100%"};
constexpr size_t kNumShares = 5;

// Spins that stand side by side and share a row and a column of cells.
struct Stretch {
  size_t begin, end;  // ranks
  int32_t part;       // -1: none, or several
};

// The couplings between two stretches.
struct Cell {
  double couplings = 0;
  double satisfied = 0;
};

class MatrixPanels : public PartitionPanels {
 public:
  MatrixPanels(const PartitionMap& map, double size);
  const char* parts_title() const override { return "parts, and couplings between the spins"; }
  const char* state_title() const override { return "couplings that the state satisfies"; }
  void draw_parts(Svg& svg, double left, double top) const override;
  void draw_state(Svg& svg, double left, double top) const override;
  void explain_parts(Legend& legend) const override;
  void explain_state(Legend& legend) const override;

 private:
  void cut_into_stretches(const std::vector<size_t>& order);
  const Cell& cell(size_t row, size_t column) const { return cells_[row * stretches_.size() + column]; }
  double density(size_t row, size_t column) const;
  void add_cell(SvgPath& path, size_t row, size_t column) const;
  void draw_frame(Svg& svg) const;
  double place(size_t rank) const {
    return size_ * static_cast<double>(rank) / static_cast<double>(map_.part.size());
  }

  const PartitionMap& map_;
  double size_;
  std::vector<Stretch> stretches_;
  std::vector<Cell> cells_;  // by row, both directions of each coupling
};

MatrixPanels::MatrixPanels(const PartitionMap& map, double size) : map_(map), size_(size) {
  std::vector<size_t> order(map.part.size()), stretch_of(map.part.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto key = [&](size_t i) {
    return map.part[i] < 0 ? INT32_MAX : map.part[i];
  };  // those of no part last
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
  cut_into_stretches(order);
  for (size_t s = 0; s < stretches_.size(); ++s)
    for (size_t rank = stretches_[s].begin; rank < stretches_[s].end; ++rank) stretch_of[order[rank]] = s;
  cells_.resize(stretches_.size() * stretches_.size());
  for_each_coupling(map.graph, [&](int32_t i, int32_t j, int64_t entry) {
    const size_t a = stretch_of[static_cast<size_t>(i)], b = stretch_of[static_cast<size_t>(j)];
    const double satisfied = map.satisfied(i, entry) ? 1 : 0;
    for (Cell* at : {&cells_[a * stretches_.size() + b], &cells_[b * stretches_.size() + a]}) {
      at->couplings += 1;
      at->satisfied += satisfied;
    }
  });
}

// Equal stretches that end where parts end; with more parts than stretches they hold several.
void MatrixPanels::cut_into_stretches(const std::vector<size_t>& order) {
  const size_t num_spins = order.size();
  std::vector<size_t> ends;
  for (size_t rank = 1; rank < num_spins; ++rank)
    if (map_.part[order[rank]] != map_.part[order[rank - 1]]) ends.push_back(rank);
  ends.push_back(num_spins);
  const bool whole_parts = ends.size() <= kMostStretches;
  if (!whole_parts) ends.assign(1, num_spins);
  size_t begin = 0;
  for (const size_t end : ends) {
    const size_t size = end - begin;
    const size_t pieces = std::clamp<size_t>((size * kMostStretches + num_spins / 2) / num_spins, 1, size);
    for (size_t k = 0; k < pieces; ++k)
      stretches_.push_back({begin + k * size / pieces, begin + (k + 1) * size / pieces,
                            whole_parts ? map_.part[order[begin]] : -1});
    begin = end;
  }
}

// Of all pairs of spins in a cell, the share that is coupled.
double MatrixPanels::density(size_t row, size_t column) const {
  const auto rows = static_cast<double>(stretches_[row].end - stretches_[row].begin);
  const auto columns = static_cast<double>(stretches_[column].end - stretches_[column].begin);
  const double pairs = row == column ? rows * (rows - 1) : rows * columns;
  return pairs > 0 ? cell(row, column).couplings / pairs : 0;
}

void MatrixPanels::add_cell(SvgPath& path, size_t row, size_t column) const {
  const double left = place(stretches_[column].begin), top = place(stretches_[row].begin);
  path.move(left, top).horizontal(place(stretches_[column].end)).vertical(place(stretches_[row].end));
  path.horizontal(left).close();
}

void MatrixPanels::draw_frame(Svg& svg) const {
  SvgPath lines;
  for (size_t s = 1; s < stretches_.size(); ++s)
    if (stretches_[s].part != stretches_[s - 1].part) {
      const double at = place(stretches_[s].begin);
      lines.move(at, 0).vertical(size_).move(0, at).horizontal(size_);
    }
  svg.path(lines, {{"stroke", kGround}, {"fill", "none"}});
  svg.rectangle(0, 0, size_, size_, {{"stroke", kLight}, {"fill", "none"}});
}

void MatrixPanels::draw_parts(Svg& svg, double left, double top) const {
  // Cells within a part in its colour, the others in ink; a shade of each.
  std::vector<std::vector<SvgPath>> shades(kNumColours + 1, std::vector<SvgPath>(kNumShades));
  double highest = 0;
  for (size_t row = 0; row < stretches_.size(); ++row)
    for (size_t column = 0; column < stretches_.size(); ++column)
      highest = std::max(highest, density(row, column));
  for (size_t row = 0; row < stretches_.size(); ++row)
    for (size_t column = 0; column < stretches_.size(); ++column)
      if (density(row, column) > 0) {  // the root keeps thin cells visible
        const double share = std::sqrt(density(row, column) / highest);
        const int32_t part = stretches_[row].part;
        const bool inside = part >= 0 && part == stretches_[column].part;
        const size_t paint = inside ? map_.tint[static_cast<size_t>(part)] : kNumColours;
        add_cell(shades[paint][std::min(kNumShades - 1, static_cast<size_t>(share * kNumShades))], row,
                 column);
      }
  svg.begin_group({{"transform", translation(left, top)}, {"shape-rendering", "crispEdges"}});
  for (size_t paint = 0; paint < shades.size(); ++paint)
    for (size_t shade = 0; shade < kNumShades; ++shade) {
      const double depth = static_cast<double>(shade + 1) / kNumShades;
      const bool inside = paint < kNumColours;
      svg.path(shades[paint][shade],
               {{"fill", inside ? colour(paint) : kInk}, {"fill-opacity", inside ? depth : 0.7 * depth}});
    }
  draw_frame(svg);
  svg.end_group();
}

void MatrixPanels::draw_state(Svg& svg, double left, double top) const {
  std::vector<SvgPath> shares(kNumShares);
  for (size_t row = 0; row < stretches_.size(); ++row)
    for (size_t column = 0; column < stretches_.size(); ++column)
      if (const Cell& at = cell(row, column); at.couplings > 0) {
        const double share = at.satisfied / at.couplings;
        add_cell(shares[std::min(kNumShares - 1, static_cast<size_t>(share * kNumShares))], row, column);
      }
  svg.begin_group({{"transform", translation(left, top)}, {"shape-rendering", "crispEdges"}});
  for (size_t s = 0; s < kNumShares; ++s) svg.path(shares[s], {{"fill", kShareColours[s]}});
  draw_frame(svg);
  svg.end_group();
}

void MatrixPanels::explain_parts(Legend& legend) const {
  explain_tints(map_, legend);
  legend.add("few to many couplings", [](Svg& svg, double x, double y) {
    for (int k = 0; k < 4; ++k)
      svg.rectangle(x - Legend::kSymbolWidth / 2 + 5.5 * k, y - 6, 5.5, 12,
                    {{"fill", kInk}, {"fill-opacity", 0.175 * (k + 1)}});
  });
}

void MatrixPanels::explain_state(Legend& legend) const {
  for (size_t s = 0; s < kNumShares; ++s) legend.add(kShareTexts[s], area_symbol(kShareColours[s]));
}

}  // namespace

std::unique_ptr<PartitionPanels> matrix_panels(const PartitionMap& map, double size) {
  return std::make_unique<MatrixPanels>(map, size);
}

}  // namespace cli
