// Files of the command line; "-" is the standard input or output.
#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "library.hpp"

namespace cli {

// Options --format and --sense of every command that reads a problem.
extern const Option kFormatOption;
extern const Option kSenseOption;

// Reads the problem as the arguments say; Failure with kUnreadable and file:line:column.
Problem read_problem(weiss_context* context, const std::string& path, const Arguments& arguments);
std::vector<int8_t> read_solution(const std::string& path, int64_t num_spins);

// Refuses a path that could not be written later, before a long run is lost to it.
void require_writable(const std::string& path);
void write_solution(const std::string& path, int64_t num_spins, const int8_t* spins);
void write_text(const std::string& path, const std::string& text);

}  // namespace cli
