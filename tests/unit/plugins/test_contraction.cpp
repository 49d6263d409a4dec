// The solver contraction: its parts against their definitions, its budgets, and whole runs.
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "../../../plugins/solvers/contraction/recombine.hpp"
#include "fake_host.hpp"
#include "support.hpp"

namespace {

using weiss::contraction::Bonds;
using weiss::contraction::ContractionRule;
using weiss::contraction::Contractor;
using weiss::contraction::Grower;
using weiss::contraction::Recombiner;
using weiss::contraction::Rule;
using weiss::contraction::Seed;
using weiss::contraction::State;
using weiss::contraction::SuperSpins;
using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::energy_of;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::ProblemPtr;
using weiss_test::random_terms;
using weiss_test::spins_of;
using weiss_test::Terms;

// A problem and a random state of it.
struct Bed {
  Bed(const Terms& terms, uint64_t seed)
      : context(weiss_test::make_context()), problem(build(context, terms)) {
    fake.limit = 1 << 26;
    view = weiss_test::sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    Random random(seed);
    for (int64_t i = 0; i < view.num_spins; ++i)
      spins.push_back(random.below(2) == 0 ? int8_t{1} : int8_t{-1});
    state = std::make_unique<State>(host(), view);
    state->set(spins.data());
  }
  Host host() const { return Host(fake.table()); }
  std::vector<int8_t> now() const {
    return std::vector<int8_t>(state->spins(), state->spins() + view.num_spins);
  }

  weiss_test::FakeHost fake;
  weiss_test::ContextPtr context;
  ProblemPtr problem;
  weiss_problem_view view;
  std::vector<int8_t> spins;
  std::unique_ptr<State> state;
};

bool is_minimum(const Bed& bed) {
  const std::vector<int8_t> spins = bed.now();
  for (int64_t i = 0; i < bed.view.num_spins; ++i) {
    double field = bed.view.field[i];
    for (const auto [j, w] : weiss::plugin::row(bed.view, i)) field += w * spins[static_cast<size_t>(j)];
    if (std::abs(field - bed.state->field(i)) > 1e-9) return false;
    if (spins[static_cast<size_t>(i)] * field > 1e-9) return false;
  }
  return true;
}

// Every state of the super-spins against the energy of the whole problem.
void check_energies(Bed& bed, const SuperSpins& all) {
  const double present = energy_of(bed.problem, bed.now());
  std::vector<int8_t> t(static_cast<size_t>(all.size()));
  double base = 0.0;
  for (int64_t a = 0; a < all.size(); ++a) {
    base += all.field(a);
    for (int64_t b = 0; b < a; ++b) base += all.coupling(a, b);
  }
  for (uint32_t number = 0; number < (1u << all.size()); ++number) {
    double energy = 0.0;
    for (size_t a = 0; a < t.size(); ++a) t[a] = (number >> a & 1u) != 0 ? int8_t{-1} : int8_t{1};
    for (size_t a = 0; a < t.size(); ++a) {
      energy += all.field(static_cast<int64_t>(a)) * t[a];
      for (size_t b = 0; b < a; ++b)
        energy += all.coupling(static_cast<int64_t>(a), static_cast<int64_t>(b)) * t[a] * t[b];
    }
    all.turn(*bed.state, t.data());
    CHECK(energy_of(bed.problem, bed.now()) - present == doctest::Approx(energy - base).epsilon(1e-9));
    bed.state->undo(0);
  }
}

// Groups of Kruskal's algorithm by a full sort; without noise and with distinct strengths there is one
// answer.
std::set<std::set<int32_t>> kruskal(const Bed& bed, const std::vector<int32_t>& region,
                                    const ContractionRule& rule) {
  struct Bond {
    double strength;
    int32_t a, b;
  };
  std::vector<Bond> bonds;
  for (const int32_t i : region)
    for (const auto [j, w] : weiss::plugin::row(bed.view, i)) {
      const double gauged = w * bed.state->spin(i) * bed.state->spin(j);
      if (j > i && gauged < 0.0 && std::count(region.begin(), region.end(), j) > 0)
        bonds.push_back({-gauged, i, j});
    }
  std::sort(bonds.begin(), bonds.end(), [](const Bond& x, const Bond& y) { return x.strength > y.strength; });
  std::map<int32_t, std::set<int32_t>> groups;
  for (const int32_t i : region) groups[i] = {i};
  const auto find = [&](int32_t i) {
    for (const auto& [name, group] : groups)
      if (group.count(i) > 0) return name;
    return -1;
  };
  for (const Bond& bond : bonds) {
    if (static_cast<int64_t>(groups.size()) <= rule.groups) break;
    const int32_t a = find(bond.a), b = find(bond.b);
    if (a == b || static_cast<int64_t>(groups[a].size() + groups[b].size()) > rule.largest) continue;
    groups[a].insert(groups[b].begin(), groups[b].end());
    groups.erase(b);
  }
  std::set<std::set<int32_t>> all;
  for (const auto& [name, group] : groups) all.insert(group);
  return all;
}

std::set<std::set<int32_t>> groups_of(const SuperSpins& all) {
  std::set<std::set<int32_t>> groups;
  for (int64_t a = 0; a < all.size(); ++a) groups.insert(std::set<int32_t>(all.begin(a), all.end(a)));
  return groups;
}

}  // namespace

