// What the command says when a run is over: the summary, the JSON report and the command to repeat it.
#pragma once

#include <optional>
#include <string>

#include "arguments.hpp"
#include "library.hpp"

namespace cli {

// What happened, for the summary and the report.
struct RunRecord {
  std::string file;
  double read_seconds;  // reading the file and building the problem
  const weiss_problem* problem;
  weiss_result* result;
  std::vector<std::string> command;  // the command line as given
  std::string repeat;                // the command line that repeats the run
  std::optional<double> optimum;     // as the user knows it
};

// "cut", "value" or "energy": what the user's own value is called.
const char* value_name(const weiss_problem_info& problem);

std::string summary_text(const RunRecord& record);

// The report of the library with the keys "command", "repeat" and "input" in front of its own.
std::string report_text(const RunRecord& record);

// A command line that runs the same again: limits are replaced by the work that the run was given or,
// when the clock or the user ended it, by the work that it did.
std::string repeat_command(const Arguments& arguments, const weiss_result_info& result);

// Largest resident size of this process so far, in bytes.
int64_t peak_memory();

}  // namespace cli
