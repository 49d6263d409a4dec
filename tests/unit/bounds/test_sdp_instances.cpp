// The bounds of benchmark instances whose best values are known, where WEISS_INSTANCES names their folder.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "weiss/weiss.hpp"

namespace {

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream stream(line);
  for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
  return columns;
}

}  // namespace

TEST_CASE("the bounds of small instances are not beyond their best known value") {
  const char* const folder = std::getenv("WEISS_INSTANCES");
  if (!folder) return;
  std::ifstream index(std::string(folder) + "/index.tsv");
  REQUIRE(index.is_open());
  const weiss::Context context;
  int count = 0;
  std::string line;
  for (std::getline(index, line); std::getline(index, line);) {
    // file, family, kind, number of variables, entries, sense, best known value
    const std::vector<std::string> columns = columns_of(line);
    if (columns.size() < 7 || std::stol(columns[3]) > 101 || columns[6].empty()) continue;
    const std::string path = std::string(folder) + "/" + columns[0];
    if (!std::ifstream(path).is_open()) continue;
    CAPTURE(path);
    const weiss::Problem problem = weiss::Problem::read(context, path);
    double bound = 0.0;
    REQUIRE(weiss_bound_sdp(problem.get(), nullptr, nullptr, &bound, nullptr, nullptr, nullptr) == WEISS_OK);
    const double best = weiss_problem_energy_of(problem.get(), std::stod(columns[6]));
    CHECK(bound <= best + 1e-9 * std::abs(best));
    REQUIRE(weiss_bound_roof_dual(problem.get(), nullptr, &bound, nullptr, nullptr) == WEISS_OK);
    CHECK(bound <= best + 1e-9 * std::abs(best));
    // What is left of the problem has the same minimum.
    const weiss::Reduction reduction = problem.reduce();
    const weiss::Problem& reduced = reduction.problem();
    CHECK((reduced.num_spins() > 0 || reduced.view().offset == doctest::Approx(best)));
    ++count;
  }
  CHECK(count > 0);
}