TEST_CASE("flips, descents and undoing keep energy and fields") {
  for (const double density : {0.1, 1.0})
    for (const Data data : {Data::integer, Data::real}) {
      Bed bed(random_terms(40, density, true, data, 3), 5);
      const double offset = energy_of(bed.problem, bed.spins) - bed.state->energy();
      bed.state->descend(0, true);
      CHECK(is_minimum(bed));
      CHECK(bed.state->energy() + offset == doctest::Approx(energy_of(bed.problem, bed.now())));
      bed.state->commit();
      const std::vector<int8_t> minimum = bed.now();
      for (const int32_t i : {3, 17, 3, 29, 30}) bed.state->flip(i);
      bed.state->descend(0);
      CHECK(is_minimum(bed));
      std::vector<int32_t> changed;
      bed.state->changed_since(0, changed);
      std::vector<int8_t> rebuilt = minimum;
      for (const int32_t i : changed)
        rebuilt[static_cast<size_t>(i)] = static_cast<int8_t>(-rebuilt[static_cast<size_t>(i)]);
      CHECK(rebuilt == bed.now());
      bed.state->undo(0);
      CHECK(bed.now() == minimum);
      CHECK(is_minimum(bed));
    }
}

TEST_CASE("a region has as many distinct spins as asked for, by every rule, on every problem") {
  for (const double density : {0.0, 0.05, 1.0}) {
    Bed bed(random_terms(60, density, false, Data::integer, 9), 1);
    Grower grower(bed.host(), 60);
    Random random(4);
    for (const Rule rule : {Rule::stability, Rule::attachment, Rule::random})
      for (const Seed seed : {Seed::random, Seed::frustrated, Seed::unstable})
        for (const int64_t size : {1, 7, 59, 60, 100}) {
          const std::vector<int32_t>& region = grower.grow(*bed.state, seed, rule, size, random);
          CHECK(static_cast<int64_t>(region.size()) == std::min<int64_t>(size, 60));
          CHECK(std::set<int32_t>(region.begin(), region.end()).size() == region.size());
        }
  }
}

TEST_CASE("a region grown on full rows and one grown on sparse rows follow the same rule") {
  // A clique of five strong bonds in a weak dense background: wherever the region begins inside, it takes the
  // clique.
  for (const int64_t n : {10, 40}) {
    Terms terms;
    terms.num_spins = n;
    for (int64_t i = 0; i < n; ++i)
      for (int64_t j = i + 1; j < n; ++j)
        if (j < 5 || n == 10) terms.add(i, j, j < 5 ? -1000.0 : -0.001);
    for (int64_t i = 5; i < n; ++i) terms.add(0, i, -0.001);
    Bed bed(terms, 2);
    Grower grower(bed.host(), n);
    Random random(8);
    for (int k = 0; k < 20; ++k) {
      std::vector<int32_t> region = grower.grow(*bed.state, Seed::random, Rule::attachment, 5, random);
      if (region.front() >= 5) continue;
      std::sort(region.begin(), region.end());
      CHECK(region == std::vector<int32_t>{0, 1, 2, 3, 4});
    }
  }
}

