// Problems by the recipes of "weiss gen".
#pragma once

#include "../../cli/recipes.hpp"
#include "weiss/weiss.hpp"

namespace papers {

// What "weiss gen" writes for the same options.
weiss::Problem generate(const weiss::Context& context, const cli::Request& request);

}  // namespace papers
