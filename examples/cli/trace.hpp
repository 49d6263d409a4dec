// The incumbent trace of a run as a table for other programs.
#pragma once

#include <string>

#include "library.hpp"

namespace cli {

// A text as a field of CSV (RFC 4180): in quotes only where it needs them.
std::string csv_field(const std::string& text);

// One line for each improvement, first to last, below the header "seconds,work,energy,objective,source".
std::string trace_csv(const weiss_problem* problem, const weiss_result* result);

}  // namespace cli