TEST_CASE("contraction without noise is Kruskal's algorithm on the satisfied bonds") {
  for (const double density : {0.08, 0.2, 1.0})
    for (uint32_t seed = 1; seed <= 5; ++seed) {
      Bed bed(random_terms(50, density, true, Data::real, seed), seed);
      Grower grower(bed.host(), 50);
      Contractor contractor(bed.host(), 50, 0.0);
      Random random(seed);
      for (const int64_t largest : {9, 50}) {
        const std::vector<int32_t> region =
            grower.grow(*bed.state, Seed::random, Rule::stability, 35, random);
        const ContractionRule rule = {8, largest, Bonds::satisfied};
        SuperSpins all;
        contractor.contract(*bed.state, region, rule, random, all);
        const auto expected = kruskal(bed, region, rule);
        if (expected.size() == 8) CHECK(groups_of(all) == expected);
        CHECK(all.size() <= 8);
        for (int64_t a = 0; a < all.size(); ++a) CHECK(all.end(a) - all.begin(a) <= largest);
      }
    }
}

TEST_CASE("energies of super-spins differ by what those of the whole problem do") {
  for (const double density : {0.1, 1.0})
    for (const Data data : {Data::integer, Data::real}) {
      Bed bed(random_terms(30, density, data == Data::real, data, 21), 6);
      Grower grower(bed.host(), 30);
      Contractor contractor(bed.host(), 30, 0.5);
      Recombiner recombiner(bed.host(), 30);
      Random random(2);
      SuperSpins all;
      for (const int64_t size : {5, 17, 30}) {
        const auto& region = grower.grow(*bed.state, Seed::random, Rule::stability, size, random);
        contractor.contract(*bed.state, region, {6, 30, Bonds::satisfied}, random, all);
        check_energies(bed, all);
      }
      bed.state->descend(0, true);
      bed.state->commit();
      const std::vector<int8_t> before = bed.now();
      if (recombiner.recombine_nearby(*bed.state, grower, Seed::random, Rule::stability, 6, 6, random, all)) {
        CHECK(all.size() <= 6);
        check_energies(bed, all);
      }
      CHECK(bed.now() == before);

      std::vector<weiss::plugin::Array<int8_t>> others;
      for (int k = 0; k < 3; ++k) {
        others.emplace_back(before.begin(), before.end(), weiss::plugin::Allocator<int8_t>(bed.host()));
        for (int8_t& spin : others.back())
          if (random.below(4) == 0) spin = static_cast<int8_t>(-spin);
      }
      REQUIRE(recombiner.recombine(*bed.state, others, 6, random, all));
      CHECK(all.size() <= 6);
      check_energies(bed, all);
      CHECK(bed.now() == before);
      CHECK_FALSE(recombiner.recombine(*bed.state, {}, 6, random, all));
    }
}

TEST_CASE("budgets of sub-problems and descents are exact") {
  const auto context = weiss_test::make_context();
  const ProblemPtr problem = build(context, random_terms(120, 0.08, false, Data::integer, 5));
  const auto run = [&](const std::string& words) {
    return weiss_test::solve(context, problem, "contraction " + words, limited(100000000));
  };
  for (const std::string more :
       {"", " acceptance=heat-bath", " batch=7", " start=greedy", " patience=0.2", " elites=0", " patience=0"}) {
    const auto result = run("sub_problems=37 descents=50" + more);
    CHECK(counter(result, "sub-problems") == 37);
    double solved = 0.0;
    CHECK(std::string(weiss_result_figure(result.get(), 0, &solved)) == "sub-problems");
    CHECK(solved == 37.0);  // and not those of the start
    CHECK(counter(result, "descents") <= 50);
    const auto without = run("sub_problems=45 descents=0" + more);
    CHECK(counter(without, "sub-problems") == 45);
    CHECK(counter(without, "descents") == 0);
  }
}

