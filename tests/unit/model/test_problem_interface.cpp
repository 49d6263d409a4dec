// The C functions of weiss/problem.h: what the layer adds to the model.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "problem_extension.hpp"
#include "weiss/weiss.h"

namespace {

struct Fixture {
  Fixture() { REQUIRE(weiss_context_create(nullptr, &context, nullptr) == WEISS_OK); }
  ~Fixture() {
    weiss_problem_destroy(problem);
    weiss_context_destroy(context);
  }

  // A triangle with weights 1, 2, 3.
  void build() {
    REQUIRE(weiss_problem_create_maxcut(context, 3, 3, row, column, weight, &problem, &error) == WEISS_OK);
  }

  const int32_t row[3] = {0, 1, 2};
  const int32_t column[3] = {1, 2, 0};
  const double weight[3] = {1.0, 2.0, 3.0};
  weiss_context* context = nullptr;
  weiss_problem* problem = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "the shorthands build the three origins in their usual sense") {
  const int8_t spins[3] = {1, -1, -1};
  double energy = 0.0;
  build();
  REQUIRE(weiss_problem_energies(problem, 1, spins, &energy, &error) == WEISS_OK);
  CHECK(weiss_problem_objective(problem, energy) == 4.0);
  CHECK(weiss_problem_energy_of(problem, 4.0) == energy);
  weiss_problem_destroy(problem);

  REQUIRE(weiss_problem_create_qubo(context, 3, 3, row, column, weight, &problem, &error) == WEISS_OK);
  REQUIRE(weiss_problem_energies(problem, 1, spins, &energy, &error) == WEISS_OK);
  CHECK(energy == 2.0);
  CHECK(weiss_problem_objective(problem, energy) == 2.0);
  weiss_problem_destroy(problem);

  const double field[3] = {10.0, 20.0, 40.0};
  REQUIRE(weiss_problem_create_ising(context, 3, field, 3, row, column, weight, &problem, &error) ==
          WEISS_OK);
  REQUIRE(weiss_problem_energies(problem, 1, spins, &energy, &error) == WEISS_OK);
  CHECK(energy == -50.0 - 1.0 + 2.0 - 3.0);
}

TEST_CASE_FIXTURE(Fixture, "a view shows the rows of the problem") {
  build();
  weiss_problem_view view;
  weiss_struct_init(&view, sizeof view);
  REQUIRE(weiss_problem_get_view(problem, &view, &error) == WEISS_OK);
  CHECK(view.num_spins == 3);
  CHECK(view.num_entries == 6);
  CHECK(view.problem == problem);
  CHECK(view.scale == 2.0);
  CHECK((view.flags & WEISS_PROBLEM_INTEGER) != 0);
  CHECK(view.column[0] == 1);
  CHECK(view.value[0] == 0.5);
  CHECK(view.offset == -3.0);
}

TEST_CASE_FIXTURE(Fixture, "a shorter struct of an older caller gets what it has room for") {
  build();
  weiss_problem_view view;
  std::memset(&view, 0x55, sizeof view);
  view.struct_size = offsetof(weiss_problem_view, row_start);
  const weiss_problem_view before = view;
  REQUIRE(weiss_problem_get_view(problem, &view, &error) == WEISS_OK);
  CHECK(view.num_entries == 6);
  CHECK(view.struct_size == before.struct_size);
  CHECK(std::memcmp(&view.row_start, &before.row_start, sizeof view - view.struct_size) == 0);
  view.struct_size = 0;
  CHECK(weiss_problem_get_view(problem, &view, &error) == WEISS_E_ARGUMENT);
}

TEST_CASE_FIXTURE(Fixture, "fields that an older caller does not know are 0") {
  weiss_problem_data data;
  std::memset(&data, 0x55, sizeof data);
  data.struct_size = offsetof(weiss_problem_data, num_terms);
  data.origin = WEISS_ORIGIN_ISING;
  data.sense = data.index_base = data.duplicates = data.both_directions = 0;
  data.num_spins = 5;
  REQUIRE(weiss_problem_create(context, &data, &problem, &error) == WEISS_OK);
  CHECK(weiss_problem_num_spins(problem) == 5);
}

TEST_CASE_FIXTURE(Fixture, "a failure sets the output to NULL and tells why") {
  problem = reinterpret_cast<weiss_problem*>(this);
  const int32_t wrong[3] = {0, 1, 3};
  CHECK(weiss_problem_create_maxcut(context, 3, 3, wrong, column, weight, &problem, &error) ==
        WEISS_E_ARGUMENT);
  CHECK(problem == nullptr);
  CHECK(error.status == WEISS_E_ARGUMENT);
  CHECK(std::string(error.message) == "term 2 (row 3, column 0): row must lie in 0..2");
}

TEST_CASE_FIXTURE(Fixture, "what must be given and is NULL is named") {
  build();
  weiss_problem* out = nullptr;
  weiss_reduction* reduction = nullptr;
  int64_t count = 0;
  int32_t ids[3] = {};
  const int8_t spins[3] = {1, 1, 1};
  double energy = 0.0;
  const auto refused = [&](weiss_status status, const char* name) {
    CHECK(status == WEISS_E_ARGUMENT);
    CHECK(std::string(error.message) == std::string(name) + " is NULL");
  };
  weiss_problem_data data = {};
  data.struct_size = sizeof data;
  refused(weiss_problem_create(context, nullptr, &out, &error), "data");
  refused(weiss_problem_create(context, &data, nullptr, &error), "out");
  CHECK(weiss_problem_create(nullptr, &data, &out, &error) == WEISS_E_ARGUMENT);
  refused(weiss_problem_update(nullptr, &data, &error), "problem");
  refused(weiss_problem_get_view(nullptr, nullptr, &error), "problem");
  refused(weiss_problem_get_view(problem, nullptr, &error), "view");
  refused(weiss_problem_get_info(problem, nullptr, &error), "info");
  refused(weiss_problem_energies(problem, 1, nullptr, &energy, &error), "spins");
  refused(weiss_problem_energies(problem, 1, spins, nullptr, &error), "energies");
  refused(weiss_problem_clamp(problem, nullptr, 1, nullptr, spins, nullptr, 0, &out, &error), "members");
  refused(weiss_problem_clamp(problem, nullptr, 1, ids, nullptr, nullptr, 0, &out, &error), "spins or mean_spins");
  refused(weiss_problem_contract(problem, nullptr, 1, nullptr, nullptr, &out, &error), "group");
  refused(weiss_problem_components(problem, nullptr, &count, &error), "component");
  refused(weiss_problem_components(problem, ids, nullptr, &error), "num_components");
  refused(weiss_problem_reduce(problem, nullptr, nullptr, &reduction, &error), "out");
  refused(weiss_problem_reduce(problem, nullptr, &out, nullptr, &error), "reduction");
  CHECK(weiss_problem_num_spins(nullptr) == 0);
  weiss_problem_destroy(nullptr);
  weiss_reduction_destroy(nullptr);
}

TEST_CASE_FIXTURE(Fixture, "a state with an entry that is no spin is refused and the entry named") {
  build();
  const int8_t spins[6] = {1, 1, -1, 1, 0, 1};
  double energies[2] = {};
  CHECK(weiss_problem_energies(problem, 2, spins, energies, &error) == WEISS_E_ARGUMENT);
  CHECK(std::string(error.message) == "spin 1 of state 1 is 0; a spin is -1 or +1");
  CHECK(weiss_problem_energies(problem, -1, spins, energies, &error) == WEISS_E_ARGUMENT);
  CHECK(weiss_problem_energies(problem, 0, nullptr, nullptr, &error) == WEISS_OK);
}

TEST_CASE_FIXTURE(Fixture, "a tail is reduced away and lifted back") {
  const int32_t ends[2] = {1, 2};
  const int32_t starts[2] = {0, 1};
  REQUIRE(weiss_problem_create_maxcut(context, 3, 2, starts, ends, nullptr, &problem, &error) == WEISS_OK);
  weiss_problem* reduced = nullptr;
  weiss_reduction* reduction = nullptr;
  REQUIRE(weiss_problem_reduce(problem, nullptr, &reduced, &reduction, &error) == WEISS_OK);
  CHECK(weiss_problem_num_spins(reduced) == 0);
  double energy = 0.0;
  CHECK(weiss_problem_energies(reduced, 1, nullptr, &energy, &error) == WEISS_OK);
  CHECK(weiss_problem_objective(problem, energy) == 2.0);
  int8_t spins[3] = {};
  weiss_reduction_info info = {};
  info.struct_size = sizeof info;
  CHECK(weiss_reduction_get_info(reduction, &info, &error) == WEISS_OK);
  CHECK(info.num_spins - info.num_kept == info.num_low_degree);
  CHECK(info.num_kept == 0);
  weiss_reduction_lift(reduction, nullptr, spins);
  CHECK(spins[0] == -spins[1]);
  CHECK(spins[1] == -spins[2]);
  weiss_reduction_destroy(reduction);
  weiss_problem_destroy(reduced);
}

TEST_CASE_FIXTURE(Fixture, "a problem may outlive its context") {
  build();
  weiss_context_destroy(context);
  context = nullptr;
  const int8_t spins[3] = {1, -1, -1};
  double energy = 0.0;
  CHECK(weiss_problem_energies(problem, 1, spins, &energy, &error) == WEISS_OK);
  CHECK(energy == -4.0);
}

TEST_CASE("a context with a memory limit refuses with a forecast and holds nothing after it") {
  weiss_context_config config = {};
  config.struct_size = sizeof config;
  config.memory_limit = 1 << 16;
  weiss_context* context = nullptr;
  REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
  const int64_t before = weiss_context_memory(context, nullptr);
  const std::vector<int32_t> ends(10000, 1), starts(10000, 0);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  CHECK(weiss_problem_create_maxcut(context, 2, 10000, starts.data(), ends.data(), nullptr, &problem,
                                    &error) == WEISS_E_LIMIT);
  CHECK(std::string(error.message).find("a problem of 2 spins and 10000 terms would take") == 0);
  CHECK(weiss_context_memory(context, nullptr) == before);
  weiss_context_destroy(context);
}

TEST_CASE("the extension holds the functions of the library") {
  const weiss_ext_problem* table = weiss::problem_extension();
  CHECK(table->struct_size == sizeof *table);
  CHECK((table->create == weiss_problem_create));
  CHECK((table->update == weiss_problem_update));
  CHECK((table->destroy == weiss_problem_destroy));
  CHECK((table->get_view == weiss_problem_get_view));
  CHECK((table->get_info == weiss_problem_get_info));
  CHECK((table->energies == weiss_problem_energies));
  CHECK((table->clamp == weiss_problem_clamp));
  CHECK((table->contract == weiss_problem_contract));
  CHECK((table->components == weiss_problem_components));
  CHECK((table->reduce == weiss_problem_reduce));
  CHECK((table->reduction_lift == weiss_reduction_lift));
  CHECK((table->reduction_restrict == weiss_reduction_restrict));
  CHECK((table->reduction_destroy == weiss_reduction_destroy));
  CHECK((table->reduction_get_info == weiss_reduction_get_info));
}
