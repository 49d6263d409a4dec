// Functions with known minima, and runs of optimizers on them through the public interface.
#pragma once

#include <cmath>

#include "plugins/support.hpp"

namespace weiss_test {

using Numbers = std::vector<double>;

struct Function {
  std::string name;
  double (*value)(const Numbers& x);
  Numbers (*gradient)(const Numbers& x);
  Numbers start;
  double minimum;
  std::vector<Numbers> minima;
};

// In the order sphere, ill-conditioned quadratic, Rosenbrock's in 2 and 4 dimensions, Beale's, Himmelblau's,
// Booth's, Powell's singular function.
const std::vector<Function>& functions();
const Function& function(const std::string& name);

// How to run. Values of starts and bounds that are empty are those of the function, or none.
struct Setup {
  Numbers start, lower, upper;
  bool gradient = false;
  double initial_step = 0.0;
  double noise = 0.0;  // of the values, uniform; makes the objective stochastic
  int64_t work = 100000;
  uint64_t seed = 1;
  int32_t threads = 1;
  int64_t ends_after = INT64_MAX;  // evaluations, after which evaluate returns ending
  weiss_status ending = WEISS_STOPPED;
};

struct Found {
  weiss_status status = WEISS_OK;
  std::string message;
  Numbers x;
  double f = 0.0;
  int32_t reason = WEISS_REASON_NONE;
  int64_t counted = 0;          // by the host
  std::vector<Numbers> points;  // evaluated, in order
  std::vector<std::string> warnings;
};

// A function of the test's own: value(x), and gradient(x) when the setup says so.
Found minimize(const ContextPtr& context, const std::string& spec, const Function& function,
               const Setup& setup = {});

// The same, and it has to work.
Found found(const ContextPtr& context, const std::string& spec, const Function& function,
            const Setup& setup = {});

double distance(const Numbers& a, const Numbers& b);
double distance_to_minimum(const Function& function, const Numbers& x);

const std::vector<std::string>& all_optimizers();

}  // namespace weiss_test
