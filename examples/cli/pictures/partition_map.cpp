#include "partition_map.hpp"

#include <algorithm>

#include "chart.hpp"

namespace cli {

PartitionMap::PartitionMap(const RunReport& report_, const weiss_problem_view& view)
    : report(report_),
      graph(view),
      part(static_cast<size_t>(view.num_spins), -1),
      tint(report_.parts.size(), 0),
      on_boundary(static_cast<size_t>(view.num_spins), false) {
  for (size_t p = 0; p < report.parts.size(); ++p)
    for (const int32_t member : report.parts[p])
      if (int32_t& of = part[static_cast<size_t>(member)]; of < 0) of = static_cast<int32_t>(p);
  for_each_coupling(graph, [&](int32_t i, int32_t j, int64_t) {
    if (part_of(i) == part_of(j)) return;
    ++num_cut;
    on_boundary[static_cast<size_t>(i)] = on_boundary[static_cast<size_t>(j)] = true;
  });
  num_boundary = std::count(on_boundary.begin(), on_boundary.end(), true);
  choose_tints();
}

bool PartitionMap::satisfied(int64_t spin, int64_t entry) const {
  const int sign =
      report.spins[static_cast<size_t>(spin)] * report.spins[static_cast<size_t>(graph.column[entry])];
  return graph.value[entry] * sign < 0;
}

// One part after another takes the colour that it has the fewest couplings to, beginning with its own number.
void PartitionMap::choose_tints() {
  std::vector<int64_t> couplings(kNumColours);
  for (size_t p = 0; p < tint.size(); ++p) {
    std::fill(couplings.begin(), couplings.end(), 0);
    for (const int32_t i : report.parts[p])
      for (int64_t k = graph.row_start[i]; k < graph.row_start[i + 1]; ++k)
        if (const int32_t other = part_of(graph.column[k]); other >= 0 && static_cast<size_t>(other) < p)
          ++couplings[tint[static_cast<size_t>(other)]];
    tint[p] = p % kNumColours;
    for (size_t step = 1; step < kNumColours; ++step)
      if (const size_t next = (p + step) % kNumColours; couplings[next] < couplings[tint[p]]) tint[p] = next;
  }
}

}  // namespace cli
