// rqaoa with more than one layer: light cones against the whole circuit, and the solver on top of them.
#include <cmath>
#include <functional>
#include <map>

#include "../../../plugins/solvers/rqaoa/circuits.hpp"
#include "qaoa_reference.hpp"
#include "support.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::plugin::Sink;
using weiss::rqaoa::Circuits;
using weiss::rqaoa::Graph;
using weiss_test::attempt;
using weiss_test::build;
using weiss_test::counter;
using weiss_test::Data;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::solve;
using weiss_test::Terms;

constexpr int64_t kEnough = 100000000000;

// A solver that is a test: what it needs of a host is that of the library.
class Probe {
 public:
  static constexpr weiss::plugin::About about = {"test.probe", "Probe", "1", "Calls a function.", 0};
  using Body = std::function<void(const Host&, const weiss_problem_view&, const Run&)>;
  static Body body;

  Probe(const Host& host, const Options&) : host_(host) {}
  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const Run& run, const Sink& sink) {
    body(host_, problem, run);
    const std::vector<int8_t> spins(static_cast<size_t>(problem.num_spins), int8_t{1});
    sink.report(spins.data(), std::nan(""));
  }

 private:
  Host host_;
};
Probe::Body Probe::body;

// A ring with random couplings, some chords, and fields on request.
Terms ring(int64_t num_spins, bool fields, uint32_t seed) {
  std::mt19937 random(seed);
  const auto number = [&] { return static_cast<double>(random()) / 2147483648.0 - 1.0; };
  Terms terms;
  terms.num_spins = num_spins;
  for (int64_t i = 0; i < num_spins; ++i) terms.add(i, (i + 1) % num_spins, number());
  terms.add(0, 2, number());
  for (int64_t i = 0; fields && i < num_spins; ++i) terms.field.push_back(i % 3 == 0 ? 0.0 : number());
  return terms;
}

// A circular ladder: cubic, and with small light cones.
Terms prism(int64_t rungs) {
  Terms terms;
  terms.num_spins = 2 * rungs;
  for (int64_t i = 0; i < rungs; ++i) {
    terms.add(i, rungs + i, 0.5);
    terms.add(i, (i + 1) % rungs, 0.5);
    terms.add(rungs + i, rungs + (i + 1) % rungs, 0.5);
  }
  return terms;
}

struct Strongest {
  double energy = 0.0;
  double most = 0.0;
};
// By all amplitudes of what is left of a graph.
Strongest naive(const Graph& graph, const std::vector<double>& angles) {
  std::map<int32_t, int32_t> number;
  Terms terms;
  for (int32_t i = 0; i < graph.num_spins(); ++i) {
    if (!graph.active(i)) continue;
    number.emplace(i, static_cast<int32_t>(number.size()));
    terms.field.push_back(graph.field(i));
  }
  terms.num_spins = static_cast<int64_t>(number.size());
  for (int32_t e = 0; e < graph.num_edges(); ++e)
    if (graph.edge(e).value != 0.0)
      terms.add(number.at(graph.edge(e).a), number.at(graph.edge(e).b), graph.edge(e).value);
  const std::vector<double> probabilities = weiss_test::naive_probabilities(terms, angles);
  const auto mean = [&](uint64_t mask) {
    double sum = 0.0;
    for (size_t x = 0; x < probabilities.size(); ++x)
      sum += __builtin_parityll(x & mask) != 0 ? -probabilities[x] : probabilities[x];
    return sum;
  };
  Strongest found;
  for (size_t k = 0; k < terms.value.size(); ++k) {
    const double pair = mean((uint64_t{1} << terms.row[k]) | (uint64_t{1} << terms.column[k]));
    found.energy += terms.value[k] * pair;
    found.most = std::fmax(found.most, std::fabs(pair));
  }
  for (size_t i = 0; i < terms.field.size(); ++i) {
    const double spin = mean(uint64_t{1} << i);
    found.energy += terms.field[i] * spin;
    if (terms.field[i] != 0.0) found.most = std::fmax(found.most, std::fabs(spin));
  }
  return found;
}

}  // namespace

