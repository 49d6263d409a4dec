#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "search/support.hpp"
#include "search_extension.hpp"
#include "weiss/replicas.h"

using weiss_test::UserForm;

namespace {

weiss::ProblemPtr pair(int64_t memory_limit = 0) {
  UserForm form;
  form.num_spins = 2;
  form.add(0, 1, 1.0);
  return weiss_test::build(weiss_test::make_environment(memory_limit), form);
}

struct SearchOwner {
  ~SearchOwner() { weiss_search_destroy(handle); }
  weiss_search* handle = nullptr;
};

}  // namespace

TEST_CASE("arguments of the search are checked") {
  const auto problem = pair();
  SearchOwner search;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_search_create(nullptr, nullptr, WEISS_ENGINE_AUTO, &search.handle, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_search_create(problem.get(), nullptr, 3, &search.handle, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "engine is 3") != nullptr);
  CHECK(weiss_search_create(problem.get(), nullptr, WEISS_ENGINE_AUTO, nullptr, &error) == WEISS_E_ARGUMENT);
  REQUIRE(weiss_search_create(problem.get(), nullptr, WEISS_ENGINE_AUTO, &search.handle, &error) == WEISS_OK);

  const int8_t wrong[2] = {1, 0};
  CHECK(weiss_search_set(search.handle, wrong, &error) == WEISS_E_ARGUMENT);
  CHECK(std::strstr(error.message, "spin 1 is 0") != nullptr);
  CHECK(weiss_search_set(search.handle, nullptr, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_search_flip(search.handle, nullptr, 2, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_search_flip(search.handle, nullptr, -1, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_search_flip(search.handle, nullptr, 1, nullptr) == WEISS_OK);
  CHECK(weiss_search_energy(search.handle) == -1.0);

  const weiss_tabu_params no_size = {};
  CHECK(weiss_search_tabu(search.handle, nullptr, &no_size) == -1);
  CHECK(weiss_search_tabu(search.handle, nullptr, nullptr) == 40);
  const weiss_anneal_params no_size_either = {};
  CHECK(weiss_search_anneal(search.handle, nullptr, &no_size_either) == -1);
  CHECK(weiss_search_anneal(search.handle, nullptr, nullptr) == 1000);
  CHECK(weiss_search_best_energy(search.handle) == -1.0);
  weiss_search_destroy(nullptr);
}

TEST_CASE("full rows that do not fit the memory limit are refused, and done without when advised only") {
  weiss::Random random(1);
  UserForm form = weiss_test::random_ising(random, 600, 0.9, true, false);
  const auto problem = weiss_test::build(weiss_test::make_environment(9'000'000), form);
  REQUIRE((problem->flags & WEISS_PROBLEM_DENSE_ADVISED) != 0);
  weiss::Memory* const memory = problem->environment->memory();
  std::pmr::vector<char> ballast(static_cast<size_t>(9'000'000 - memory->used() - 2'000'000 / 6), memory);
  SearchOwner search;
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_search_create(problem.get(), nullptr, WEISS_ENGINE_DENSE, &search.handle, &error) == WEISS_E_LIMIT);
  CHECK(std::strstr(error.message, "dense coupling rows") != nullptr);
  CHECK(search.handle == nullptr);
  ballast = std::pmr::vector<char>(memory);
}

TEST_CASE("a search gives all memory back") {
  const auto problem = pair();
  const int64_t before = problem->environment->memory()->used();
  {
    SearchOwner search;
    REQUIRE(weiss_search_create(problem.get(), nullptr, WEISS_ENGINE_SPARSE, &search.handle, nullptr) == WEISS_OK);
    CHECK(problem->environment->memory()->used() > before);
  }
  CHECK(problem->environment->memory()->used() - before <= 64);  // the couplings as integers stay
}

TEST_CASE("without a search, functions that have no error to report do nothing") {
  CHECK(weiss_search_spins(nullptr) == nullptr);
  CHECK(weiss_search_best_spins(nullptr) == nullptr);
  CHECK(std::isnan(weiss_search_energy(nullptr)));
  CHECK(std::isnan(weiss_search_best_energy(nullptr)));
  CHECK(weiss_search_descend(nullptr, nullptr) == 0);
  CHECK(weiss_search_tabu(nullptr, nullptr, nullptr) == -1);
  CHECK(weiss_search_anneal(nullptr, nullptr, nullptr) == -1);
  CHECK(weiss_search_trees(nullptr, nullptr, nullptr) == -1);
  weiss_search_set_random(nullptr, 1);
  double first = 3.0, last = 4.0;
  weiss_search_gains(nullptr, &first);
  weiss_search_temperatures(nullptr, &first, &last);
  CHECK(first == 3.0);
  CHECK(weiss_replicas_lanes(nullptr) == 0);
  weiss_replicas_set_random(nullptr, 1);
  weiss_replicas_energies(nullptr, &first);
  CHECK(weiss_replicas_anneal(nullptr, nullptr, nullptr) == -1);
  CHECK(weiss_replicas_sweep(nullptr, nullptr, 1, &first, 1) == -1);
  CHECK(first == 3.0);
}

TEST_CASE("the extension holds the functions of the header") {
  const weiss_ext_search* table = weiss::search_extension();
  CHECK(table->struct_size == sizeof *table);
  CHECK((table->create == weiss_search_create));
  CHECK((table->best_energy == weiss_search_best_energy));
  CHECK((table->enumerate == weiss_search_enumerate));
}