TEST_CASE(
    "the state that is reported is a one-flip minimum of least energy, and more steps find better ones") {
  const auto context = weiss_test::make_context();
  for (const double density : {0.05, 0.8}) {
    const ProblemPtr problem = build(context, random_terms(150, density, true, Data::real, 8));
    const auto energy = [&](const std::string& words) {
      const auto result =
          weiss_test::solve(context, problem, "contraction start=none " + words, limited(1000000000));
      CHECK(info_of(result).energy == doctest::Approx(energy_of(problem, spins_of(result))));
      return info_of(result).energy;
    };
    const double descent = energy("sub_problems=1 descents=1");
    CHECK(energy("sub_problems=200") < descent);
    CHECK(energy("sub_problems=200 descents=0") < energy("sub_problems=5 descents=0"));
    CHECK(energy("sub_problems=200 acceptance=heat-bath temperature=0.3 t_last=0.05") <= descent);
    CHECK(energy("sub_problems=200 subsolver=\"tabu\"") < descent);
  }
}

TEST_CASE("restarts find what one leg does not") {
  const auto context = weiss_test::make_context();
  double without = 0.0, with = 0.0;
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    const ProblemPtr problem = build(context, random_terms(60, 0.3, false, Data::integer, seed));
    const auto energy = [&](const std::string& words) {
      return info_of(weiss_test::solve(context, problem, "contraction sub_problems=200 " + words,
                                       limited(1000000000, seed)))
          .energy;
    };
    without += energy("patience=0");
    with += energy("");
  }
  CHECK(with < without);
}

TEST_CASE("a problem that fits is one solve, and proven when the sub-solver proves it") {
  const auto context = weiss_test::make_context();
  const ProblemPtr problem = build(context, random_terms(9, 0.7, true, Data::integer, 4));
  const auto result = weiss_test::solve(context, problem, "contraction", limited(10000000));
  CHECK(counter(result, "sub-problems") == 1);
  CHECK(info_of(result).energy == weiss_test::brute_force(problem));
  CHECK(info_of(result).reason == WEISS_REASON_OPTIMAL);
}

TEST_CASE("runs under a work limit repeat for any number of threads") {
  const auto context = weiss_test::make_context();
  const ProblemPtr problem = build(context, random_terms(90, 0.1, true, Data::real, 12));
  for (const std::string words : {"", " batch=5", " acceptance=heat-bath", " descents=40 sub_problems=30"}) {
    const auto print = [&](int32_t threads) {
      return weiss_test::fingerprint(
          weiss_test::solve(context, problem, "contraction" + words, limited(300000, 3, threads)));
    };
    const std::string one = print(1);
    CHECK(one == print(2));
    CHECK(one == print(4));
  }
}

TEST_CASE("an ablation reports what each ingredient is worth, and changes nothing else") {
  const auto context = weiss_test::make_context();
  const ProblemPtr problem = build(context, random_terms(80, 0.1, false, Data::integer, 2));
  const auto plain = weiss_test::solve(context, problem, "contraction sub_problems=30", limited(1000000000));
  const auto all =
      weiss_test::solve(context, problem, "contraction sub_problems=30 ablation=on", limited(1000000000));
  CHECK(info_of(all).energy == info_of(plain).energy);
  CHECK(counter(all, "sub-problems") == counter(plain, "sub-problems"));
  std::set<std::string> names;
  for (int64_t k = 0; k < info_of(all).num_figures; ++k) {
    double value = 0.0;
    names.insert(weiss_result_figure(all.get(), k, &value));
  }
  for (const char* const name :
       {"loss without contraction", "loss without region rule", "loss without probing",
        "loss without recombination", "loss without noise", "loss without acceptance",
        "control other sub-solver", "control iterated local search"})
    CHECK(names.count(name) == 1);
}

TEST_CASE("degenerate problems are solved") {
  const auto context = weiss_test::make_context();
  for (const int64_t n : {0, 1, 11, 300}) {  // without couplings
    Terms terms;
    terms.num_spins = n;
    const auto result =
        weiss_test::solve(context, build(context, terms), "contraction sub_problems=5", limited(1000000));
    CHECK(info_of(result).energy == 0.0);
  }
  Terms star;  // one spin of huge degree
  star.num_spins = 2000;
  for (int64_t i = 1; i < 2000; ++i) star.add(0, i, i % 3 == 0 ? 1.0 : -1.0);
  const auto result =
      weiss_test::solve(context, build(context, star), "contraction sub_problems=50", limited(100000000));
  CHECK(info_of(result).energy == -1999.0);
}
