// The two ways to draw a partition: the graph itself, or its matrix where the graph would be too large.
#pragma once

#include <memory>

#include "chart.hpp"
#include "partition_map.hpp"

namespace cli {

class PartitionPanels {
 public:
  virtual ~PartitionPanels() = default;
  virtual const char* parts_title() const = 0;
  virtual const char* state_title() const = 0;
  // Each panel is a square below and right of (left, top).
  virtual void draw_parts(Svg& svg, double left, double top) const = 0;
  virtual void draw_state(Svg& svg, double left, double top) const = 0;
  virtual void explain_parts(Legend& legend) const = 0;
  virtual void explain_state(Legend& legend) const = 0;
};

// Spins as nodes: the colour is the part, then the spin; boundary spins have a ring.
std::unique_ptr<PartitionPanels> graph_panels(const PartitionMap& map, double size);
// Spins in the order of their parts along both sides: the denser the couplings between two stretches of
// spins, the darker the cell.
std::unique_ptr<PartitionPanels> matrix_panels(const PartitionMap& map, double size);

// The parts as entries of a legend, as many as the colours; how many more there are.
void explain_tints(const PartitionMap& map, Legend& legend);

inline constexpr char kSpinUp[] = "#f0b429";    // s = +1
inline constexpr char kSpinDown[] = "#1f4e9e";  // s = -1

}  // namespace cli
