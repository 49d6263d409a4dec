#include "trace.hpp"

#include "text.hpp"

namespace cli {

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return "\"" + join(split(text, '"'), "\"\"") + "\"";
}

std::string trace_csv(const weiss_problem* problem, const weiss_result* result) {
  std::string text = "seconds,work,energy,objective,source\n";
  const int64_t count = info_of(result).num_trace;
  for (int64_t index = 0; index < count; ++index) {
    auto step = defaults<weiss_result_improvement>();
    weiss_error error = WEISS_ERROR_INIT;
    require(weiss_result_get_improvement(result, index, &step, &error), error, kFailed);
    text += format_number(step.seconds) + "," + std::to_string(step.work) + "," + format_number(step.energy) +
            "," + format_number(weiss_problem_objective(problem, step.energy)) + "," +
            csv_field(step.source) + "\n";
  }
  return text;
}

}  // namespace cli
