// The ladders of parallel tempering sample the law of each rung; the solver repeats, takes starts, finds minima.
#include <array>
#include <cmath>
#include <map>

#include "../../../plugins/solvers/tempering/ladders.hpp"
#include "support.hpp"

namespace {

using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::Run;
using weiss::plugin::Sink;
using weiss_test::build;
using weiss_test::Data;
using weiss_test::fingerprint;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::random_terms;
using weiss_test::solve;

constexpr int64_t kRungs = 5;

// How often each energy was seen on each rung.
std::array<std::map<int64_t, double>, kRungs> seen;

class Watcher {
 public:
  static constexpr weiss::plugin::About about = {"test.watcher", "Watcher", "1.0", "Counts energies.", 0};
  Watcher(const Host& host, const Options&) : host_(host) {}
  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const Run& run, const Sink& sink) {
    const int64_t lanes =
        weiss::plugin::Replicas::lanes(weiss::plugin::replicas_table(host_), problem.problem);
    const LadderShape shape = {kRungs, 3, lanes, 20.0, 2.0};
    Ladders ladders(host_, problem, shape, 7);
    ladders.begin(run);
    ladders.run(run, 100, 2);
    for (int k = 0; k < 100000; ++k) {
      ladders.run(run, 1, 1);
      for (int64_t ladder = 0; ladder < shape.ladders; ++ladder)
        for (int64_t rung = 0; rung < kRungs; ++rung)
          seen[static_cast<size_t>(rung)][std::lround(ladders.energy(ladder, rung))] += 1.0;
    }
    sink.report(ladders.best(), ladders.best_energy());
  }

 private:
  Host host_;
};

}  // namespace

TEST_CASE("each rung of a ladder samples Boltzmann's law at its temperature") {
  const auto context = make_context();
  REQUIRE(weiss_context_add_algorithm(context.get(), &weiss::plugin::algorithm<Watcher>, nullptr, nullptr) ==
          WEISS_OK);
  const auto problem = build(context, random_terms(8, 0.8, true, Data::integer, 3));
  const LadderShape shape = {kRungs, 3, 64, 20.0, 2.0};
  for (auto& energies : seen) energies.clear();
  CHECK(info_of(solve(context, problem, "test.watcher", limited(INT64_MAX / 2))).energy ==
        weiss_test::brute_force(problem));
  for (int64_t rung = 0; rung < kRungs; ++rung) {
    CAPTURE(rung);
    std::map<int64_t, double> weight;
    double total = 0.0, drawn = 0.0;
    for (uint32_t state = 0; state < 256; ++state) {
      std::vector<int8_t> spins(8);
      for (size_t i = 0; i < 8; ++i) spins[i] = (state >> i) & 1u ? int8_t{-1} : int8_t{1};
      const double energy = weiss_test::energy_of(problem, spins);
      const double w = std::exp(-energy / shape.temperature(rung));
      weight[std::lround(energy)] += w;
      total += w;
    }
    const auto& found = seen[static_cast<size_t>(rung)];
    for (const auto& [energy, count] : found) drawn += count;
    // Each energy is seen as often as the law says, within a percent of all samples.
    for (const auto& [energy, w] : weight) {
      CAPTURE(energy);
      const auto at = found.find(energy);
      const double share = at == found.end() ? 0.0 : at->second / drawn;
      CHECK(std::fabs(share - w / total) < 0.01 * std::max(0.1, std::sqrt(w / total)));
    }
  }
}

TEST_CASE("a ladder has rungs near enough for exchanges, and fills the lanes") {
  const LadderShape small = LadderShape::of(0, 100, 64, 10.0, 1.0);
  CHECK(small.rungs == 13);
  CHECK(small.ladders == 4);
  CHECK(small.temperature(0) == 1.0);
  CHECK(small.temperature(12) == doctest::Approx(10.0));
  const LadderShape large = LadderShape::of(0, 2000, 64, 10.0, 1.0);
  CHECK(large.rungs == 64);
  CHECK(large.groups() == 1);
  CHECK(LadderShape::of(0, 1000000, 8, 10.0, 1.0).rungs == 512);
  CHECK(LadderShape::of(7, 1000000, 8, 10.0, 1.0).replicas() == 7);
  CHECK(LadderShape::of(1, 10, 64, 5.0, 1.0).temperature(0) == 1.0);
  CHECK(LadderShape::of(0, 10, 64, 1.0, 1.0).rungs == 2);
}

TEST_CASE("tempering finds minima, repeats for any number of threads, and reports starts") {
  const auto context = make_context();
  for (const Data data : {Data::integer, Data::real})
    for (const int64_t n : {1, 2, 5, 12}) {
      CAPTURE(n);
      const auto problem = build(context, random_terms(n, 0.6, true, data, 5));
      for (const std::string spec : {"tempering", "tempering replicas=3 sweeps=1", "tempering replicas=1 searches=3",
                                     "tempering t_first=9 t_last=0.5"})
        CHECK(info_of(solve(context, problem, spec, limited(300000))).energy ==
              doctest::Approx(weiss_test::brute_force(problem)));
    }
  const auto problem = build(context, random_terms(150, 0.1, true, Data::integer, 6));
  const std::string once = fingerprint(solve(context, problem, "tempering", limited(3000000, 4, 1)));
  CHECK(fingerprint(solve(context, problem, "tempering", limited(3000000, 4, 3))) == once);
  CHECK(fingerprint(solve(context, problem, "tempering", limited(3000000, 5, 1))) != once);

  const auto best = solve(context, problem, "tempering", limited(30000000));
  std::vector<int8_t> start = weiss_test::spins_of(best);
  weiss_run_config config = limited(1);
  config.starts = start.data();
  config.num_starts = 1;
  CHECK(info_of(solve(context, problem, "tempering", config)).energy <= info_of(best).energy);
}

TEST_CASE("tempering ends after its exchanges, and refuses a range upside down") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(50, 0.2, false, Data::integer, 8));
  const auto result = solve(context, problem, "tempering exchanges=10 sweeps=3 searches=2", limited(1000000000));
  CHECK(weiss_test::counter(result, "sweeps") == 60);
  CHECK(info_of(result).reason == WEISS_REASON_CONVERGED);
  const auto refused = weiss_test::attempt(context, problem, "tempering t_first=1 t_last=2", limited(1000));
  CHECK(refused.status == WEISS_E_OPTION);
  CHECK(refused.message.find("t_last") != std::string::npos);
}

TEST_CASE("annealing by replicas repeats for any number of threads, and counts its reads") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(150, 0.1, true, Data::integer, 6));
  for (const std::string spec : {"annealing reads_by=replicas", "annealing reads=200 sweeps=30",
                                 "annealing reads=9 sweeps=30 reads_by=replicas searches=2"}) {
    CAPTURE(spec);
    const std::string once = fingerprint(solve(context, problem, spec, limited(5000000, 4, 1)));
    CHECK(fingerprint(solve(context, problem, spec, limited(5000000, 4, 3))) == once);
  }
  const auto reads = solve(context, problem, "annealing reads=100 sweeps=20", limited(1000000000));
  CHECK(weiss_test::counter(reads, "reads") == 100);
  CHECK(weiss_test::counter(reads, "sweeps") == 2000);
  CHECK(info_of(reads).samples_seen == 100);

  std::vector<int8_t> starts(300, int8_t{1});
  weiss_run_config config = limited(1000000000);
  config.starts = starts.data();
  config.num_starts = 2;
  CHECK(weiss_test::counter(solve(context, problem, "annealing reads=100 sweeps=20", config), "reads") == 100);
}
