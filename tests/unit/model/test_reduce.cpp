#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "model/reduce.hpp"
#include "support.hpp"

using weiss::Random;
using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::random_value;
using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

// A forest: each spin but the roots hangs on an earlier one.
UserForm random_forest(Random& random, int64_t n, double root_share, bool integer) {
  UserForm form;
  form.num_spins = n;
  form.offset = random_value(random, integer);
  for (int32_t u = 1; u < n; ++u) {
    const auto earlier = static_cast<int32_t>(random.below(static_cast<uint32_t>(u)));
    if (random.uniform() >= root_share) form.add(u, earlier, random_value(random, integer));
  }
  for (int64_t u = 0; u < n; ++u) form.linear.push_back(random_value(random, integer));
  return form;
}

// A forest with a few more edges.
UserForm random_sparse(Random& random, int64_t n, bool integer) {
  UserForm form = random_forest(random, n, 0.2, integer);
  for (int extra = 0; extra < 4; ++extra) {
    const auto u = static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
    const auto v = static_cast<int32_t>(random.below(static_cast<uint32_t>(n)));
    if (u != v) form.add(u, v, random_value(random, integer));
  }
  return form;
}

struct Reduced {
  explicit Reduced(const weiss::Problem& parent) { problem = weiss::reduce(parent, reduction); }
  Spins lift(const Spins& spins, int64_t n) const {
    Spins lifted(static_cast<size_t>(n), 0);
    reduction->lift(spins.data(), lifted.data());
    return lifted;
  }
  std::unique_ptr<weiss::Reduction> reduction;
  weiss::ProblemPtr problem;
};

}  // namespace

TEST_CASE("a forest reduces to its minimum") {
  const auto environment = make_environment();
  Random random(41);
  for (int trial = 0; trial < 60; ++trial) {
    const auto parent = build(environment, random_forest(random, 12, trial % 3 * 0.2, true));
    const Reduced reduced(*parent);
    CHECK(reduced.problem->num_spins() == 0);
    CHECK(reduced.problem->offset == weiss_test::minimum_energy(*parent));
    CHECK(parent->energy(reduced.lift({}, 12).data()) == reduced.problem->offset);
  }
}

namespace {

// The energy of each reduced state is the least one of those that agree with it, and its lift has it.
void check_every_state(const weiss::Problem& parent, double tolerance) {
  const Reduced reduced(parent);
  const int64_t n = parent.num_spins(), kept = reduced.problem->num_spins();
  std::vector<double> least(size_t{1} << kept, INFINITY);
  weiss_test::for_each_state(n, [&](const Spins& spins) {
    size_t bits = 0;
    for (int64_t a = 0; a < kept; ++a)
      if (spins[static_cast<size_t>(reduced.reduction->kept[static_cast<size_t>(a)])] < 0) bits |= size_t{1} << a;
    least[bits] = std::min(least[bits], parent.energy(spins.data()));
  });
  size_t bits = 0, wrong = 0;
  weiss_test::for_each_state(kept, [&](const Spins& spins) {
    const Spins lifted = reduced.lift(spins, n);
    const double energy = reduced.problem->energy(spins.data());
    wrong += std::fabs(energy - least[bits]) > tolerance;
    wrong += std::fabs(parent.energy(lifted.data()) - energy) > tolerance;
    ++bits;
  });
  CHECK(wrong == 0);
}

void check_counts(const Reduced& reduced) {
  const weiss_reduction_info& counts = reduced.reduction->counts;
  CHECK(counts.num_kept == reduced.problem->num_spins());
  CHECK(counts.num_spins - counts.num_kept == counts.num_low_degree + counts.num_degree_two + counts.num_degree_three +
                                                  counts.num_dominated + counts.num_decided +
                                                  counts.num_persistent);
}

}  // namespace

TEST_CASE("each reduced state has the least energy of the states that agree with it") {
  const auto environment = make_environment();
  Random random(42);
  constexpr double kDensities[] = {0.15, 0.3, 0.5, 1.0};
  for (int trial = 0; trial < 3000; ++trial) {
    const bool integer = trial % 2 == 0, fields = trial % 3 != 0;
    const int64_t n = 2 + static_cast<int64_t>(random.below(8));
    UserForm form = weiss_test::random_ising(random, n, kDensities[trial % 4], integer, fields);
    if (trial % 5 == 0)  // few different sizes: many ties
      for (double& x : form.value) x = std::round(x / 7.0);
    if (trial % 7 == 0)
      for (double& h : form.linear) h = std::round(3.0 * h);
    check_every_state(*build(environment, form), integer ? 0.0 : 1e-13);
  }
}

