#include <doctest/doctest.h>

#include <algorithm>

#include "facts.hpp"
#include "stream.hpp"

namespace {

struct Ising {
  int64_t num_spins;
  std::vector<int32_t> row, column;
  std::vector<double> value, field;
};

// Sparse, so that forests, bipartite graphs and unfrustrated energies are among them.
Ising random_ising(uint64_t seed) {
  cli::Stream stream(seed);
  Ising ising;
  ising.num_spins = static_cast<int64_t>(1 + stream.below(9));
  for (int32_t i = 0; i < ising.num_spins; ++i) {
    ising.field.push_back(stream.below(4) == 0 ? static_cast<double>(stream.below(7)) - 3 : 0);
    for (int32_t j = i + 1; j < ising.num_spins; ++j) {
      if (stream.below(4) != 0) continue;
      ising.row.push_back(i);
      ising.column.push_back(j);
      ising.value.push_back(stream.below(2) ? 2 : -3);
    }
  }
  return ising;
}

cli::Problem build(weiss_context* context, const Ising& ising) {
  weiss_problem* problem = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  cli::require(weiss_problem_create_ising(context, ising.num_spins, ising.field.data(),
                                          static_cast<int64_t>(ising.row.size()), ising.row.data(),
                                          ising.column.data(), ising.value.data(), &problem, &error),
               error, cli::kFailed);
  return cli::Problem(problem);
}

double spin(int64_t state, int64_t i) { return (state >> i & 1) ? -1.0 : 1.0; }

bool some_state(const Ising& ising, bool (*good)(const Ising&, int64_t)) {
  for (int64_t state = 0; state < int64_t{1} << ising.num_spins; ++state)
    if (good(ising, state)) return true;
  return false;
}

bool cuts_everything(const Ising& ising, int64_t state) {
  for (size_t k = 0; k < ising.row.size(); ++k)
    if (spin(state, ising.row[k]) == spin(state, ising.column[k])) return false;
  return true;
}

bool satisfies_everything(const Ising& ising, int64_t state) {
  for (size_t k = 0; k < ising.row.size(); ++k)
    if (ising.value[k] * spin(state, ising.row[k]) * spin(state, ising.column[k]) > 0) return false;
  for (size_t i = 0; i < ising.field.size(); ++i)
    if (ising.field[i] * spin(state, static_cast<int64_t>(i)) > 0) return false;
  return true;
}

// Couplings that are left when those of spins of degree 1 are taken away, one after another.
size_t couplings_on_cycles(const Ising& ising) {
  std::vector<bool> left(ising.row.size(), true);
  for (size_t round = 0; round < left.size(); ++round) {
    std::vector<int> degree(static_cast<size_t>(ising.num_spins), 0);
    const auto ends = [&](size_t k) {
      return std::pair(static_cast<size_t>(ising.row[k]), static_cast<size_t>(ising.column[k]));
    };
    for (size_t k = 0; k < left.size(); ++k)
      if (left[k]) ++degree[ends(k).first], ++degree[ends(k).second];
    for (size_t k = 0; k < left.size(); ++k)
      if (degree[ends(k).first] == 1 || degree[ends(k).second] == 1) left[k] = false;
  }
  return static_cast<size_t>(std::count(left.begin(), left.end(), true));
}

// What must hold of any reduction of small integers, however it goes.
void check_reduction(const cli::ProblemFacts& facts) {
  const weiss_reduction_info& counts = facts.reduction.counts;
  CHECK(counts.num_spins == facts.info.num_spins);
  CHECK(counts.num_low_degree + counts.num_degree_two + counts.num_degree_three + counts.num_dominated +
            counts.num_decided + counts.num_persistent ==
        facts.reduction.removed());
  if (facts.forest) CHECK(counts.num_kept == 0);
  CHECK(2 * facts.reduction.couplings >= 3 * counts.num_kept);  // none of degree 2 or less
  int64_t spins = 0;
  for (const int64_t size : facts.reduction.components.sizes) {
    CHECK(size >= 4);  // all with three neighbours
    spins += size;
  }
  CHECK(spins == counts.num_kept);
}

cli::ProblemFacts facts_of_graph(weiss_context* context, int64_t num_nodes, std::vector<int32_t> row,
                                 std::vector<int32_t> column, std::vector<double> weight) {
  weiss_problem* problem = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  cli::require(weiss_problem_create_maxcut(context, num_nodes, static_cast<int64_t>(row.size()), row.data(),
                                           column.data(), weight.data(), &problem, &error),
               error, cli::kFailed);
  return cli::facts_of(cli::Problem(problem).get());
}

}  // namespace

