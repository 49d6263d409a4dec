// Bounds, replicas, forests and products of weiss/weiss.hpp.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "weiss/weiss.hpp"

namespace {

// The ring of five nodes, whose largest cut is 4.
weiss::Problem pentagon(const weiss::Context& context) {
  return weiss::Problem::maxcut(context, 5, {{0, 1, 2, 3, 4}, {1, 2, 3, 4, 0}, {}});
}

}  // namespace

TEST_CASE("no cut is above the bounds, and that of vectors is tight on the ring of five") {
  const weiss::Context context;
  const auto problem = pentagon(context);
  auto params = weiss::detail::make<weiss_sdp_params>();
  params.num_roundings = 8;
  const weiss::SdpBound sdp = weiss::sdp_bound(problem, params);
  CHECK(problem.objective(sdp.bound) == 4.0);  // 4.52 by the vectors; cuts are integers
  CHECK(problem.objective(sdp.value) == doctest::Approx(4.5225).epsilon(1e-4));
  const std::vector<double> energies = problem.energies(sdp.roundings);
  CHECK(energies.size() == 8);
  CHECK(std::is_sorted(energies.begin(), energies.end()));
  CHECK(problem.objective(energies.front()) == 4.0);
  CHECK(weiss::sdp_bound(problem).roundings.empty());

  const weiss::RoofDual roof = weiss::roof_dual(problem);
  CHECK(problem.objective(roof.bound) >= 4.0);
  CHECK(roof.persistent.size() == 5);
  params.num_roundings = -1;
  CHECK_THROWS_AS(weiss::sdp_bound(problem, params), weiss::Error);
}

TEST_CASE("roof duality decides spins that strong fields hold") {
  const weiss::Context context;
  const auto chain = weiss::Problem::ising(context, {3.0, 0.0, -1.0}, {{0, 1}, {1, 2}, {1.0, -1.0}});
  const weiss::RoofDual roof = weiss::roof_dual(chain);
  CHECK(roof.bound == -6.0);
  CHECK(roof.persistent == std::vector<std::int8_t>{-1, 1, 1});
}

TEST_CASE("replicas reach the largest cut and are annealed to minima") {
  const weiss::Context context;
  const auto problem = pentagon(context);
  CHECK(weiss::Replicas::lanes(problem) == 64);
  weiss::Replicas replicas(problem, 10);
  CHECK(replicas.energies() == std::vector<double>(10, problem.energy({1, 1, 1, 1, 1})));
  replicas.set_random(1);
  auto params = weiss::detail::make<weiss_anneal_params>();
  params.seed = 2;
  params.sweeps = 50;
  CHECK(replicas.anneal(params) == 50);
  const std::vector<double> energies = replicas.energies();
  for (std::int64_t r = 0; r < replicas.count(); ++r)
    CHECK(problem.energy(replicas.spins(r)) == energies[static_cast<std::size_t>(r)]);
  CHECK(problem.objective(*std::min_element(energies.begin(), energies.end())) == 4.0);

  const std::vector<std::int8_t> state = {1, -1, 1, -1, 1};
  replicas.set(3, state);
  CHECK(replicas.spins(3) == state);
  CHECK(replicas.sweep(5, std::vector<double>(10, 0.0), 1) == 5);
  CHECK(problem.objective(replicas.energies()[3]) == 4.0);
  CHECK_THROWS_AS(replicas.spins(10), weiss::Error);
  CHECK_THROWS_AS(replicas.set(0, {1, 1}), weiss::Error);
  CHECK_THROWS_AS(replicas.sweep(1, {0.0}, 1), weiss::Error);
  CHECK_THROWS_AS(weiss::Replicas(problem, 0), weiss::Error);
}

TEST_CASE("moves on forests find the largest cut of the ring of five") {
  const weiss::Context context;
  const auto problem = pentagon(context);
  weiss::Search search(problem);
  auto params = weiss::detail::make<weiss_trees_params>();
  params.moves = 10;
  CHECK(search.trees(params) == 10);
  CHECK(problem.objective(search.best_energy()) == 4.0);
  params.width = 17;
  CHECK(search.trees(params) == -1);
}

TEST_CASE("couplings are multiplied with one vector and with several") {
  const weiss::Context context;
  const auto chain = weiss::Problem::ising(context, {9.0, 9.0, 9.0}, {{0, 1}, {1, 2}, {2.0, -3.0}});
  CHECK(chain.multiply({1.0, 10.0, 100.0}) == std::vector<double>{20.0, -298.0, -30.0});
  CHECK(chain.multiply({1.0, 1.0, 10.0, 0.0, 100.0, 0.0}, 2) ==
        std::vector<double>{20.0, 0.0, -298.0, 2.0, -30.0, 0.0});
  CHECK_THROWS_AS(chain.multiply({1.0, 2.0}), weiss::Error);
  CHECK_THROWS_AS(chain.multiply({1.0, 2.0, 3.0}, 0), weiss::Error);
}
