// weiss check: what a solution is worth, evaluated by the library from the file alone.
#include <cstdio>

#include "commands.hpp"
#include "files.hpp"
#include "text.hpp"

namespace cli {

namespace {

int check(const Arguments& arguments) {
  const std::string& file = arguments.positional()[0];
  const std::string& solution = arguments.positional()[1];
  if (file == "-" && solution == "-")
    throw Failure(kUsage, "FILE and SOLUTION cannot both come from the standard input");
  const auto expected = arguments.real("--value");

  const Context context = open_context();
  const Problem problem = read_problem(context.get(), file, arguments);
  const std::vector<int8_t> spins = read_solution(solution, weiss_problem_num_spins(problem.get()));
  double energy = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_energies(problem.get(), 1, spins.data(), &energy, &error), error, kUnreadable);
  const double value = weiss_problem_objective(problem.get(), energy);
  std::printf("%s\n", format_number(value).c_str());
  if (!expected || value == *expected) return kSolved;
  std::fprintf(stderr, "weiss check: the value is %s, not %s\n", format_number(value).c_str(),
               format_number(*expected).c_str());
  return kUsage;
}

}  // namespace

const Command& check_command() {
  static const Command command = {
      "check",
      "FILE SOLUTION",
      "prints the value of a solution, in the sense of the file",
      2,
      2,
      with_reading_options({{"--value", "V", "the value expected; exit code 1 when it is another"}}),
      "SOLUTION is a 0/1 string, a string of + and -, one value a line, or pairs \"i v\" (1-based).\n"
      "One of the two files may be -, the standard input.\n",
      check};
  return command;
}

}  // namespace cli
