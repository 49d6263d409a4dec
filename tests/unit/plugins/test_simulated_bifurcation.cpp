// The solver simulated-bifurcation: its equations of motion, ground states, starts, repeatable runs.
#include <cmath>

#include "../../../plugins/solvers/simulated-bifurcation/oscillators.hpp"
#include "support.hpp"

namespace {

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

// Oscillators of one replica with dense couplings.
struct System {
  explicit System(size_t n_) : n(n_), coupling(n_ * n_, 0.0), field(n_), x(n_), y(n_), product(n_) {
    std::mt19937 random(5);
    const auto real = [&] { return static_cast<double>(random()) / 4294967296.0 - 0.5; };
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < i; ++j) coupling[i * n + j] = coupling[j * n + i] = real();
    for (size_t i = 0; i < n; ++i) {
      field[i] = real();
      x[i] = 0.2 * real();
      y[i] = 0.2 * real();
    }
  }

  void multiply() {
    for (size_t i = 0; i < n; ++i) {
      product[i] = 0.0;
      for (size_t j = 0; j < n; ++j) product[i] += coupling[i * n + j] * x[j];
    }
  }
  void step(const Motion& m) {
    multiply();
    push(static_cast<int64_t>(n), 1, m, x.data(), product.data(), field.data(), y.data());
    move(static_cast<int64_t>(n), m, y.data(), x.data());
  }
  double energy(const Motion& m) {
    multiply();
    double e = 0.0;
    for (size_t i = 0; i < n; ++i)
      e += 0.5 * m.a0 * y[i] * y[i] + 0.5 * m.stiffness * x[i] * x[i] +
           m.c0 * x[i] * (field[i] + 0.5 * product[i]);
    return e;
  }

  size_t n;
  std::vector<double> coupling, field, x, y, product;
};

}  // namespace

TEST_CASE("without walls and with a pump that rests the energy stays where it is") {
  double drift[2];
  for (int half = 0; half < 2; ++half) {
    System system(12);
    const Motion motion = {half ? 0.05 : 0.1, 1.0, 1.0, 0.2};
    const double before = system.energy(motion);
    drift[half] = 0.0;
    for (int step = 0; step < 20000; ++step) {
      system.step(motion);
      drift[half] = std::max(drift[half], std::fabs(system.energy(motion) - before));
    }
    CHECK(drift[half] < 0.1 * std::fabs(before));  // bounded over thousands of periods
  }
  CHECK(drift[1] < 0.6 * drift[0]);  // of first order in the step
}

TEST_CASE("a step can be taken back") {
  System system(8);
  const Motion motion = {0.5, 0.3, 1.0, 0.4};
  const std::vector<double> x = system.x, y = system.y;
  system.step(motion);
  const Motion back = {-0.5, 0.3, 1.0, 0.4};
  move(8, back, system.y.data(), system.x.data());  // the inverse: positions first
  system.multiply();
  push(8, 1, back, system.x.data(), system.product.data(), system.field.data(), system.y.data());
  for (size_t i = 0; i < 8; ++i) {
    CHECK(system.x[i] == doctest::Approx(x[i]).epsilon(1e-13));
    CHECK(system.y[i] == doctest::Approx(y[i]).epsilon(1e-13));
  }
}

TEST_CASE("walls stop what hits them, and signs are those of the positions") {
  std::vector<double> x = {-1.5, -1.0, -0.3, 0.0, 0.7, 1.0, 2.0}, y(7, 0.5), s(7);
  stop_at_walls(7, x.data(), y.data());
  CHECK(x == std::vector<double>{-1.0, -1.0, -0.3, 0.0, 0.7, 1.0, 1.0});
  CHECK(y == std::vector<double>{0.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.0});
  signs(7, x.data(), s.data());
  CHECK(s == std::vector<double>{-1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 1.0});
}

TEST_CASE("both variants reach the ground states of small problems, with and without fields") {
  const auto context = make_context();
  uint32_t seed = 1;
  for (const std::string variant : {"ballistic", "discrete"})
    for (const Data data : {Data::integer, Data::real})
      for (const bool fields : {false, true})
        for (const int64_t n : {1, 2, 5, 12, 14}) {
          const auto problem = build(context, random_terms(n, 0.6, fields, data, seed++));
          const auto result = solve(context, problem, "simulated-bifurcation steps=300 variant=" + variant,
                                    limited(400000));
          CAPTURE(variant);
          CAPTURE(seed);
          CHECK(info_of(result).energy == doctest::Approx(brute_force(problem)));
          CHECK(energy_of(problem, spins_of(result)) == info_of(result).energy);
        }
}

TEST_CASE("a dense glass of 100 spins is solved as annealing solves it") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(100, 1.0, false, Data::integer, 9));
  const double best = info_of(solve(context, problem, "annealing", limited(30000000))).energy;
  for (const std::string variant : {"ballistic", "discrete"})
    CHECK(info_of(solve(context, problem, "simulated-bifurcation variant=" + variant, limited(30000000))).energy <=
          0.999 * best);
}

TEST_CASE("replicas and steps are as many as asked for") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(40, 0.3, true, Data::integer, 3));
  const auto result = solve(context, problem, "simulated-bifurcation replicas=70 steps=50", limited(0));
  CHECK(counter(result, "replicas") == 70);
  CHECK(counter(result, "steps") % 50 == 0);
  CHECK(info_of(result).samples_seen == 70);
}

TEST_CASE("starts are taken up and never lost") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(80, 0.2, true, Data::integer, 11));
  const std::vector<int8_t> good = spins_of(solve(context, problem, "tabu", limited(2000000)));
  for (const int64_t work : {1, 100, 5000, 1000000}) {
    weiss_run_config config = limited(work, 3);
    config.num_starts = 1;
    config.starts = good.data();
    CHECK(info_of(solve(context, problem, "simulated-bifurcation", config)).energy <= energy_of(problem, good));
  }
}

TEST_CASE("a start is seen in where a short run ends") {
  const auto context = make_context();
  Terms chain;  // two ground states of a ferromagnet: the start says which
  chain.num_spins = 30;
  for (int64_t i = 0; i < 29; ++i) chain.add(i, i + 1, -1.0);
  const auto problem = build(context, chain);
  for (const int8_t sign : {int8_t{1}, int8_t{-1}}) {
    const std::vector<int8_t> start(30, sign);
    weiss_run_config config = limited(0, 1);
    config.num_starts = 1;
    config.starts = start.data();
    CHECK(spins_of(solve(context, problem, "simulated-bifurcation replicas=1 steps=40", config)) == start);
  }
}

TEST_CASE("runs repeat for any number of threads") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(90, 0.3, true, Data::integer, 4));
  for (const std::string variant : {"ballistic", "discrete"})
    for (const int64_t work : {500, 300000}) {
      const std::string spec = "simulated-bifurcation variant=" + variant;
      const std::string once = fingerprint(solve(context, problem, spec, limited(work, 5, 1)));
      for (const int32_t threads : {1, 2, 4})
        CHECK(fingerprint(solve(context, problem, spec, limited(work, 5, threads))) == once);
    }
}
