#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "base/error.hpp"
#include "model/transform.hpp"
#include "support.hpp"

using weiss::Random;
using weiss_test::build;
using weiss_test::make_environment;
using weiss_test::random_ising;
using weiss_test::random_spins;
using weiss_test::Spins;

namespace {

std::vector<int32_t> random_members(Random& random, int64_t n, size_t count) {
  std::vector<int32_t> spins(static_cast<size_t>(n));
  std::iota(spins.begin(), spins.end(), 0);
  for (size_t k = 0; k < count; ++k)
    std::swap(spins[k], spins[k + random.below(static_cast<uint32_t>(spins.size() - k))]);
  spins.resize(count);
  return spins;
}

void check_sorted(const weiss::Problem& problem) {
  REQUIRE(problem.row_start.size() == problem.field.size() + 1);
  REQUIRE(problem.row_start.back() == problem.num_entries());
  for (size_t u = 0; u < problem.field.size(); ++u)
    for (size_t k = problem.row_begin(u) + 1; k < problem.row_end(u); ++k)
      REQUIRE(problem.column[k - 1] < problem.column[k]);
}

weiss::ProblemPtr clamp_to_spins(const weiss::Problem& problem, const std::vector<int32_t>& members,
                                 const Spins& spins, bool with_offset) {
  return weiss::clamp(problem, static_cast<int64_t>(members.size()), members.data(), spins.data(), nullptr,
                      with_offset);
}

weiss::ProblemPtr clamp_to_means(const weiss::Problem& problem, const std::vector<int32_t>& members,
                                 const std::vector<double>& means, bool with_offset) {
  return weiss::clamp(problem, static_cast<int64_t>(members.size()), members.data(), nullptr, means.data(),
                      with_offset);
}

// E with each spin at its mean: the energy as a multilinear function.
double mean_energy(const weiss::Problem& problem, const std::vector<double>& mean) {
  long double energy = problem.offset;
  for (size_t u = 0; u < problem.field.size(); ++u) {
    energy += static_cast<long double>(problem.field[u]) * mean[u];
    for (size_t k = problem.row_begin(u); k < problem.row_end(u); ++k)
      energy += 0.5L * problem.value[k] * mean[u] * mean[static_cast<size_t>(problem.column[k])];
  }
  return static_cast<double>(energy);
}

template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_ARGUMENT);
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("clamping to spins keeps the energy") {
  const auto environment = make_environment();
  Random random(31);
  for (int trial = 0; trial < 60; ++trial) {
    const auto parent = build(environment, random_ising(random, 100, trial % 3 ? 0.1 : 0.9, true, true));
    const size_t count = trial % 4 == 0 ? 90 : random.below(12);
    auto members = random_members(random, 100, count);
    if (trial % 2) std::sort(members.begin(), members.end());
    Spins spins = random_spins(random, 100);
    const auto child = clamp_to_spins(*parent, members, spins, true);
    check_sorted(*child);
    CHECK(child->integer());
    CHECK(child->scale == parent->scale);
    CHECK(child->trivial_bound >= parent->trivial_bound);
    for (int state = 0; state < 5; ++state) {
      const Spins inner = random_spins(random, static_cast<int64_t>(count));
      for (size_t a = 0; a < count; ++a) spins[static_cast<size_t>(members[a])] = inner[a];
      CHECK(child->energy(inner.data()) == parent->energy(spins.data()));
    }
  }
}

TEST_CASE("without an offset clamping keeps differences of energies") {
  const auto environment = make_environment();
  Random random(32);
  const auto parent = build(environment, random_ising(random, 50, 0.3, true, true));
  const auto members = random_members(random, 50, 10);
  Spins spins = random_spins(random, 50);
  const auto child = clamp_to_spins(*parent, members, spins, false);
  CHECK(child->offset == 0.0);
  const auto difference = [&] {
    const Spins inner = random_spins(random, 10);
    for (size_t a = 0; a < 10; ++a) spins[static_cast<size_t>(members[a])] = inner[a];
    return parent->energy(spins.data()) - child->energy(inner.data());
  };
  const double first = difference();
  for (int state = 0; state < 20; ++state) CHECK(difference() == first);
}

