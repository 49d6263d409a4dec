// The scheme qaoa2 against a naive implementation, and its merges against all choices.
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support.hpp"

namespace {

using weiss_test::brute_force;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::energy_of;
using weiss_test::fingerprint;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;
using weiss_test::spins_of;
using weiss_test::Terms;

using Spins = std::vector<int8_t>;

// A problem as a matrix.
struct Dense {
  size_t n;
  std::vector<double> coupling, field;
  double& at(size_t i, size_t j) { return coupling[i * n + j]; }
  double at(size_t i, size_t j) const { return coupling[i * n + j]; }
};

Dense dense(const Terms& terms) {
  Dense out{static_cast<size_t>(terms.num_spins), {}, terms.field};
  out.coupling.assign(out.n * out.n, 0.0);
  if (out.field.empty()) out.field.assign(out.n, 0.0);
  for (size_t k = 0; k < terms.value.size(); ++k) {
    const auto i = static_cast<size_t>(terms.row[k]), j = static_cast<size_t>(terms.column[k]);
    out.at(i, j) = out.at(j, i) = terms.value[k];
  }
  return out;
}

double energy(const Dense& problem, const Spins& spins) {
  double sum = 0.0;
  for (size_t i = 0; i < problem.n; ++i) {
    sum += problem.field[i] * spins[i];
    for (size_t j = 0; j < i; ++j) sum += problem.at(i, j) * spins[i] * spins[j];
  }
  return sum;
}

// The spins first ... first + m - 1 alone.
Dense block(const Dense& problem, size_t first, size_t m) {
  Dense out{m, std::vector<double>(m * m), std::vector<double>(m)};
  for (size_t i = 0; i < m; ++i) {
    out.field[i] = problem.field[first + i];
    for (size_t j = 0; j < m; ++j) out.at(i, j) = problem.at(first + i, first + j);
  }
  return out;
}

Spins state(size_t m, uint32_t number) {
  Spins spins(m);
  for (size_t i = 0; i < m; ++i) spins[i] = (number >> (m - 1 - i)) & 1u ? int8_t{-1} : int8_t{1};
  return spins;
}

// The first of the minima, +1 before -1.
Spins minimum(const Dense& problem) {
  Spins best;
  double least = std::numeric_limits<double>::infinity();
  for (uint32_t number = 0; number < (1u << problem.n); ++number) {
    const Spins spins = state(problem.n, number);
    const double now = energy(problem, spins);
    if (now >= least) continue;
    least = now;
    best = spins;
  }
  return best;
}

// Blocks in the order of the index as the partitioner contiguous makes them.
std::vector<size_t> block_starts(size_t n, size_t capacity) {
  const size_t count = (n + capacity - 1) / capacity;
  std::vector<size_t> starts{0};
  for (size_t p = 0; p < count; ++p) starts.push_back(starts.back() + n / count + (p < n % count));
  return starts;
}

Spins plain_qaoa2(const Dense& problem, size_t capacity) {
  if (problem.n <= capacity) return minimum(problem);
  const auto starts = block_starts(problem.n, capacity);
  const size_t parts = starts.size() - 1;
  Spins spins;
  std::vector<size_t> part_of;
  for (size_t p = 0; p < parts; ++p) {
    const Spins own = minimum(block(problem, starts[p], starts[p + 1] - starts[p]));
    spins.insert(spins.end(), own.begin(), own.end());
    part_of.insert(part_of.end(), own.size(), p);
  }
  Dense above{parts, std::vector<double>(parts * parts), std::vector<double>(parts)};
  for (size_t i = 0; i < problem.n; ++i) {
    above.field[part_of[i]] += problem.field[i] * spins[i];
    for (size_t j = 0; j < problem.n; ++j)
      if (part_of[i] != part_of[j])
        above.at(part_of[i], part_of[j]) += problem.at(i, j) * spins[i] * spins[j];
  }
  const Spins turns = plain_qaoa2(above, capacity);
  for (size_t i = 0; i < problem.n; ++i) spins[i] = static_cast<int8_t>(spins[i] * turns[part_of[i]]);
  return spins;
}

// The least energy of all choices of one of the best candidates and a sign for each block.
double best_merge(const Dense& problem, size_t capacity, size_t candidates) {
  const auto starts = block_starts(problem.n, capacity);
  std::vector<std::vector<Spins>> of_block;
  for (size_t p = 0; p + 1 < starts.size(); ++p) {
    const Dense part = block(problem, starts[p], starts[p + 1] - starts[p]);
    std::vector<std::pair<double, uint32_t>> all;
    for (uint32_t number = 0; number < (1u << part.n); ++number)
      all.emplace_back(energy(part, state(part.n, number)), number);
    std::sort(all.begin(), all.end());
    std::vector<uint32_t> taken;
    of_block.emplace_back();
    for (const auto& [unused, number] : all) {
      const uint32_t mirror = ~number & ((1u << part.n) - 1);
      if (taken.size() == candidates || std::count(taken.begin(), taken.end(), mirror) > 0) continue;
      taken.push_back(number);
      of_block.back().push_back(state(part.n, number));
      of_block.back().push_back(state(part.n, mirror));
    }
  }
  double least = std::numeric_limits<double>::infinity();
  std::vector<size_t> choice(of_block.size(), 0);
  for (;;) {
    Spins spins;
    for (size_t p = 0; p < choice.size(); ++p)
      spins.insert(spins.end(), of_block[p][choice[p]].begin(), of_block[p][choice[p]].end());
    least = std::min(least, energy(problem, spins));
    size_t p = 0;
    while (p < choice.size() && ++choice[p] == of_block[p].size()) choice[p++] = 0;
    if (p == choice.size()) return least;
  }
}

}  // namespace