TEST_CASE("facts about random problems are those that all their states tell") {
  const cli::Context context = cli::open_context();
  int bipartite = 0, satisfied = 0, forests = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const Ising ising = random_ising(seed);
    const cli::Problem problem = build(context.get(), ising);
    const cli::ProblemFacts facts = cli::facts_of(problem.get());
    CAPTURE(seed);
    CHECK(facts.bipartite == some_state(ising, cuts_everything));
    CHECK(facts.frustrated == !some_state(ising, satisfies_everything));
    CHECK(facts.forest == (couplings_on_cycles(ising) == 0));
    check_reduction(facts);
    CHECK(facts.num_positive == std::count(ising.value.begin(), ising.value.end(), 2));
    int64_t spins = 0;
    for (const int64_t size : facts.components.sizes) spins += size;
    CHECK(spins == ising.num_spins);
    bipartite += facts.bipartite;
    satisfied += !facts.frustrated;
    forests += facts.forest;
  }
  for (const int count : {bipartite, satisfied, forests}) CHECK((count > 20 && count < 280));
}

TEST_CASE("degrees and components of two triangles and two single nodes") {
  const cli::Context context = cli::open_context();
  const auto facts = facts_of_graph(context.get(), 9, {0, 1, 0, 3, 4, 3, 5}, {1, 2, 2, 4, 5, 5, 6},
                                    {1, 1, 1, 1, 1, 1, 1});
  CHECK(facts.degrees.least == 0);
  CHECK(facts.degrees.most == 3);
  CHECK(facts.degrees.median == 2);
  CHECK(facts.degrees.mean == doctest::Approx(14.0 / 9));
  CHECK(facts.degrees.isolated == 2);
  CHECK(facts.components.sizes == std::vector<int64_t>{4, 3, 1, 1});
  CHECK(facts.components.of_one_spin() == 2);
  CHECK(facts.reduction.counts.num_kept == 0);
  CHECK(facts.density == doctest::Approx(7.0 / 36));
}

TEST_CASE("of cliques with a tail and a chord the cliques remain") {
  const cli::Context context = cli::open_context();
  std::vector<int32_t> row, column;
  std::vector<double> weight;
  const auto add = [&](int32_t i, int32_t j, double w) {
    row.push_back(i);
    column.push_back(j);
    weight.push_back(w);
  };
  for (const int32_t first : {0, 8})
    for (int32_t i = 0; i < 6; ++i)
      for (int32_t j = i + 1; j < 6; ++j) add(first + i, first + j, 1);
  add(0, 6, 1);  // the tail
  add(1, 7, 1);  // the chord raises the coupling of its ends
  add(2, 7, -1);
  const auto facts = facts_of_graph(context.get(), 14, row, column, weight);
  check_reduction(facts);
  CHECK(facts.reduction.counts.num_low_degree == 1);
  CHECK(facts.reduction.counts.num_degree_two == 1);
  CHECK(facts.reduction.components.sizes == std::vector<int64_t>{6, 6});
  CHECK(facts.reduction.couplings == 30);
}

TEST_CASE("integers are measured in bits with their sign, others in decimals") {
  const cli::Context context = cli::open_context();
  const auto facts = [&](double a, double b) {
    return facts_of_graph(context.get(), 3, {0, 1}, {1, 2}, {a, b});
  };
  CHECK(facts(1, -1).coefficient_bits == 2);
  CHECK(facts(1, 127).coefficient_bits == 8);
  CHECK(facts(1, 128).coefficient_bits == 9);
  CHECK(facts(0.25, 0.75).coefficient_bits == 3);
  CHECK(facts(1, 2).decimals == -1);
  CHECK(facts(0.1, 12.25).decimals == 2);
  CHECK(facts(0.001, 5).decimals == 3);
  CHECK(facts(1.0 / 3, 1).decimals == -1);
}

TEST_CASE("a problem without spins has facts") {
  const cli::Context context = cli::open_context();
  const auto facts = facts_of_graph(context.get(), 0, {}, {}, {});
  CHECK(facts.components.count() == 0);
  CHECK(facts.forest);
  CHECK(!facts.frustrated);
  CHECK(facts.density == 0);
}
