#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "failure.hpp"
#include "generators.hpp"
#include "palubeckis.hpp"
#include "planted.hpp"
#include "recipes.hpp"
#include "weiss/problem.h"

namespace {

cli::Request request_for(const char* kind, int64_t num_nodes, uint64_t seed = 3) {
  cli::Request request{};
  request.kind = kind;
  request.num_nodes = num_nodes;
  request.seed = seed;
  return request;
}
cli::Terms make(const cli::Request& request) { return cli::find_recipe(request.kind).make(request); }

struct Law {
  double least, most, mean;
  size_t zeros;
};

Law law_of(const std::vector<double>& values) {
  Law law{values.at(0), values.at(0), 0, 0};
  for (const double value : values) {
    law.least = std::min(law.least, value);
    law.most = std::max(law.most, value);
    law.mean += value / static_cast<double>(values.size());
    law.zeros += value == 0;
  }
  return law;
}

void check_law(const std::vector<double>& values, double least, double most) {
  const Law law = law_of(values);
  CHECK(law.least == least);
  CHECK(law.most == most);
  const double deviation = (most - least) / std::sqrt(12.0 * static_cast<double>(values.size()));
  CHECK(std::abs(law.mean - (least + most) / 2) < 5 * deviation);
}

double energy(const cli::Terms& terms, const std::vector<int8_t>& spins) {
  const auto spin = [&](int32_t i) { return spins[static_cast<size_t>(i)]; };
  double sum = 0;
  for (size_t k = 0; k < terms.value.size(); ++k)
    sum += terms.value[k] * spin(terms.row[k]) * spin(terms.column[k]);
  return sum;
}

double least_energy(const cli::Terms& terms) {
  double least = INFINITY;
  std::vector<int8_t> spins(static_cast<size_t>(terms.num_spins));
  for (int64_t state = 0; state < int64_t{1} << (terms.num_spins - 1); ++state) {
    for (size_t i = 0; i < spins.size(); ++i) spins[i] = (state >> i & 1) ? -1 : 1;
    least = std::min(least, energy(terms, spins));
  }
  return least;
}

double size_of_couplings(const cli::Terms& terms) {
  double sum = 0;
  for (const double value : terms.value) sum += std::abs(value);
  return sum;
}

bool pairs_are_distinct(const cli::Terms& terms) {
  std::set<std::pair<int32_t, int32_t>> pairs;
  for (size_t k = 0; k < terms.row.size(); ++k)
    if (terms.row[k] == terms.column[k] || !pairs.insert(std::minmax(terms.row[k], terms.column[k])).second)
      return false;
  return true;
}

}  // namespace

TEST_CASE("a gnm graph has its number of edges, and all such graphs are equally likely") {
  cli::Stream stream(1);
  CHECK(cli::gnm_graph(20, 0, stream).row.empty());
  CHECK(cli::gnm_graph(20, 190, stream).row.size() == 190);
  CHECK(cli::gnm_graph(1, 0, stream).row.empty());
  std::vector<int> count(16, 0);
  for (int k = 0; k < 3000; ++k) {
    const cli::Graph graph = cli::gnm_graph(4, 2, stream);
    REQUIRE(graph.row.size() == 2);
    for (size_t e = 0; e < 2; ++e) ++count[static_cast<size_t>(4 * graph.row[e] + graph.column[e])];
  }
  for (int i = 0; i < 4; ++i)
    for (int j = i + 1; j < 4; ++j)
      CHECK(std::abs(count[static_cast<size_t>(4 * i + j)] - 1000) < 130);  // five standard deviations
}

TEST_CASE("families of rudy have the sizes of the Biq Mac library") {
  CHECK(make(request_for("g05", 60)).row.size() == 885);
  CHECK(make(request_for("g05", 100)).row.size() == 2475);
  CHECK(make(request_for("pm1s", 80)).row.size() == 316);
  CHECK(make(request_for("pm1d", 80)).row.size() == 3128);
  CHECK(make(request_for("pm1d", 100)).row.size() == 4901);
  cli::Request weighted = request_for("pw", 100);
  CHECK_THROWS_AS(make(weighted), cli::Failure);
  weighted.density = 0.9;
  CHECK(make(weighted).row.size() == 4455);
  check_law(make(weighted).value, 1, 10);
  weighted.kind = "w";
  check_law(make(weighted).value, -10, 10);
  check_law(make(request_for("pm1d", 80)).value, -1, 1);
  CHECK(law_of(make(request_for("g05", 60)).value).least == 1);
}

