// The solver tree: proofs on graphs of small width, refusals, and what is left of a run that is cut off.
#include "support.hpp"

namespace {

using weiss_test::attempt;
using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::energy_of;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;
using weiss_test::spins_of;
using weiss_test::Terms;

double weight(std::mt19937& random, Data data) {
  if (data == Data::integer) return static_cast<double>(random() % 11) - 5.0;
  return static_cast<double>(random()) / 4294967296.0 - 0.5;
}

// A partial k-tree: each spin is coupled to some of a clique of k earlier ones.
Terms partial_k_tree(size_t num_spins, size_t k, Data data, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::vector<int64_t>> cliques;
  Terms terms;
  terms.num_spins = static_cast<int64_t>(num_spins);
  std::vector<int64_t> first(k);
  for (size_t i = 0; i < k; ++i) first[i] = static_cast<int64_t>(i);
  cliques.push_back(first);
  for (size_t i = 0; i < k; ++i)
    for (size_t j = 0; j < i; ++j) terms.add(static_cast<int64_t>(i), static_cast<int64_t>(j), weight(random, data));
  for (size_t i = k; i < num_spins; ++i) {
    const std::vector<int64_t> clique = cliques[random() % cliques.size()];
    for (const int64_t j : clique)
      if (random() % 4 != 0) terms.add(static_cast<int64_t>(i), j, weight(random, data));
    for (size_t out = 0; out < k; ++out) {
      cliques.push_back(clique);
      cliques.back()[out] = static_cast<int64_t>(i);
    }
  }
  for (size_t i = 0; i < num_spins && seed % 2 == 0; ++i) terms.field.push_back(weight(random, data));
  return terms;
}

Terms lattice(int64_t rows, int64_t columns, bool periodic, uint32_t seed) {
  std::mt19937 random(seed);
  Terms terms;
  terms.num_spins = rows * columns;
  const auto add = [&](int64_t r, int64_t c, int64_t r2, int64_t c2) {
    if ((r2 == rows || c2 == columns) && !periodic) return;
    terms.add(r * columns + c, r2 % rows * columns + c2 % columns, random() % 2 ? 1.0 : -1.0);
  };
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t c = 0; c < columns; ++c) {
      add(r, c, r + 1, c);
      add(r, c, r, c + 1);
    }
  return terms;
}

// The least energy of a periodic strip, column after column: a transfer matrix of its own.
double strip_minimum(const Terms& terms, int64_t rows, int64_t columns) {
  const auto n = static_cast<size_t>(rows * columns);
  std::vector<double> dense(n * n, 0.0);
  for (size_t k = 0; k < terms.row.size(); ++k) {
    const auto i = static_cast<size_t>(terms.row[k]), j = static_cast<size_t>(terms.column[k]);
    dense[i * n + j] += terms.value[k];
    dense[j * n + i] += terms.value[k];
  }
  const size_t states = size_t{1} << rows;
  const auto sign = [](size_t state, int64_t r) { return (state >> r) & 1u ? -1.0 : 1.0; };
  const auto at = [&](int64_t r, int64_t c) { return static_cast<size_t>(r * columns + c % columns); };
  const auto inside = [&](size_t state, int64_t c) {
    double e = 0.0;
    for (int64_t r = 0; r < rows; ++r)
      for (int64_t q = 0; q < r; ++q) e += dense[at(r, c) * n + at(q, c)] * sign(state, r) * sign(state, q);
    return e;
  };
  const auto between = [&](size_t left, size_t right, int64_t c) {
    double e = 0.0;
    for (int64_t r = 0; r < rows; ++r) e += dense[at(r, c) * n + at(r, c + 1)] * sign(left, r) * sign(right, r);
    return e;
  };
  double least = std::numeric_limits<double>::infinity();
  for (size_t first = 0; first < states; ++first) {
    std::vector<double> cost(states, std::numeric_limits<double>::infinity());
    cost[first] = inside(first, 0);
    for (int64_t c = 0; c + 1 < columns; ++c) {
      std::vector<double> next(states, std::numeric_limits<double>::infinity());
      for (size_t a = 0; a < states; ++a)
        for (size_t b = 0; b < states && cost[a] < 1e300; ++b)
          next[b] = std::min(next[b], cost[a] + between(a, b, c) + inside(b, c + 1));
      cost = next;
    }
    for (size_t last = 0; last < states; ++last)
      least = std::min(least, cost[last] + between(last, first, columns - 1));
  }
  return least;
}

}  // namespace