TEST_CASE("clamping to mean values keeps the multilinear energy") {
  const auto environment = make_environment();
  Random random(33);
  for (int trial = 0; trial < 30; ++trial) {
    const auto parent = build(environment, random_ising(random, 40, 0.3, trial % 2 == 0, true));
    const auto members = random_members(random, 40, 7);
    std::vector<double> mean(40);
    for (double& m : mean) m = 2.0 * random.uniform() - 1.0;
    const auto child = clamp_to_means(*parent, members, mean, true);
    check_sorted(*child);
    const Spins inner = random_spins(random, 7);
    for (size_t a = 0; a < 7; ++a) mean[static_cast<size_t>(members[a])] = inner[a];
    CHECK(child->energy(inner.data()) == doctest::Approx(mean_energy(*parent, mean)).epsilon(1e-12));
  }
}

TEST_CASE("clamping to mean values is integer when the data allow it") {
  const auto environment = make_environment();
  weiss_test::UserForm path;
  path.num_spins = 3;
  path.add(0, 1, 1.0);
  path.add(1, 2, 1.0);
  path.offset = 100.0;
  const auto parent = build(environment, path);
  const std::vector<double> halves(3, 0.5);
  CHECK(clamp_to_means(*parent, {0}, halves, true)->scale == 4.0);
  CHECK(clamp_to_means(*parent, {0}, halves, false)->scale == 2.0);
  CHECK_FALSE(clamp_to_means(*parent, {0}, {0.0, 0.1, 0.3}, true)->integer());
}

TEST_CASE("clamping does not read the entries of members") {
  const auto environment = make_environment();
  Random random(35);
  const auto parent = build(environment, random_ising(random, 10, 0.8, true, true));
  const std::vector<int32_t> members = {7, 2};
  Spins spins = random_spins(random, 10);
  spins[7] = spins[2] = 99;
  CHECK(refusal([&] { clamp_to_spins(*parent, members, spins, true); }).empty());
  spins[5] = 0;
  CHECK(refusal([&] { clamp_to_spins(*parent, members, spins, true); }) ==
        "spins[5] is 0; a spin is -1 or +1");
  std::vector<double> mean(10, 0.0);
  mean[3] = 1.5;
  CHECK(refusal([&] { clamp_to_means(*parent, members, mean, true); }) ==
        "mean_spins[3] is 1.5; a mean value lies in -1..1");
}

TEST_CASE("members out of range or listed twice are named") {
  const auto environment = make_environment();
  Random random(36);
  const auto parent = build(environment, random_ising(random, 10, 0.5, true, true));
  const Spins spins = random_spins(random, 10);
  CHECK(refusal([&] { clamp_to_spins(*parent, {3, 10}, spins, false); }) ==
        "members[1] is 10; it must lie in 0..9");
  CHECK(refusal([&] { clamp_to_spins(*parent, {-1}, spins, false); }) ==
        "members[0] is -1; it must lie in 0..9");
  CHECK(refusal([&] { clamp_to_spins(*parent, {3, 4, 3}, spins, false); }) ==
        "members[2] is 3, which is a member already");
  CHECK(refusal([&] { weiss::clamp(*parent, 11, nullptr, spins.data(), nullptr, false); }) ==
        "num_members must lie in 0..10, got 11");
}

TEST_CASE("clamping to no members leaves the energy of the state, to all the problem itself") {
  const auto environment = make_environment();
  Random random(37);
  const auto parent = build(environment, random_ising(random, 30, 0.5, true, true));
  const Spins spins = random_spins(random, 30);
  CHECK(clamp_to_spins(*parent, {}, spins, true)->offset == parent->energy(spins.data()));
  std::vector<int32_t> all(30);
  std::iota(all.begin(), all.end(), 0);
  const auto same = clamp_to_spins(*parent, all, spins, true);
  CHECK(same->column == parent->column);
  CHECK(same->value == parent->value);
  CHECK(same->field == parent->field);
  CHECK(same->offset == parent->offset);
}

