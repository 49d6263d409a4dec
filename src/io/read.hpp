// Problems from files.
#pragma once

#include "io/source.hpp"
#include "model/problem.hpp"
#include "weiss/io.h"

namespace weiss {

// Reads source as options say. Throws E_FORMAT with line and column, E_LIMIT, or what the source throws.
ProblemPtr read_problem(const EnvironmentPtr& environment, Source& source, const weiss_read_options& options);

}  // namespace weiss