TEST_CASE("with one candidate qaoa2 is plain QAOA-in-QAOA on all levels") {
  const auto context = make_context();
  uint32_t seed = 0;
  for (const int64_t n : {3, 6, 7, 20, 37, 80})
    for (const bool fields : {false, true}) {
      CAPTURE(n);
      CAPTURE(fields);
      // Real couplings: equal minima would leave a choice.
      const Terms terms = random_terms(n, n < 30 ? 0.7 : 0.2, fields, Data::real, ++seed);
      const auto problem = build(context, terms);
      const auto result =
          solve(context, problem, "qaoa2 candidates=1 part_size=6 partitioner=contiguous subsolver=exact", limited(0));
      Spins expected = plain_qaoa2(dense(terms), 6);
      CHECK(weiss_result_energy(result.get()) == doctest::Approx(energy(dense(terms), expected)));
      Spins found = spins_of(result);
      if (!fields && found[0] != expected[0])
        for (int8_t& spin : expected) spin = static_cast<int8_t>(-spin);
      if (n <= 7 || fields) CHECK(found == expected);  // parts that do not feel each other may turn freely
    }
}

TEST_CASE("the merge is the best of all choices of candidates and signs") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 4; ++seed)
    for (const bool fields : {false, true}) {
      const Terms terms = random_terms(15, 0.6, fields, Data::real, seed);
      const auto problem = build(context, terms);
      double before = std::numeric_limits<double>::infinity();
      for (const size_t candidates : {2, 3, 5, 16}) {
        CAPTURE(candidates);
        const auto result = solve(context, problem,
                                  "qaoa2 part_size=5 partitioner=contiguous subsolver.samples=64 candidates=" +
                                      std::to_string(candidates),
                                  limited(0));
        const double found = weiss_result_energy(result.get());
        CHECK(found == doctest::Approx(best_merge(dense(terms), 5, candidates)));
        CHECK(found <= before + 1e-9);
        before = found;
      }
      CHECK(before == doctest::Approx(brute_force(problem)));  // 16 candidates are all states
    }
}

TEST_CASE("more candidates than one never make a merge of two parts worse than the plain method") {
  const auto context = make_context();
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    const auto problem = build(context, random_terms(20, 0.5, seed % 2 == 0, Data::integer, seed));
    double before = std::numeric_limits<double>::infinity();
    for (const char* candidates : {"1", "2", "4", "8"}) {
      const auto result =
          solve(context, problem, std::string("qaoa2 partitioner=contiguous candidates=") + candidates, limited(0));
      CHECK(weiss_result_energy(result.get()) <= before);
      before = weiss_result_energy(result.get());
    }
  }
}

TEST_CASE("soft parts, a merge solver, restarts and descents give states that are no worse") {
  const auto context = make_context();
  double plain = 0.0, soft = 0.0, sampled = 0.0, solver = 0.0, best_of = 0.0, descended = 0.0;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const auto problem = build(context, random_terms(150, 0.05, false, Data::real, seed));
    const auto value = [&](const std::string& options) {
      return weiss_result_energy(solve(context, problem, "qaoa2 " + options, limited(0, seed)).get());
    };
    plain += value("candidates=1");
    soft += value("candidates=1 keep=5");
    sampled += value("candidates=1 keep=8 part_size=16 subsolver.samples=64");
    solver += value("merge_solver=tabu");
    best_of += value("restarts=5");
    descended += value("descents=1");
  }
  CHECK(soft < plain);
  CHECK(sampled < plain);
  CHECK(solver < plain);
  CHECK(best_of < plain);
  CHECK(descended < plain);
}