TEST_CASE("sparse problems of 14 spins keep their minimum, and are counted") {
  const auto environment = make_environment();
  Random random(44);
  for (int trial = 0; trial < 40; ++trial) {
    const auto parent = build(environment, random_sparse(random, 14, true));
    const Reduced reduced(*parent);
    check_counts(reduced);
    CHECK(reduced.problem->integer());
    CHECK(weiss_test::minimum_energy(*reduced.problem) == weiss_test::minimum_energy(*parent));
  }
}

TEST_CASE("cycles, with fields or without, reduce to nothing") {
  const auto environment = make_environment();
  Random random(45);
  for (int trial = 0; trial < 60; ++trial) {
    UserForm form;
    form.num_spins = 12;
    for (int32_t u = 0; u < 12; ++u) form.add(u, (u + 1) % 12, 1.0 + random.below(9));
    for (int u = 0; u < 12 && trial % 2 == 0; ++u) form.linear.push_back(weiss_test::random_value(random, true));
    const auto parent = build(environment, form);
    const Reduced reduced(*parent);
    CHECK(reduced.problem->num_spins() == 0);
    CHECK(reduced.problem->offset == weiss_test::minimum_energy(*parent));
    CHECK(parent->energy(reduced.lift({}, 12).data()) == reduced.problem->offset);
  }
}

TEST_CASE("a spin of degree two stays where halves would break the bound of integers") {
  const auto environment = make_environment();
  const auto reduced_with = [&](double scale, double field) {
    UserForm form;  // all pairs of four spins, and one more on two of them; odd, so it leaves halves
    form.num_spins = 5;
    for (int32_t u = 0; u < 4; ++u)
      for (int32_t v = u + 1; v < 4; ++v) form.add(u, v, scale * (0x1p46 + 2 * u + v));
    form.add(4, 0, scale * 5.0);
    form.add(4, 1, scale * 4.0);
    form.linear = {2.0 * scale, 2.0 * scale, 2.0 * scale, 2.0 * scale, field};
    const auto parent = build(environment, form);
    REQUIRE(parent->integer());
    Reduced reduced(*parent);
    CHECK(reduced.problem->integer());
    CHECK(weiss_test::minimum_energy(*reduced.problem) == weiss_test::minimum_energy(*parent));
    return reduced;
  };
  CHECK(reduced_with(1.0, 4.0).reduction->counts.num_degree_two == 1);
  const Reduced reduced = reduced_with(16.0, 51.0);  // the sum of all is above 2^52
  CHECK(reduced.reduction->counts.num_degree_two == 0);
  CHECK(reduced.problem->num_spins() == 5);
}

TEST_CASE("weights at the bounds of integers are reduced exactly") {
  const auto environment = make_environment();
  Random random(46);
  for (int trial = 0; trial < 500; ++trial) {
    const int64_t n = 3 + static_cast<int64_t>(random.below(6));
    UserForm form = weiss_test::random_ising(random, n, 0.4, true, true);
    double total = std::fabs(form.offset);
    for (const double x : form.value) total += std::fabs(x);
    for (const double h : form.linear) total += std::fabs(h);
    const double factor = std::exp2(std::floor(std::log2(0x1p53 / (total + 1.0))));
    for (double& x : form.value) x = x * factor + (random.below(2) ? 1.0 : 0.0);
    for (double& h : form.linear) h = h * factor - (random.below(2) ? 1.0 : 0.0);
    const auto parent = build(environment, form);
    if (!parent->integer()) continue;
    check_every_state(*parent, 0.0);
    CHECK(Reduced(*parent).problem->integer());
  }
}

