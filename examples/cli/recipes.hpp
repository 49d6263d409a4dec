// The families of problems that "weiss gen" makes, each by the recipe of its reference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "library.hpp"

namespace cli {

constexpr char kPublishedFormat[] = "qubo-max";

// Terms as weiss_problem_data takes them, and a state of least energy where the recipe plants one.
struct Terms {
  int32_t origin = 0;  // WEISS_ORIGIN_*
  int32_t sense = 0;   // WEISS_SENSE_*
  int64_t num_spins = 0;
  std::vector<int32_t> row, column;
  std::vector<double> value;
  std::vector<double> linear;
  std::vector<int8_t> planted;
  std::string published;  // instead of the terms: a file in kPublishedFormat, to be kept as it is
};

// What the command line asks for.
struct Request {
  std::string kind;
  int64_t num_nodes;
  uint64_t seed;
  std::optional<int64_t> degree;
  std::optional<double> density;       // a probability
  std::optional<std::string> weights;  // a law, as in Weights::parse
  std::optional<std::string> family;
  std::optional<double> alpha;   // columns for each spin
  std::optional<int64_t> tiles;  // class of the tiles, 1 ... 4
};

struct Recipe {
  const char* name;
  std::vector<const char*> options;  // that it takes besides those of all recipes
  const char* summary;               // with the reference, in one line
  Terms (*make)(const Request& request);
};

// In the order of the help; Failure with kUsage and the nearest name when there is none of that name.
const std::vector<Recipe>& recipes();
const Recipe& find_recipe(const std::string& name);

// The problem, with an origin that may differ from that of the terms where both have the same optima; Failure
// with kFailed.
Problem make_problem(weiss_context* context, const Terms& terms, int32_t origin);

}  // namespace cli