TEST_CASE("every solve is counted, and sub_problems limits them") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(100, 0.1, false, Data::integer, 1));
  CHECK(counter(solve(context, problem, "qaoa2 candidates=1", limited(0)), "sub-problems") == 11);
  CHECK(counter(solve(context, problem, "qaoa2 candidates=1 restarts=3", limited(0)), "sub-problems") == 33);
  CHECK(counter(solve(context, problem, "qaoa2 candidates=1 sub_problems=7", limited(0)), "sub-problems") == 7);
  CHECK(counter(solve(context, problem, "qaoa2 descents=2 restarts=4", limited(0)), "descents") == 2);
}

TEST_CASE("qaoa2 gives the same for every number of threads") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(300, 0.03, true, Data::integer, 2));
  for (const char* spec : {"qaoa2", "qaoa2 keep=4 restarts=2", "qaoa2 subsolver=tabu part_size=40 merge_solver=annealing"}) {
    CAPTURE(spec);
    const std::string one = fingerprint(solve(context, problem, spec, limited(3000000, 5, 1)));
    CHECK(one == fingerprint(solve(context, problem, spec, limited(3000000, 5, 2))));
    CHECK(one == fingerprint(solve(context, problem, spec, limited(3000000, 5, 4))));
  }
}

TEST_CASE("qaoa2 takes problems without spins, couplings or balance, and sub-solvers that refuse") {
  const auto context = make_context();
  for (const char* spec : {"qaoa2", "qaoa2 candidates=1 keep=3", "qaoa2 subsolver=exact part_size=40 keep=2"}) {
    CAPTURE(spec);
    for (const int64_t n : {0, 1, 2, 50}) {
      Terms terms;
      terms.num_spins = n;
      CHECK(weiss_result_energy(solve(context, build(context, terms), spec, limited(1000000000)).get()) == 0.0);
      terms.field.assign(static_cast<size_t>(n), 1.0);
      CHECK(weiss_result_energy(solve(context, build(context, terms), spec, limited(1000000000)).get()) ==
            -static_cast<double>(n));
    }
    Terms star;
    star.num_spins = 2000;
    for (int64_t i = 1; i < star.num_spins; ++i) star.add(0, i, 1.0);
    CHECK(weiss_result_energy(solve(context, build(context, star), spec, limited(1000000000)).get()) < -100.0);
  }
  const auto dense_problem = build(context, random_terms(200, 0.9, false, Data::integer, 7));
  const auto result = solve(context, dense_problem, "qaoa2 subsolver=exact part_size=64", limited(100000000));
  CHECK(counter(result, "sub-solver failures") > 0);
  CHECK(weiss_result_energy(result.get()) < 0.0);
}

namespace {

// The mean of rho = (cut - negative) / (optimum - negative) over the 50 test instances; optimum is in that column of
// the index, and runs have the seeds 1 ... seeds.
double mean_rho(const std::string& root, const std::string& spec, size_t optimum, uint64_t seeds) {
  const auto context = make_context();
  std::ifstream index(root + "/index.tsv");
  REQUIRE(index);
  double sum = 0.0;
  int64_t runs = 0;
  for (std::string line; std::getline(index, line);) {
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, '\t');) cells.push_back(cell);
    if (cells.size() < 13 || cells[12] != "test") continue;
    weiss_problem* raw = nullptr;
    REQUIRE(weiss_problem_read_file(context.get(), (root + '/' + cells[0]).c_str(), nullptr, &raw, nullptr) ==
            WEISS_OK);
    const weiss_test::ProblemPtr problem(raw, weiss_problem_destroy);
    weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(raw, &view, nullptr) == WEISS_OK);
    double negative = 0.0;  // J = w / 2, and each coupling stands there twice
    for (int64_t k = 0; k < view.num_entries; ++k) negative += std::min(view.value[k], 0.0);
    for (uint64_t seed = 1; seed <= seeds; ++seed, ++runs) {
      const auto result = solve(context, problem, spec, limited(0, seed));
      sum += (weiss_result_objective(result.get()) - negative) / (std::stod(cells[optimum]) - negative);
    }
  }
  REQUIRE(runs == static_cast<int64_t>(50 * seeds));
  return sum / static_cast<double>(runs);
}

}  // namespace

TEST_CASE("QAOA-in-QAOA has the quality that it should have on the published test instances") {
  const char* const root = std::getenv("WEISS_INSTANCES");
  if (!root) return;
  constexpr size_t kBestKnown = 6, kPublished = 8;
  CHECK(std::fabs(mean_rho(root, "qaoa2 candidates=1 partitioner=random", kPublished, 3) - 0.8734) < 0.01);
  CHECK(mean_rho(root, "qaoa2 candidates=1 partitioner=kernighan-lin", kBestKnown, 2) > 0.905);
  CHECK(mean_rho(root, "qaoa2 candidates=1 keep=5", kBestKnown, 1) > 0.938);
  CHECK(mean_rho(root, "qaoa2", kBestKnown, 1) > 0.955);
}
