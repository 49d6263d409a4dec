// The solver that --solver, --preset and --set ask for.
#pragma once

#include <string>

#include "arguments.hpp"
#include "library.hpp"

namespace cli {

// Failure with kUsage for a name, a key or a value that does not exist.
Instance make_solver(weiss_context* context, const Arguments& arguments);

// In one line for the log: what was asked for. All settings together are weiss_instance_spec.
std::string solver_as_asked(const Arguments& arguments, const weiss_instance* instance);

}  // namespace cli
