// The parts of rqaoa against their definitions: eliminations, means of depth 1, the best beta and gamma.
#include <cmath>
#include <map>

#include "../../../plugins/solvers/rqaoa/best_angles.hpp"
#include "fake_host.hpp"
#include "qaoa_reference.hpp"
#include "support.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::rqaoa::best_beta;
using weiss::rqaoa::BestAngles;
using weiss::rqaoa::BestBeta;
using weiss::rqaoa::ClosedForm;
using weiss::rqaoa::Edge;
using weiss::rqaoa::Graph;
using weiss::rqaoa::MixerCurve;
using weiss_test::build;
using weiss_test::Data;
using weiss_test::ProblemPtr;
using weiss_test::random_terms;
using weiss_test::Terms;

constexpr double kPi = 3.14159265358979323846;

// A graph with what it needs to live.
struct Bed {
  explicit Bed(const Terms& terms) : context(weiss_test::make_context()), problem(build(context, terms)) {
    fake.limit = 1 << 26;
    view = weiss_test::sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    graph = std::make_unique<Graph>(Host(fake.table()), view);
  }
  Host host() const { return Host(fake.table()); }
  Run run() const { return Run(fake_run.table()); }

  weiss_test::FakeHost fake;
  weiss_test::FakeRun fake_run;
  weiss_test::ContextPtr context;
  ProblemPtr problem;
  weiss_problem_view view;
  std::unique_ptr<Graph> graph;
};

// What is left, on spins numbered anew, and the numbers.
struct Left {
  Terms terms;
  std::map<int32_t, int32_t> number;
};
Left left_of(const Graph& graph) {
  Left left;
  for (int32_t i = 0; i < graph.num_spins(); ++i) {
    if (!graph.active(i)) continue;
    left.number.emplace(i, static_cast<int32_t>(left.number.size()));
    left.terms.field.push_back(graph.field(i));
  }
  left.terms.num_spins = static_cast<int64_t>(left.number.size());
  for (int32_t e = 0; e < graph.num_edges(); ++e)
    if (graph.edge(e).value != 0.0)
      left.terms.add(left.number.at(graph.edge(e).a), left.number.at(graph.edge(e).b), graph.edge(e).value);
  return left;
}

double spin_of(size_t state, int32_t i) { return (state >> i & 1u) != 0 ? -1.0 : 1.0; }
// <s_i s_j>, with j negative <s_i>.
double mean(const std::vector<double>& probabilities, int32_t i, int32_t j) {
  double sum = 0.0;
  for (size_t x = 0; x < probabilities.size(); ++x)
    sum += probabilities[x] * spin_of(x, i) * (j < 0 ? 1.0 : spin_of(x, j));
  return sum;
}

// Eliminates an edge or now and then a spin at random; false when there is nothing left.
template <class Target>
bool eliminate_one(const Graph& graph, Target&& target, Random& random) {
  std::vector<int32_t> edges, spins;
  for (int32_t e = 0; e < graph.num_edges(); ++e)
    if (graph.edge(e).value != 0.0) edges.push_back(e);
  for (int32_t i = 0; i < graph.num_spins(); ++i)
    if (graph.active(i)) spins.push_back(i);
  if (spins.size() < 2) return false;
  const int8_t sign = random.below(2) == 0 ? int8_t{1} : int8_t{-1};
  if (!edges.empty() && random.below(4) > 0) {
    const Edge edge =
        graph.edge(edges[static_cast<size_t>(random.below(static_cast<int64_t>(edges.size())))]);
    target.merge(edge.a, edge.b, sign);
  } else {
    target.fix(spins[static_cast<size_t>(random.below(static_cast<int64_t>(spins.size())))], sign);
  }
  return true;
}

// A graph alone, with the two eliminations of ClosedForm.
struct Bare {
  Graph& graph;
  weiss::rqaoa::Merged merged;
  weiss::plugin::Array<int32_t> neighbours;
  void merge(int32_t keep, int32_t drop, int8_t sign) { graph.merge(keep, drop, sign, merged); }
  void fix(int32_t spin, int8_t sign) { graph.fix(spin, sign, neighbours); }
};

