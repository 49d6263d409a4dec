#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "failure.hpp"
#include "generators.hpp"
#include "weiss/base.h"

namespace {

std::vector<int64_t> degrees(const cli::Graph& graph) {
  std::vector<int64_t> degree(static_cast<size_t>(graph.num_nodes), 0);
  for (const auto* ends : {&graph.row, &graph.column})
    for (const int32_t node : *ends) ++degree[static_cast<size_t>(node)];
  return degree;
}

bool is_simple(const cli::Graph& graph) {
  std::set<std::pair<int32_t, int32_t>> pairs;
  for (size_t k = 0; k < graph.row.size(); ++k) {
    if (graph.row[k] == graph.column[k]) return false;
    if (!pairs.insert(std::minmax(graph.row[k], graph.column[k])).second) return false;
  }
  return true;
}

bool all_equal(const std::vector<int64_t>& values, int64_t wanted) {
  return std::all_of(values.begin(), values.end(), [&](int64_t value) { return value == wanted; });
}

}  // namespace

TEST_CASE("a regular graph is simple and has one degree") {
  for (const int64_t n : {1, 2, 4, 6, 11, 30, 101})
    for (int64_t degree = 0; degree < std::min<int64_t>(n, 12); ++degree) {
      if (n * degree % 2 != 0) continue;
      for (uint64_t seed = 0; seed < 5; ++seed) {
        cli::Stream stream(seed);
        const cli::Graph graph = cli::regular_graph(n, degree, stream);
        CAPTURE(n);
        CAPTURE(degree);
        CHECK(graph.num_nodes == n);
        CHECK(is_simple(graph));
        CHECK(all_equal(degrees(graph), degree));
      }
    }
}

TEST_CASE("a regular graph of high degree is made by its complement") {
  for (int64_t degree = 10; degree < 30; ++degree) {
    cli::Stream stream(3);
    const cli::Graph graph = cli::regular_graph(30, degree, stream);
    CHECK(is_simple(graph));
    CHECK(all_equal(degrees(graph), degree));
  }
}

TEST_CASE("a gnp graph has each pair at most once, and about the wanted number") {
  cli::Stream stream(5);
  const cli::Graph graph = cli::gnp_graph(400, 0.1, stream);
  CHECK(is_simple(graph));
  const double expected = 0.1 * 400 * 399 / 2, deviation = std::sqrt(expected * 0.9);
  CHECK(std::abs(static_cast<double>(graph.row.size()) - expected) < 4 * deviation);
}

TEST_CASE("each pair of a gnp graph is equally likely") {
  std::vector<int> count(6 * 6, 0);
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    cli::Stream stream(seed);
    const cli::Graph graph = cli::gnp_graph(6, 0.3, stream);
    for (size_t k = 0; k < graph.row.size(); ++k)
      ++count[static_cast<size_t>(graph.column[k] * 6 + graph.row[k])];
  }
  for (int i = 1; i < 6; ++i)
    for (int j = 0; j < i; ++j)
      CHECK(std::abs(count[static_cast<size_t>(i * 6 + j)] - 600) < 100);  // five standard deviations
}

TEST_CASE("the ends of the density give no pair and all pairs") {
  cli::Stream stream(1);
  CHECK(cli::gnp_graph(50, 0, stream).row.empty());
  CHECK(cli::gnp_graph(50, 1, stream).row.size() == 50 * 49 / 2);
  CHECK(cli::gnp_graph(50, 1e-300, stream).row.empty());
  CHECK(cli::gnp_graph(0, 0.5, stream).row.empty());
  CHECK(cli::gnp_graph(1, 0.5, stream).row.empty());
}

TEST_CASE("a torus has two edges for each node and dimension") {
  for (const int dimensions : {2, 3}) {
    const cli::Graph graph = cli::torus_graph(4, dimensions);
    CHECK(is_simple(graph));
    CHECK(all_equal(degrees(graph), 2 * dimensions));
  }
}

TEST_CASE("weights follow their law") {
  cli::Stream stream(9);
  CHECK(cli::Weights::parse("one").draw(stream) == 1);
  std::set<double> seen;
  for (int k = 0; k < 100; ++k) seen.insert(cli::Weights::parse("pm1").draw(stream));
  CHECK(seen == std::set<double>{-1, 1});
  seen.clear();
  for (int k = 0; k < 300; ++k) seen.insert(cli::Weights::parse("int:-2:3").draw(stream));
  CHECK(seen == std::set<double>{-2, -1, 0, 1, 2, 3});
  double sum = 0, squares = 0;
  const cli::Weights gauss = cli::Weights::parse("gauss");
  for (int k = 0; k < 20000; ++k) {
    const double x = gauss.draw(stream);
    sum += x;
    squares += x * x;
  }
  CHECK(std::abs(sum / 20000) < 0.03);
  CHECK(std::abs(squares / 20000 - 1) < 0.05);
  for (const char* wrong : {"", "two", "int", "int:1", "int:2:1", "int:0.5:1", "uniform:1:nan", "gauss:1"})
    CHECK_THROWS_AS(cli::Weights::parse(wrong), cli::Failure);
}

TEST_CASE("streams are published numbers") {
  cli::Stream stream(1);
  CHECK(stream.next() == weiss_seed_derive(1, 0));
  CHECK(stream.next() == weiss_seed_derive(1, 1));
}
