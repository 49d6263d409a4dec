#include "generators.hpp"

#include <algorithm>
#include <cmath>

#include "failure.hpp"
#include "text.hpp"

namespace cli {

namespace {

// Builds a regular graph of small degree edge by edge; knows the neighbours of each node.
class Pairing {
 public:
  Pairing(int64_t num_nodes, int64_t degree, Stream& stream)
      : degree_(static_cast<size_t>(degree)), stream_(stream),
        used_(static_cast<size_t>(num_nodes), 0),
        neighbours_(used_.size() * degree_) {}

  // False when the switches run into a dead end, which happens for a handful of nodes only.
  bool build(Graph& graph) {
    std::vector<int32_t> ends = shuffled_ends();
    const size_t num_edges = ends.size() / 2;
    for (size_t k = 0; k < num_edges; ++k) add_or_put_off(ends[2 * k], ends[2 * k + 1], graph);
    std::vector<int32_t>().swap(ends);
    return std::all_of(put_off_.begin(), put_off_.end(), [&](auto edge) { return switch_in(edge, graph); });
  }

 private:
  std::vector<int32_t> shuffled_ends() {
    std::vector<int32_t> ends(neighbours_.size());
    for (size_t k = 0; k < ends.size(); ++k) ends[k] = static_cast<int32_t>(k / degree_);
    for (size_t k = ends.size(); k > 1; --k) std::swap(ends[k - 1], ends[stream_.below(k)]);
    return ends;
  }

  int32_t* neighbours(int32_t node) { return neighbours_.data() + static_cast<size_t>(node) * degree_; }
  int32_t& used(int32_t node) { return used_[static_cast<size_t>(node)]; }

  bool may_connect(int32_t u, int32_t v) {
    int32_t* const end = neighbours(u) + used(u);
    return u != v && std::find(neighbours(u), end, v) == end;
  }
  void connect(int32_t u, int32_t v) {
    neighbours(u)[used(u)++] = v;
    neighbours(v)[used(v)++] = u;
  }
  void replace_neighbour(int32_t u, int32_t old_neighbour, int32_t new_neighbour) {
    *std::find(neighbours(u), neighbours(u) + used(u), old_neighbour) = new_neighbour;
  }

  void add_or_put_off(int32_t u, int32_t v, Graph& graph) {
    if (!may_connect(u, v)) {
      put_off_.emplace_back(u, v);
      return;
    }
    connect(u, v);
    graph.row.push_back(u);
    graph.column.push_back(v);
  }

  // Brings the missing edge (u,v) in by way of a random edge (x,y): it becomes (u,x) and (v,y).
  bool switch_in(std::pair<int32_t, int32_t> missing, Graph& graph) {
    const auto [u, v] = missing;
    for (int64_t tries = 100 * static_cast<int64_t>(graph.row.size()) + 1000; tries > 0; --tries) {
      if (graph.row.empty()) return false;
      const size_t k = stream_.below(graph.row.size());
      int32_t x = graph.row[k], y = graph.column[k];
      if (stream_.below(2)) std::swap(x, y);
      if (!may_connect(u, x) || !may_connect(v, y) || (u == y && v == x)) continue;
      replace_neighbour(x, y, u);
      replace_neighbour(y, x, v);
      neighbours(u)[used(u)++] = x;
      neighbours(v)[used(v)++] = y;
      graph.row[k] = u;
      graph.column[k] = x;
      graph.row.push_back(v);
      graph.column.push_back(y);
      return true;
    }
    return false;
  }

  const size_t degree_;
  Stream& stream_;
  std::vector<int32_t> used_;        // neighbours known so far
  std::vector<int32_t> neighbours_;  // degree places for each node
  std::vector<std::pair<int32_t, int32_t>> put_off_;
};

// All pairs that are not edges of the graph.
Graph complement(const Graph& graph) {
  const auto n = static_cast<size_t>(graph.num_nodes);
  std::vector<bool> edge(n * n);
  for (size_t k = 0; k < graph.row.size(); ++k) {
    const auto i = static_cast<size_t>(graph.row[k]), j = static_cast<size_t>(graph.column[k]);
    edge[i * n + j] = edge[j * n + i] = true;
  }
  Graph other;
  other.num_nodes = graph.num_nodes;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = i + 1; j < n; ++j)
      if (!edge[i * n + j]) {
        other.row.push_back(static_cast<int32_t>(i));
        other.column.push_back(static_cast<int32_t>(j));
      }
  return other;
}

}  // namespace

