// Figure 3: rho over the number of nodes, on the sets that the learned partition was not trained for.
#include <algorithm>
#include <cmath>

#include "../common/page.hpp"
#include "../common/plot.hpp"
#include "../common/statistics.hpp"
#include "page.hpp"
#include "published.hpp"

namespace papers {

namespace {

const std::vector<std::string> kSets = {"GKA", "L", "HR", "BMZ"};
const std::vector<std::string> kMethods = {"random", "modularity", "boundary", "KL as published", "KL"};
constexpr size_t kRho = 0, kKept = 1;  // columns

using Values = std::map<int64_t, std::vector<double>>;  // by nodes

Values values_of(const Table& cells, const std::map<std::string, int64_t>& nodes, const std::string& method) {
  Values values;
  for (const auto& [key, numbers] : cells.rows())
    if (key[2] == method && numbers[kKept] > 0.0 && std::count(kSets.begin(), kSets.end(), key[0]) > 0)
      values[nodes.at(key[1])].push_back(numbers[kRho]);
  return values;
}

double place(int64_t n) { return std::log2(static_cast<double>(n)); }

}  // namespace

void write_over_n(const std::string& folder, const Table& cells,
                  const std::map<std::string, int64_t>& nodes) {
  Plot plot;
  plot.title = "Neural QAOA²: rho over the number of nodes (Figure 3)";
  plot.second_line = "GKA, L, HR, BMZ: mean over instances, standard error; open: published";
  plot.x_label = "nodes";
  plot.y_label = "rho";
  std::string text = "nodes\tmethod\tinstances\trho\terror\tspread\tpublished\n";
  for (const int n : {20, 50, 100, 200, 400, 1000}) plot.x_ticks.push_back({place(n), std::to_string(n)});
  for (size_t colour = 0; colour < kMethods.size(); ++colour) {
    Series ours{kMethods[colour], {}, colour}, theirs{"", {}, colour, true, false};
    for (const auto& [n, values] : values_of(cells, nodes, kMethods[colour])) {
      const Summary rho = summarise(values);
      ours.points.push_back({place(n), rho.mean, rho.error});
      const auto paper = published_over_n().find({kMethods[colour], n});
      const bool known = paper != published_over_n().end();
      if (known) theirs.points.push_back({place(n), paper->second});
      text += std::to_string(n) + "\t" + kMethods[colour] + "\t" + std::to_string(rho.count) + "\t" +
              fixed(rho.mean, 5) + "\t" + fixed(rho.error, 5) + "\t" + fixed(rho.spread, 5) + "\t" +
              (known ? fixed(paper->second, 3) : "") + "\n";
    }
    plot.series.push_back(ours);
    plot.series.push_back(theirs);
  }
  Series learned{"learned, published", {}, kMethods.size(), true, false};
  for (const auto& [key, value] : published_over_n()) {
    if (key.first != "GEN") continue;
    learned.points.push_back({place(key.second), value});
    text += std::to_string(key.second) + "\tthe learned partition\t\t\t\t\t" + fixed(value, 3) + "\n";
  }
  plot.series.push_back(learned);
  write_file(folder + "/over_n.tsv", text);
  write_file(folder + "/over_n.svg", draw(plot));
}

}  // namespace papers
