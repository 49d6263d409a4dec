#include <doctest/doctest.h>

#include <algorithm>

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

TEST_CASE("a reduced problem has the minimum of the problem, and no spin of degree 0 or 1") {
  const auto environment = make_environment();
  Random random(42);
  for (int trial = 0; trial < 60; ++trial) {
    const auto parent = build(environment, random_sparse(random, 12, true));
    const Reduced reduced(*parent);
    CHECK(reduced.problem->integer());
    for (size_t u = 0; u < reduced.problem->field.size(); ++u)
      CHECK(reduced.problem->row_end(u) - reduced.problem->row_begin(u) >= 2);
    CHECK(weiss_test::minimum_energy(*reduced.problem) == weiss_test::minimum_energy(*parent));
  }
}

TEST_CASE("a lifted state has the energy of the reduced one, least among those that agree with it") {
  const auto environment = make_environment();
  Random random(43);
  for (int trial = 0; trial < 40; ++trial) {
    const bool integer = trial % 2 == 0;
    const auto parent = build(environment, random_sparse(random, 10, integer));
    const Reduced reduced(*parent);
    const int64_t kept = reduced.problem->num_spins();
    weiss_test::for_each_state(kept, [&](const Spins& spins) {
      const Spins lifted = reduced.lift(spins, 10);
      const double energy = reduced.problem->energy(spins.data());
      if (integer) CHECK(parent->energy(lifted.data()) == energy);
      else CHECK(parent->energy(lifted.data()) == doctest::Approx(energy).epsilon(1e-13).scale(10));
      double least = parent->energy(lifted.data());
      weiss_test::for_each_state(10, [&](const Spins& other) {
        for (size_t a = 0; a < reduced.reduction->kept.size(); ++a)
          if (other[static_cast<size_t>(reduced.reduction->kept[a])] != spins[a]) return;
        least = std::min(least, parent->energy(other.data()));
      });
      CHECK(parent->energy(lifted.data()) <= least + (integer ? 0.0 : 1e-12));
    });
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

TEST_CASE("a graph without leaves is left as it is") {
  const auto environment = make_environment();
  UserForm form;
  form.num_spins = 5;
  for (int32_t u = 0; u < 5; ++u) form.add(u, (u + 1) % 5, u - 2.5);
  form.offset = 3.0;
  const auto parent = build(environment, form);
  const Reduced reduced(*parent);
  CHECK(reduced.problem->column == parent->column);
  CHECK(reduced.problem->value == parent->value);
  CHECK(reduced.problem->offset == parent->offset);
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
