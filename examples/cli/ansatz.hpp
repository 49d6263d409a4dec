// The circuit that weiss circuit is asked for: mixer and angles, from the command line or from the report of
// a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "library.hpp"

namespace cli {

using Circuit = std::unique_ptr<weiss_circuit, Destroy<weiss_circuit_destroy>>;

// The options of the command line that say it.
std::vector<Option> ansatz_options();

// Failure with kUsage for options that do not fit each other or the problem.
Circuit make_circuit(weiss_context* context, const weiss_problem* problem, const Arguments& arguments);

}  // namespace cli
