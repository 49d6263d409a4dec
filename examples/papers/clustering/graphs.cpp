#include "graphs.hpp"

#include <set>

#include "../../cli/generators.hpp"
#include "../common/instances.hpp"

namespace papers {

namespace {

bool has_triangle(const cli::Graph& graph) {
  std::vector<std::set<int32_t>> neighbours(static_cast<size_t>(graph.num_nodes));
  for (size_t e = 0; e < graph.row.size(); ++e) {
    neighbours[static_cast<size_t>(graph.row[e])].insert(graph.column[e]);
    neighbours[static_cast<size_t>(graph.column[e])].insert(graph.row[e]);
  }
  for (size_t e = 0; e < graph.row.size(); ++e)
    for (const int32_t k : neighbours[static_cast<size_t>(graph.row[e])])
      if (neighbours[static_cast<size_t>(graph.column[e])].count(k) > 0) return true;
  return false;
}

}  // namespace

std::vector<StoredGraph> open_stored(const weiss::Context& context) {
  const std::string folder = instances_folder() + "/subqubo";
  std::vector<StoredGraph> graphs;
  for (const Entry& entry : read_index(folder, "index.tsv")) {
    const std::string& file = entry.at("file");
    const std::string kind = file.substr(0, file.find("_n"));
    graphs.push_back({kind == "r3w"       ? kind
                      : kind == "erw0.05" ? "er.05"
                                          : "er.1",
                      file.substr(0, file.rfind('.')), weiss::Problem::read(context, folder + "/" + file),
                      number(entry, "best_known_cut")});
  }
  return graphs;
}

weiss::Problem generate_graph(const weiss::Context& context, const std::string& set, int n, int k) {
  const bool regular = set == "3-regular";
  cli::Stream stream(static_cast<uint64_t>((regular ? 0 : 1000000) + 1000 * n + k));
  cli::Graph graph = regular ? cli::regular_graph(n, 3, stream) : cli::gnp_graph(n, 0.05, stream);
  while (regular && has_triangle(graph)) graph = cli::regular_graph(n, 3, stream);
  const cli::Weights law = cli::Weights::parse("int:1:9");
  weiss::Terms edges{graph.row, graph.column, {}};
  for (size_t e = 0; e < graph.row.size(); ++e) edges.value.push_back(law.draw(stream));
  return weiss::Problem::maxcut(context, n, edges);
}

}  // namespace papers