TEST_CASE("the optimum of small problems of any width is proven") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    const Data data = seed % 3 == 0 ? Data::real : Data::integer;
    const double density = seed % 5 == 0 ? 1.0 : 0.35;
    const auto problem = build(context, random_terms(1 + seed % 14, density, seed % 2 == 0, data, seed));
    const auto result = solve(context, problem, "tree", limited(0));
    CHECK(info_of(result).energy == doctest::Approx(brute_force(problem)));
    CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
    CHECK(info_of(result).bound == info_of(result).energy);
  }
}

TEST_CASE("partial k-trees are solved at a width of at most k") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 24; ++seed) {
    const size_t k = 2 + seed % 4;
    const Data data = seed % 3 == 0 ? Data::real : Data::integer;
    const auto problem = build(context, partial_k_tree(16, k, data, seed));
    const auto result = solve(context, problem, "tree max_width=" + std::to_string(k + 1), limited(0));
    CAPTURE(seed);
    CHECK(info_of(result).energy == doctest::Approx(brute_force(problem)));
    CHECK(energy_of(problem, spins_of(result)) == info_of(result).energy);
    CHECK(counter(result, "width") <= static_cast<int64_t>(k + 1));
  }
  const auto large = build(context, partial_k_tree(2000, 6, Data::integer, 1));
  const auto proven = solve(context, large, "tree", limited(0));
  CHECK(info_of(proven).proof == WEISS_PROOF_OPTIMAL);
  CHECK(info_of(solve(context, large, "annealing", limited(20000000))).energy >= info_of(proven).energy);
}

TEST_CASE("tori agree with a transfer matrix") {
  const auto context = make_context();
  for (const int64_t rows : {3, 4, 5}) {
    const Terms terms = lattice(rows, 9, true, static_cast<uint32_t>(rows));
    const auto result = solve(context, build(context, terms), "tree", limited(0));
    CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
    CHECK(info_of(result).energy == strip_minimum(terms, rows, 9));
  }
}

TEST_CASE("a long grid is proven, with blocks of many entries") {
  const auto context = make_context();
  const auto problem = build(context, lattice(13, 60, false, 5));
  const auto result = solve(context, problem, "tree", limited(0));
  CHECK(info_of(result).proof == WEISS_PROOF_OPTIMAL);
  CHECK(counter(result, "width") >= 12);
  CHECK(counter(result, "width") <= 14);
  CHECK(energy_of(problem, spins_of(result)) == info_of(result).energy);
  CHECK(info_of(solve(context, problem, "annealing", limited(20000000))).energy >= info_of(result).energy);
}

TEST_CASE("a graph that is too wide is refused with the width that it needs, and advice") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(60, 1.0, false, Data::integer, 1));
  const auto wide = attempt(context, problem, "tree", limited(0));
  CHECK(wide.status == WEISS_E_LIMIT);
  CHECK(wide.message.find("needs width") != std::string::npos);
  CHECK(wide.message.find("max_width") != std::string::npos);
  CHECK(wide.message.find("tabu") != std::string::npos);
  const auto torus = build(context, lattice(12, 12, true, 1));
  const auto large = attempt(context, torus, "tree max_width=30 max_memory=1", limited(0));
  CHECK(large.status == WEISS_E_LIMIT);
  CHECK(large.message.find("MiB") != std::string::npos);
}

TEST_CASE("a run that is cut off has a descended state and proves nothing") {
  const auto context = make_context();
  const auto problem = build(context, lattice(15, 40, false, 2));
  const auto result = solve(context, problem, "tree", limited(20000));
  CHECK(info_of(result).proof == WEISS_PROOF_NONE);
  CHECK(weiss_result_reason(result.get()) == WEISS_REASON_WORK);
  CHECK(energy_of(problem, spins_of(result)) < 0.0);
}

TEST_CASE("runs repeat") {
  const auto context = make_context();
  const auto problem = build(context, lattice(8, 8, true, 3));
  const std::string once = fingerprint(solve(context, problem, "tree", limited(0, 1)));
  CHECK(fingerprint(solve(context, problem, "tree", limited(0, 2, 2))) == once);
}
