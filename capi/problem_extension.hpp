// The extension "weiss.problem/1" of the host table.
#pragma once

#include "weiss/ext/problem.h"

namespace weiss {

const weiss_ext_problem* problem_extension() noexcept;

}  // namespace weiss
