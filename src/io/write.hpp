// Problems to files.
#pragma once

#include <string>

#include "model/problem.hpp"
#include "weiss/io.h"

namespace weiss {

// Nothing is written unless reading it back gives the very same problem: E_UNSUPPORTED otherwise.
void write_problem_file(const Problem& problem, const std::string& path, const weiss_write_options& options);
void write_problem(const Problem& problem, const weiss_write_options& options, weiss_write_fn write,
                   void* user);

}  // namespace weiss