TEST_CASE("contraction keeps the energy") {
  const auto environment = make_environment();
  Random random(38);
  for (int trial = 0; trial < 40; ++trial) {
    const auto parent = build(environment, random_ising(random, 30, 0.4, true, true));
    const uint32_t num_groups = 1 + random.below(10);
    std::vector<int32_t> group(30);
    for (int32_t& g : group) g = static_cast<int32_t>(random.below(num_groups));
    const Spins sign = random_spins(random, 30);
    const bool turned = trial % 2 == 0;
    const auto child = weiss::contract(*parent, num_groups, group.data(), turned ? sign.data() : nullptr);
    check_sorted(*child);
    CHECK(child->num_spins() == num_groups);
    CHECK(child->integer());
    for (int state = 0; state < 5; ++state) {
      const Spins outer = random_spins(random, num_groups);
      Spins spins(30);
      for (size_t u = 0; u < 30; ++u)
        spins[u] = static_cast<int8_t>(outer[static_cast<size_t>(group[u])] * (turned ? sign[u] : 1));
      CHECK(child->energy(outer.data()) == parent->energy(spins.data()));
    }
  }
}

TEST_CASE("few groups and many, some of them empty, have the same bits") {
  const auto environment = make_environment();
  Random random(40);
  for (const bool integer : {true, false}) {
    const auto parent = build(environment, random_ising(random, 40, 0.9, integer, true));
    std::vector<int32_t> group(40);
    for (int32_t& g : group) g = static_cast<int32_t>(random.below(6));
    const Spins sign = random_spins(random, 40);
    const auto few = weiss::contract(*parent, 6, group.data(), sign.data());
    const auto many = weiss::contract(*parent, 40, group.data(), sign.data());
    check_sorted(*few);
    CHECK(few->column == many->column);
    CHECK(few->value == many->value);
    CHECK(std::equal(few->field.begin(), few->field.end(), many->field.begin()));
    CHECK(few->offset == many->offset);
  }
}

TEST_CASE("groups and signs out of range are named") {
  const auto environment = make_environment();
  Random random(39);
  const auto parent = build(environment, random_ising(random, 4, 0.5, true, true));
  std::vector<int32_t> group = {0, 1, 2, 0};
  const Spins sign = {1, -1, 0, 1};
  CHECK(refusal([&] { weiss::contract(*parent, 2, group.data(), nullptr); }) ==
        "group[2] must lie in 0..1, got 2");
  CHECK(refusal([&] { weiss::contract(*parent, 3, group.data(), sign.data()); }) ==
        "sign[2] is 0; a sign is -1 or +1");
  CHECK(refusal([&] { weiss::contract(*parent, 5, group.data(), nullptr); }) ==
        "num_groups must lie in 0..4, got 5");
}

TEST_CASE("components are numbered by their smallest spin") {
  const auto environment = make_environment();
  weiss_test::UserForm form;
  form.num_spins = 7;
  form.add(5, 0, 1.0);
  form.add(2, 6, 1.0);
  form.add(6, 3, 1.0);
  const auto problem = build(environment, form);
  std::vector<int32_t> component(7);
  CHECK(weiss::components(*problem, component.data()) == 4);
  CHECK(component == std::vector<int32_t>{0, 1, 2, 2, 3, 0, 2});
}

TEST_CASE("components agree with repeated merging of neighbours") {
  const auto environment = make_environment();
  Random random(40);
  for (int trial = 0; trial < 20; ++trial) {
    const auto problem = build(environment, random_ising(random, 60, 0.02, true, false));
    std::vector<int32_t> component(60), expected(60);
    const int64_t count = weiss::components(*problem, component.data());
    std::iota(expected.begin(), expected.end(), 0);
    for (int pass = 0; pass < 60; ++pass)
      for (size_t u = 0; u < 60; ++u)
        for (size_t k = problem->row_begin(u); k < problem->row_end(u); ++k) {
          int32_t& other = expected[static_cast<size_t>(problem->column[k])];
          other = std::min(other, expected[u]);
        }
    int32_t next = 0;
    for (size_t u = 0; u < 60; ++u) {
      const auto root = static_cast<size_t>(expected[u]);
      CHECK(component[u] == (root == u ? next++ : component[root]));
    }
    CHECK(count == next);
  }
}
