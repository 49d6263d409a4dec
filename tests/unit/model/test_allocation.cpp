#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <new>

#include "model/reduce.hpp"
#include "model/transform.hpp"
#include "support.hpp"

using weiss_test::Spins;
using weiss_test::UserForm;

namespace {

// An allocator that fails once its credit is used up.
struct Credit {
  int64_t left = 0;
  int64_t blocks = 0;
};

void* allocate(void* user, size_t size, size_t alignment) noexcept {
  Credit& credit = *static_cast<Credit*>(user);
  if (credit.left == 0) return nullptr;
  --credit.left;
  ++credit.blocks;
  return ::operator new(size, std::align_val_t(alignment), std::nothrow);
}

void deallocate(void* user, void* ptr, size_t, size_t alignment) noexcept {
  --static_cast<Credit*>(user)->blocks;
  ::operator delete(ptr, std::align_val_t(alignment));
}

UserForm sample_form(weiss::Random& random) {
  UserForm form = weiss_test::random_ising(random, 120, 0.5, true, true);
  form.origin = WEISS_ORIGIN_QUBO;
  form.add(3, 3, 1.0);
  form.add(0, 1, 1.0);
  return form;
}

// Runs step with 0, 1, 2 ... allocations allowed until it works; each failure must leave nothing behind.
void check_each_failure(Credit& credit, const std::function<void()>& step) {
  const int64_t blocks = credit.blocks;
  for (int64_t allowed = 0; allowed < 200; ++allowed) {
    credit.left = allowed;
    try {
      step();
      CHECK(allowed > 0);
      CHECK(credit.blocks == blocks);
      return;
    } catch (const std::bad_alloc&) {
      CHECK(credit.blocks == blocks);
    }
  }
  FAIL("it never worked");
}

}  // namespace

TEST_CASE("no step of building or transforming leaks when any of its allocations fails") {
  Credit credit;
  const auto environment = std::make_shared<weiss::Environment>(
      0, allocate, deallocate, &credit, *weiss::find_kernels(nullptr), weiss::LogTarget{});
  weiss::Random random(51);
  const UserForm form = sample_form(random);
  UserForm full = form;
  full.both_directions = 1;
  for (size_t k = form.row.size(); k-- > 0;)
    if (form.row[k] != form.column[k]) full.add(form.column[k], form.row[k], form.value[k]);

  check_each_failure(credit, [&] { weiss_test::build(environment, form); });
  check_each_failure(credit, [&] { weiss_test::build(environment, full); });

  credit.left = 1000000;
  const auto problem = weiss_test::build(environment, form);
  std::vector<int32_t> members(80), group(120);
  for (int32_t a = 0; a < 80; ++a) members[static_cast<size_t>(a)] = 119 - a;
  for (int32_t u = 0; u < 120; ++u) group[static_cast<size_t>(u)] = u % 7;
  const Spins spins(120, 1);
  std::vector<int32_t> component(120);
  std::vector<double> energies(9);
  const Spins states(9 * 120, -1);

  check_each_failure(credit, [&] { problem->update(form.data()); });
  check_each_failure(credit,
                     [&] { weiss::clamp(*problem, 80, members.data(), spins.data(), nullptr, true); });
  check_each_failure(credit, [&] { weiss::contract(*problem, 7, group.data(), nullptr); });
  check_each_failure(credit, [&] { problem->energies(9, states.data(), energies.data()); });
  check_each_failure(credit, [&] {
    std::unique_ptr<weiss::Reduction> reduction;
    weiss::reduce(*problem, reduction);
  });
}

TEST_CASE("an update that runs out of memory changes nothing") {
  Credit credit;
  const auto environment = std::make_shared<weiss::Environment>(
      0, allocate, deallocate, &credit, *weiss::find_kernels(nullptr), weiss::LogTarget{});
  weiss::Random random(52);
  credit.left = 1000000;
  UserForm form = sample_form(random);
  const auto problem = weiss_test::build(environment, form);
  const Spins spins = weiss_test::random_spins(random, 120);
  const double energy = problem->energy(spins.data());
  for (double& value : form.value) value *= 2.0;
  bool updated = false;
  for (int64_t allowed = 0; !updated; ++allowed) {
    credit.left = allowed;
    try {
      problem->update(form.data());
      updated = true;
    } catch (const std::bad_alloc&) {
      REQUIRE(problem->energy(spins.data()) == energy);
    }
  }
  CHECK(problem->energy(spins.data()) == static_cast<double>(form.value_of(spins.data())));
}