template <size_t kGammas>
void check_means(const Graph& graph, const ClosedForm<kGammas>& means, double beta) {
  const auto [terms, number] = left_of(graph);
  for (size_t l = 0; l < kGammas; ++l) {
    const std::vector<double> angles = {means.gammas()[l], beta};
    const std::vector<double> probabilities = weiss_test::naive_probabilities(terms, angles);
    CHECK(means.curve(l).value(beta) ==
          doctest::Approx(weiss_test::naive_mean(terms, angles)).epsilon(1e-11));
    for (const auto& [spin, k] : number)
      CHECK(std::fabs(means.mean_of_spin(l, beta, spin) - mean(probabilities, k, -1)) < 1e-12);
    for (int32_t e = 0; e < graph.num_edges(); ++e) {
      const Edge edge = graph.edge(e);
      if (edge.value == 0.0) continue;
      const double exact = mean(probabilities, number.at(edge.a), number.at(edge.b));
      CHECK(std::fabs(means.mean_of_edge(l, beta, e) - exact) < 1e-12);
    }
  }
}

}  // namespace

TEST_CASE("an elimination keeps the energies of the states that agree with it") {
  for (uint32_t seed = 1; seed <= 40; ++seed) {
    const Data data = seed % 2 == 0 ? Data::integer : Data::real;
    Bed bed(random_terms(9, 0.5, seed % 3 == 0, data, seed));
    Bare bare{*bed.graph, weiss::rqaoa::Merged(bed.host()), weiss::plugin::Array<int32_t>(bed.host())};
    Random random(seed);
    for (int k = 0; k < 5 && eliminate_one(*bed.graph, bare, random); ++k) {
      if (k == 2) bed.graph->compact();
      const auto [terms, number] = left_of(*bed.graph);
      CHECK(bed.graph->num_active() == terms.num_spins);
      const std::vector<double> energies = weiss_test::all_energies(terms);
      double constant = 0.0;
      for (size_t state = 0; state < energies.size(); ++state) {
        std::vector<int8_t> spins(9, int8_t{1});
        for (const auto& [spin, index] : number)
          spins[static_cast<size_t>(spin)] = spin_of(state, index) > 0 ? int8_t{1} : int8_t{-1};
        for (int32_t i = 0; i < 9; ++i)
          if (bed.graph->free(i) && random.below(2) == 0) spins[static_cast<size_t>(i)] = -1;
        bed.graph->lift(spins.data());
        const double energy = weiss_test::energy_of(bed.problem, spins);
        if (state == 0) constant = energy - energies[state];
        CHECK(energy == doctest::Approx(energies[state] + constant).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("couplings that cancel are gone, be it but for rounding") {
  Terms terms;
  terms.num_spins = 4;
  terms.add(0, 1, 0.5);
  terms.add(0, 2, 0.1);
  terms.add(1, 2, 0.2);
  terms.add(0, 3, 1.0);
  terms.add(2, 3, -0.3);
  Bed bed(terms);
  weiss::rqaoa::Merged merged(bed.host());
  bed.graph->merge(0, 1, 1, merged);
  CHECK(merged.joined.size() == 1);
  bed.graph->merge(0, 3, 1, merged);
  CHECK(bed.graph->num_active() == 0);
  for (const int32_t spin : {0, 2}) CHECK(bed.graph->free(spin));
  for (const int32_t spin : {1, 3}) CHECK_FALSE(bed.graph->free(spin));
}

TEST_CASE("means of depth 1 equal the simulation, also after eliminations") {
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const double density = seed % 4 == 0 ? 1.0 : 0.45;
    Bed bed(random_terms(8, density, seed % 2 == 0, seed % 3 == 0 ? Data::integer : Data::real, seed));
    ClosedForm<4> means(bed.host(), *bed.graph, bed.run());
    means.set({0.03, 0.1, 0.41, 1.9});
    Random random(seed);
    check_means(*bed.graph, means, -0.4);
    for (int k = 0; k < 6 && eliminate_one(*bed.graph, means, random); ++k)
      check_means(*bed.graph, means, 0.3 * (random.uniform() - 0.5));
  }
}

TEST_CASE("means are right where the cosines vanish") {
  for (const double density : {0.5, 1.0}) {
    Terms terms = random_terms(9, density, false, Data::integer, 3);
    for (double& value : terms.value) value = value < 0.0 ? -1.0 : 1.0;
    Bed bed(terms);
    ClosedForm<4> means(bed.host(), *bed.graph, bed.run());
    means.set({kPi / 4, kPi / 2, 3 * kPi / 4, kPi});
    check_means(*bed.graph, means, -0.3);
    Random random(5);
    for (int k = 0; k < 4 && eliminate_one(*bed.graph, means, random); ++k)
      check_means(*bed.graph, means, 0.7);
  }
}

TEST_CASE("the best beta is below a fine grid of others") {
  std::mt19937 random(1);
  const auto number = [&] { return static_cast<double>(random()) / 2147483648.0 - 1.0; };
  for (int k = 0; k < 500; ++k) {
    const MixerCurve curve = {k % 3 == 0 ? 0.0 : number(), number(), k % 5 == 0 ? 0.0 : number()};
    const BestBeta best = best_beta(curve);
    CHECK(curve.value(best.beta) == doctest::Approx(best.value));
    double least = 0.0;
    for (int g = 0; g < 20000; ++g) least = std::fmin(least, curve.value(g * kPi / 20000));
    CHECK(best.value <= least + 1e-14);
    CHECK(best.value > least - 1e-6);
  }
}

TEST_CASE("the best angles of a cubic graph without triangles are those that are known") {
  Bed bed(weiss_test::heawood(0.5));
  ClosedForm<4> means(bed.host(), *bed.graph, bed.run());
  BestAngles angles(*bed.graph, means, bed.run());
  angles.find();
  CHECK(angles.gamma() == doctest::Approx(std::atan(1.0 / std::sqrt(2.0))).epsilon(1e-5));
  CHECK(angles.beta() == doctest::Approx(-kPi / 8).epsilon(1e-9));
  CHECK(0.5 - angles.value() / 21 == doctest::Approx(0.692450).epsilon(1e-6));
}

TEST_CASE("of equal means each is chosen by some seed, and one seed chooses always the same") {
  Terms ring;
  ring.num_spins = 200;
  for (int64_t i = 0; i < 200; ++i) ring.add(i, (i + 1) % 200, 1.0);
  Bed bed(ring);
  ClosedForm<1> means(bed.host(), *bed.graph, bed.run());
  means.set({0.3});
  std::map<int32_t, int> chosen;
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    Random ties(seed), same(seed);
    const auto pick = means.strongest(0, -0.4, ties);
    REQUIRE(pick.pair);
    CHECK(pick.mean < 0.0);
    CHECK(means.strongest(0, -0.4, same).index == pick.index);
    ++chosen[pick.index];
  }
  CHECK(chosen.size() == 200);
}

TEST_CASE("the strongest is the largest of all means") {
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    Bed bed(random_terms(120, 0.05, seed % 2 == 0, Data::real, seed));
    ClosedForm<4> means(bed.host(), *bed.graph, bed.run());
    means.set({0.02, 0.04, 0.06, 0.08});
    Random random(seed);
    for (int k = 0; k < 60 && eliminate_one(*bed.graph, means, random); ++k) {
      const size_t gamma = static_cast<size_t>(random.below(4));
      const double beta = random.uniform();
      double most = 0.0;
      for (int32_t e = 0; e < bed.graph->num_edges(); ++e)
        most = std::fmax(most, std::fabs(means.mean_of_edge(gamma, beta, e)));
      for (int32_t i = 0; i < 120; ++i) most = std::fmax(most, std::fabs(means.mean_of_spin(gamma, beta, i)));
      const auto pick = means.strongest(gamma, beta, random);
      CHECK(std::fabs(pick.mean) == doctest::Approx(most).epsilon(1e-8));
      CHECK(pick.mean == (pick.pair ? doctest::Approx(means.mean_of_edge(gamma, beta, pick.index))
                                    : doctest::Approx(means.mean_of_spin(gamma, beta, pick.index))));
    }
  }
}