TEST_CASE("rqaoa: light cones give the means of the whole circuit, also after eliminations") {
  const auto context = make_context();
  REQUIRE(weiss_context_add_algorithm(context.get(), &weiss::plugin::algorithm<Probe>, nullptr, nullptr) ==
          WEISS_OK);
  for (const bool fields : {false, true})
    for (const int32_t depth : {1, 2, 3})
      for (const int32_t max_qubits : {10, 13}) {  // cones, and all in one
        CAPTURE(fields);
        CAPTURE(depth);
        CAPTURE(max_qubits);
        Probe::body = [&](const Host& host, const weiss_problem_view& problem, const Run& run) {
          const Problems problems(host);
          Graph graph(host, problem);
          Circuits circuits(host, problems, graph, run, depth, max_qubits);
          std::vector<double> angles;
          for (int32_t l = 0; l < depth; ++l) angles.push_back(0.4 + 0.2 * l);
          for (int32_t l = 0; l < depth; ++l) angles.push_back(-0.5 + 0.1 * l);
          Random ties(3);
          for (int k = 0; k < 4; ++k) {
            circuits.collect();
            double energy = 0.0;
            REQUIRE(circuits.energy(angles.data(), &energy));
            const Strongest exact = naive(graph, angles);
            CHECK(energy == doctest::Approx(exact.energy).epsilon(1e-12));
            const auto pick = circuits.strongest(ties);
            CHECK(std::fabs(pick.mean) == doctest::Approx(exact.most).epsilon(1e-8));
            if (pick.pair)
              circuits.merge(graph.edge(pick.index).a, graph.edge(pick.index).b, pick.mean < 0.0 ? -1 : 1);
            else
              circuits.fix(pick.index, pick.mean < 0.0 ? -1 : 1);
          }
        };
        solve(context, build(context, ring(13, fields, 7)), "test.probe", limited(kEnough));
      }
  Probe::body = nullptr;
}

TEST_CASE("rqaoa: equal light cones are simulated once") {
  const auto context = make_context();
  const std::string spec =
      "rqaoa depth=2 angles=given gammas=0.4,0.7 betas=-0.5,-0.3 cutoff=29 max_qubits=12";
  const auto problem = build(context, prism(16));
  const auto result = solve(context, problem, spec, limited(kEnough));
  // Of the first round at most rungs and sides, in some orders of their spins each; later ones have a defect.
  CHECK(counter(result, "eliminations") == 3);
  CHECK(counter(result, "circuits") < 60);  // of 48 + 46 + 44 means
}

TEST_CASE("rqaoa: two layers are refused where a light cone is too large, with its size") {
  const auto context = make_context();
  const auto problem = build(context, prism(20));
  const auto refused = attempt(context, problem, "rqaoa depth=3 max_qubits=9", limited(kEnough));
  CHECK(refused.status == WEISS_E_LIMIT);
  CHECK(refused.message.find("light cone of 14 spins") != std::string::npos);
  CHECK(refused.message.find("max_qubits") != std::string::npos);
}

TEST_CASE("rqaoa: more layers find better angles and no worse cuts") {
  const auto context = make_context();
  const auto problem = build(context, weiss_test::heawood(0.5));
  for (const std::string angles : {"optimise", "first"}) {
    const auto result = solve(context, problem, "rqaoa depth=2 cutoff=6 angles=" + angles, limited(kEnough));
    CHECK(info_of(result).energy == -10.5);  // it is bipartite
    CHECK(counter(result, "eliminations") == 8);
    REQUIRE(info_of(result).num_parameters == 4);
    const double* const found = weiss_result_parameters(result.get());
    const double mean =
        weiss_test::naive_mean(weiss_test::heawood(0.5), std::vector<double>(found, found + 4));
    CHECK(0.5 - mean / 21 >= 0.755906 - 1e-6);
  }
}

TEST_CASE("rqaoa: runs of more layers repeat, and stop when they should") {
  const auto context = make_context();
  const auto problem = build(context, ring(24, true, 5));
  const std::string spec = "rqaoa depth=2 cutoff=8 max_qubits=12 angles=first";
  const std::string once = fingerprint(solve(context, problem, spec, limited(kEnough, 1)));
  CHECK(fingerprint(solve(context, problem, spec, limited(kEnough, 1, 3))) == once);
  for (const int64_t work : {1, 1000, 10000}) {
    const auto result = solve(context, problem, spec, limited(work));
    CHECK(weiss_result_reason(result.get()) == WEISS_REASON_WORK);
    CHECK(info_of(result).energy < 0.0);
  }
}

TEST_CASE("rqaoa: the search for angles leaves work for the eliminations") {
  const auto context = make_context();
  const auto problem = build(context, prism(8));
  for (const std::string angles : {"optimise", "first"})
    for (const int64_t work : {8000000, 30000000}) {
      const auto result = solve(context, problem, "rqaoa depth=2 cutoff=8 angles=" + angles, limited(work));
      CAPTURE(angles);
      CAPTURE(work);
      CHECK(counter(result, "eliminations") == 8);
      CHECK(counter(result, "evaluations") > 0);
      CHECK(weiss_result_reason(result.get()) != WEISS_REASON_WORK);
    }
}
