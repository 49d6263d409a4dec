// The parts of a decomposed run on its problem: what both pictures of a partition show.
#pragma once

#include <cstdint>
#include <vector>

#include "../library.hpp"
#include "run_report.hpp"

namespace cli {

struct PartitionMap {
  PartitionMap(const RunReport& report, const weiss_problem_view& view);

  const RunReport& report;
  const weiss_problem_view& graph;
  std::vector<int32_t> part;      // of each spin; -1: in none
  std::vector<size_t> tint;       // of each part, its colour: neighbours differ as far as there are colours
  std::vector<bool> on_boundary;  // of each spin: coupled to another part
  int64_t num_cut = 0;            // couplings between parts
  int64_t num_boundary = 0;

  int32_t part_of(int64_t spin) const { return part[static_cast<size_t>(spin)]; }
  bool satisfied(int64_t spin, int64_t entry) const;  // the coupling's term lowers the energy

 private:
  void choose_tints();
};

// Calls visit(i, j, entry) for each coupling once, i < j.
template <class Visit>
void for_each_coupling(const weiss_problem_view& graph, const Visit& visit) {
  for (int32_t i = 0; i < graph.num_spins; ++i)
    for (int64_t k = graph.row_start[i]; k < graph.row_start[i + 1]; ++k)
      if (i < graph.column[k]) visit(i, graph.column[k], k);
}

}  // namespace cli
