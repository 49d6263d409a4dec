#include <doctest/doctest.h>

#include <string>

#include "simd/tables.hpp"

TEST_CASE("the scalar table is always there and comes first") {
  const auto tables = weiss::test::tables();
  REQUIRE(!tables.empty());
  CHECK(std::string(tables[0]->name) == "scalar");
  CHECK(tables[0]->lanes == 1);
}

TEST_CASE("every table that can run here is found by its name, and the last one is the best") {
  const auto tables = weiss::test::tables();
  for (const weiss::KernelTable* table : tables) CHECK(weiss::find_kernels(table->name) == table);
  CHECK(weiss::find_kernels(nullptr) == tables.back());
}

TEST_CASE("an unknown name finds no table") {
  CHECK(weiss::find_kernels("") == nullptr);
  CHECK(weiss::find_kernels("avx") == nullptr);
  CHECK(weiss::find_kernels("nonsense") == nullptr);
}

TEST_CASE("no more tables are written than there is room for") {
  const weiss::KernelTable* tables[2] = {nullptr, nullptr};
  CHECK(weiss::kernel_tables(tables, 1) == weiss::test::tables().size());
  CHECK(tables[0] == weiss::find_kernels("scalar"));
  CHECK(tables[1] == nullptr);
}