TEST_CASE("a large sparse graph reduces in near-linear work") {
  const auto environment = make_environment();
  constexpr int64_t kSpins = 100000;
  for (const bool fields : {false, true}) {
    Random random(47);
    UserForm form;
    form.num_spins = kSpins;
    for (int edge = 0; edge < 3 * kSpins / 2; ++edge) {
      const auto u = static_cast<int32_t>(random.below(kSpins)), v = static_cast<int32_t>(random.below(kSpins));
      if (u != v) form.add(u, v, random.below(2) ? 1.0 : -1.0);
    }
    for (int64_t u = 0; u < kSpins && fields; ++u) form.linear.push_back(static_cast<double>(random.below(3)) - 1.0);
    const auto parent = build(environment, form);
    const Reduced reduced(*parent);
    check_counts(reduced);
    CHECK(reduced.problem->num_spins() < 6 * kSpins / 10);
    CHECK(reduced.reduction->counts.work < 400 * parent->num_entries());
    const Spins state = weiss_test::random_spins(random, reduced.problem->num_spins());
    CHECK(parent->energy(reduced.lift(state, kSpins).data()) == reduced.problem->energy(state.data()));
  }
}

TEST_CASE("two hubs with many spins between them do not cost quadratic work") {
  const auto environment = make_environment();
  constexpr int32_t kBetween = 50000;
  UserForm form;
  form.num_spins = kBetween + 2;
  Random random(48);
  for (int32_t u = 0; u < kBetween; ++u)
    for (const int32_t hub : {kBetween, kBetween + 1}) form.add(u, hub, random.below(2) ? 3.0 : -3.0);
  for (int32_t u = 0; u < kBetween; ++u) form.linear.push_back(2.0 * random.below(2));
  form.linear.resize(static_cast<size_t>(kBetween) + 2, 0.0);
  const auto parent = build(environment, form);
  const Reduced reduced(*parent);
  CHECK(reduced.problem->num_spins() == 0);
  CHECK(reduced.reduction->counts.work < 200 * kBetween);
  CHECK(parent->energy(reduced.lift({}, kBetween + 2).data()) == reduced.problem->offset);
}

TEST_CASE("a state that is restricted and lifted has no higher energy than before") {
  const auto environment = make_environment();
  Random random(47);
  for (int trial = 0; trial < 40; ++trial) {
    const auto parent = build(environment, random_sparse(random, 40, trial % 2 == 0));
    const Reduced reduced(*parent);
    Spins spins(40);
    for (int8_t& s : spins) s = random.below(2) == 0 ? int8_t{1} : int8_t{-1};
    Spins kept(static_cast<size_t>(reduced.problem->num_spins()));
    reduced.reduction->restrict(spins.data(), kept.data());
    const double energy = parent->energy(reduced.lift(kept, 40).data());
    CHECK(energy <= parent->energy(spins.data()) + 1e-9);
    CHECK(energy == doctest::Approx(reduced.problem->energy(kept.data())));
  }
}

TEST_CASE("ties lift to +1") {
  UserForm form;
  form.num_spins = 3;
  form.add(0, 1, 1.0);
  form.linear = {1.0, -1.0, 0.0};
  const auto parent = build(make_environment(), form);
  const Reduced reduced(*parent);
  CHECK(reduced.lift({}, 3) == Spins{-1, 1, 1});
}

TEST_CASE("a problem that no rule applies to is left as it is") {
  const auto environment = make_environment();
  UserForm form;
  form.num_spins = 5;
  for (int32_t u = 0; u < 5; ++u)
    for (int32_t v = u + 1; v < 5; ++v) form.add(u, v, 1.0);
  form.offset = 3.0;
  const auto parent = build(environment, form);
  const Reduced reduced(*parent);
  CHECK(reduced.problem->column == parent->column);
  CHECK(reduced.problem->value == parent->value);
  CHECK(reduced.problem->offset == parent->offset);
  CHECK(reduced.problem->trivial_bound == parent->trivial_bound);
  CHECK(reduced.lift({1, -1, 1, 1, -1}, 5) == Spins{1, -1, 1, 1, -1});
}

TEST_CASE("a long chain reduces in one go") {
  const auto environment = make_environment();
  constexpr int32_t kLength = 200000;
  UserForm form;
  form.num_spins = kLength;
  for (int32_t u = 0; u + 1 < kLength; ++u) form.add(u, u + 1, u % 2 ? 1.0 : -2.0);
  const auto parent = build(environment, form);
  const Reduced reduced(*parent);
  CHECK(reduced.problem->offset == parent->trivial_bound);
  CHECK(parent->energy(reduced.lift({}, kLength).data()) == parent->trivial_bound);
}

TEST_CASE("an empty problem reduces to itself") {
  const auto parent = build(make_environment(), UserForm{});
  const Reduced reduced(*parent);
  CHECK(reduced.problem->num_spins() == 0);
}
