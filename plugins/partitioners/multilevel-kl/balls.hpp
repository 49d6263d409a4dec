// Parts of even size, grown breadth first one after another; what is left between them is gathered in the last ones.
#pragma once

#include "../../common/labels.hpp"

namespace {

inline weiss::bundled::Labels balls(const weiss::plugin::Host& host, const weiss::bundled::WeightedGraph& graph,
                                    int64_t num_parts, weiss::plugin::Random& random) {
  using weiss::bundled::Labels;
  const int64_t n = graph.num_nodes();
  Labels label(static_cast<size_t>(n), -1, host), seeds(static_cast<size_t>(n), 0, host), members(host);
  for (size_t u = 0; u < seeds.size(); ++u) seeds[u] = static_cast<int32_t>(u);
  weiss::bundled::shuffle(seeds.data(), seeds.data() + n, random);
  size_t next_seed = 0;
  for (int64_t part = 0; part < num_parts; ++part) {
    const int64_t size = n / num_parts + (part < n % num_parts ? 1 : 0);
    const auto take = [&](int32_t u) {
      label[static_cast<size_t>(u)] = static_cast<int32_t>(part);
      members.push_back(u);
    };
    members.clear();
    for (size_t head = 0; static_cast<int64_t>(members.size()) < size; ++head) {
      if (head == members.size()) {
        while (label[static_cast<size_t>(seeds[next_seed])] >= 0) ++next_seed;
        take(seeds[next_seed]);
      }
      for (const auto [v, w] : graph.row(members[head])) {
        if (static_cast<int64_t>(members.size()) == size) break;
        if (w > 0.0 && label[static_cast<size_t>(v)] < 0) take(v);
      }
    }
  }
  return label;
}

}  // namespace