TEST_CASE("symmetric QUBO families follow their laws, pairs twice") {
  const cli::Terms beasley = make(request_for("beasley", 1000));
  CHECK(beasley.sense == WEISS_SENSE_MAX);
  CHECK(std::abs(static_cast<double>(beasley.row.size()) - 49950) < 5 * std::sqrt(49950 * 0.9));
  check_law(beasley.value, -200, 200);
  CHECK(std::abs(static_cast<double>(law_of(beasley.linear).zeros) - 900) < 50);
  struct Family {
    const char* name;
    double least, most, least_pair, most_pair;
  };
  for (const Family& family : {Family{"a", -100, 100, -200, 200}, Family{"b", 0, 63, -200, 0},
                               Family{"c", -100, 100, -100, 100}, Family{"d", -75, 75, -100, 100},
                               Family{"e", -100, 100, -100, 100}, Family{"f", -75, 75, -100, 100}}) {
    CAPTURE(family.name);
    cli::Request request = request_for("gka", 2000);
    request.family = family.name;
    request.density = 0.1;
    const cli::Terms terms = make(request);
    CHECK(terms.sense == WEISS_SENSE_MAX);
    check_law(terms.linear, family.least, family.most);
    check_law(terms.value, family.least_pair, family.most_pair);
  }
  cli::Request request = request_for("gka", 30);
  request.family = "b";
  CHECK(make(request).row.size() == 435);  // dense by itself
  request.family = "g";
  CHECK_THROWS_AS(make(request), cli::Failure);
  request = request_for("be", 2000);
  request.density = 0.3;
  const cli::Terms be = make(request);
  CHECK(be.sense == WEISS_SENSE_MIN);
  check_law(be.linear, -100, 100);
  check_law(be.value, -100, 100);
}

TEST_CASE("the Sherrington-Kirkpatrick model couples all pairs") {
  cli::Request request = request_for("sk", 200);
  const cli::Terms signs = make(request);
  CHECK(signs.origin == WEISS_ORIGIN_ISING);
  CHECK(signs.value.size() == 200 * 199 / 2);
  check_law(signs.value, -1, 1);
  CHECK(law_of(signs.value).zeros == 0);
  request.weights = "gauss";
  const Law law = law_of(make(request).value);
  CHECK(std::abs(law.mean) < 0.04);
  CHECK((law.least < -3 && law.most > 3));
  request.weights = "one";
  CHECK_THROWS_AS(make(request), cli::Failure);
}

TEST_CASE("the planted state of tiles is a ground state, one coupling of each tile unsatisfied") {
  for (int64_t tile_class = 0; tile_class <= 4; ++tile_class)
    for (uint64_t seed = 0; seed < 4; ++seed) {
      cli::Stream stream(seed);
      const cli::Terms terms = cli::plant_tiles(4, tile_class, stream);
      CAPTURE(tile_class);
      CHECK(terms.row.size() == 32);
      CHECK(pairs_are_distinct(terms));
      CHECK(energy(terms, terms.planted) == least_energy(terms));
      CHECK(energy(terms, terms.planted) == 16 - size_of_couplings(terms));
      if (tile_class > 0)
        CHECK(std::count_if(terms.value.begin(), terms.value.end(),
                            [](double value) { return std::abs(value) == 1; }) == 8 * tile_class);
    }
  cli::Stream stream(1);
  const cli::Terms large = cli::plant_tiles(30, 0, stream);
  CHECK(large.row.size() == 1800);
  CHECK(pairs_are_distinct(large));
}

TEST_CASE("the planted state of a Wishart problem is a ground state of known energy") {
  for (uint64_t seed = 0; seed < 4; ++seed)
    for (const int64_t columns : {1, 4, 9, 20}) {
      cli::Stream stream(seed);
      const cli::Terms signs = cli::plant_wishart(12, columns, cli::WishartLaw::kPlusMinusOne, stream);
      CHECK(energy(signs, signs.planted) == least_energy(signs));
      CHECK(energy(signs, signs.planted) == static_cast<double>(-12 * columns) / 2);
      const cli::Terms gauss = cli::plant_wishart(13, columns, cli::WishartLaw::kGauss, stream);
      CHECK(energy(gauss, gauss.planted) == least_energy(gauss));
      CHECK(law_of(gauss.value).least == std::floor(law_of(gauss.value).least));
    }
}

TEST_CASE("planted ground states are random") {
  std::set<std::vector<int8_t>> seen;
  int64_t up = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const cli::Terms terms = make(request_for("wishart", 50, seed));
    seen.insert(terms.planted);
    up += std::count(terms.planted.begin(), terms.planted.end(), int8_t{1});
  }
  CHECK(seen.size() == 20);
  CHECK(std::abs(up - 500) < 80);
}

TEST_CASE("files of Palubeckis come from his random numbers") {
  // 16807 is the first number of the seed 1: floor(16807 / 2^31 * 201 - 100) = -100.
  CHECK(cli::palubeckis_file(1, 0.5, 1) == "1 1\n1 1 -100\n");
  const std::string file = cli::palubeckis_file(40, 1.0, 31000);
  CHECK(std::count(file.begin(), file.end(), '\n') > 800);
  CHECK_THROWS_AS(make(request_for("palubeckis", 10, 2147483647)), cli::Failure);
}

TEST_CASE("each recipe says what it is in one line, with its options") {
  std::set<std::string> names;
  for (const cli::Recipe& recipe : cli::recipes()) {
    CHECK(names.insert(recipe.name).second);
    CHECK(std::string(recipe.summary).find('\n') == std::string::npos);
    CHECK(std::string(recipe.summary).size() < 90);
  }
  CHECK_THROWS_AS(cli::find_recipe("ks"), cli::Failure);
}