Graph regular_graph(int64_t num_nodes, int64_t degree, Stream& stream) {
  if (2 * degree > num_nodes) return complement(regular_graph(num_nodes, num_nodes - 1 - degree, stream));
  for (;;) {
    Graph graph;
    graph.num_nodes = num_nodes;
    graph.row.reserve(static_cast<size_t>(num_nodes * degree / 2));
    graph.column.reserve(static_cast<size_t>(num_nodes * degree / 2));
    if (Pairing(num_nodes, degree, stream).build(graph)) return graph;
  }
}

Graph gnp_graph(int64_t num_nodes, double probability, Stream& stream) {
  if (probability >= 1) return complete_graph(num_nodes);
  Graph graph;
  graph.num_nodes = num_nodes;
  if (probability <= 0) return graph;
  // Batagelj and Brandes (2005): pairs (i,j), j < i, in one long row, of which a geometric number is
  // skipped at a time.
  int64_t i = 1, j = -1;
  for (;;) {
    const int64_t skipped = stream.failures(probability);
    if (skipped > num_nodes * num_nodes) return graph;  // beyond the last pair, and the sums stay small
    j += 1 + skipped;
    while (j >= i && i < num_nodes) j -= i++;
    if (i >= num_nodes) return graph;
    graph.row.push_back(static_cast<int32_t>(j));
    graph.column.push_back(static_cast<int32_t>(i));
  }
}

Graph gnm_graph(int64_t num_nodes, int64_t num_edges, Stream& stream) {
  Graph graph;
  graph.num_nodes = num_nodes;
  auto pairs_left = static_cast<uint64_t>(num_nodes * (num_nodes - 1) / 2);
  auto wanted = static_cast<uint64_t>(num_edges);
  for (int64_t i = 0; i < num_nodes && wanted > 0; ++i)
    for (int64_t j = i + 1; j < num_nodes && wanted > 0; ++j) {
      if (stream.below(pairs_left--) >= wanted) continue;
      graph.row.push_back(static_cast<int32_t>(i));
      graph.column.push_back(static_cast<int32_t>(j));
      --wanted;
    }
  return graph;
}

Graph complete_graph(int64_t num_nodes) {
  Graph graph;
  graph.num_nodes = num_nodes;
  for (int64_t i = 0; i < num_nodes; ++i)
    for (int64_t j = i + 1; j < num_nodes; ++j) {
      graph.row.push_back(static_cast<int32_t>(i));
      graph.column.push_back(static_cast<int32_t>(j));
    }
  return graph;
}

Graph torus_graph(int64_t side, int dimensions) {
  Graph graph;
  graph.num_nodes = 1;
  for (int d = 0; d < dimensions; ++d) graph.num_nodes *= side;
  for (int64_t node = 0; node < graph.num_nodes; ++node) {
    int64_t stride = 1;
    for (int d = 0; d < dimensions; ++d, stride *= side) {
      const bool last = node / stride % side == side - 1;
      graph.row.push_back(static_cast<int32_t>(node));
      graph.column.push_back(static_cast<int32_t>(last ? node - stride * (side - 1) : node + stride));
    }
  }
  return graph;
}

Weights Weights::parse(const std::string& text) {
  const std::vector<std::string> words = split(text, ':');
  Weights weights;
  if (words.size() == 1) {
    if (text == "one") return weights;
    weights.law_ = text == "pm1" ? Law::kPlusMinusOne : Law::kGauss;
    if (text == "pm1" || text == "gauss") return weights;
  } else if (words.size() == 3 && (words[0] == "int" || words[0] == "uniform")) {
    const bool integer = words[0] == "int";
    const auto low = parse_real(words[1]), high = parse_real(words[2]);
    const bool whole = low && high && *low == std::floor(*low) && *high == std::floor(*high) &&
                       std::abs(*low) <= 0x1p52 && std::abs(*high) <= 0x1p52;
    if (low && high && *low <= *high && (whole || !integer)) {
      weights.law_ = integer ? Law::kInteger : Law::kUniform;
      weights.low_ = *low;
      weights.high_ = *high;
      return weights;
    }
    throw Failure(kUsage, "--weights " + text + ": A and B must be " + (integer ? "integers" : "numbers") +
                              " with A <= B, as in " + (integer ? "int:-100:100" : "uniform:-1:1"));
  }
  throw Failure(kUsage, "--weights takes one, pm1, int:A:B, uniform:A:B or gauss, not \"" + text + "\"" +
                            suggestion(words[0], {"one", "pm1", "int", "uniform", "gauss"}));
}

double Weights::draw(Stream& stream) const {
  switch (law_) {
    case Law::kPlusMinusOne: return stream.below(2) ? 1 : -1;
    case Law::kInteger:
      return low_ + static_cast<double>(stream.below(static_cast<uint64_t>(high_ - low_) + 1));
    case Law::kUniform: return low_ + (high_ - low_) * stream.uniform();
    case Law::kGauss: return stream.normal();
    default: return 1;
  }
}

}  // namespace cli
