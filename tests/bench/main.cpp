// weiss_bench [--list] [--json FILE] [--repetitions N] [--seconds S] [FILTER...]
// Times the cases whose names contain one of the filters; all without a filter.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "bench.hpp"
#include "report.hpp"

namespace {

using weiss::bench::Case;
using weiss::bench::Registration;

struct Arguments {
  bool list = false;
  std::string json;
  weiss::bench::Plan plan;
  std::vector<std::string> filters;
};

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "weiss_bench: %s\n", message.c_str());
  std::exit(2);
}

double positive_number(const std::string& option, const char* text) {
  char* end = nullptr;
  const double number = std::strtod(text, &end);
  if (*end != '\0' || !(number > 0.0)) fail(option + " must be a number above 0, got \"" + text + "\"");
  return number;
}

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const auto value = [&]() -> const char* {
      if (i + 1 == argc) fail(option + " needs a value");
      return argv[++i];
    };
    if (option == "--list") arguments.list = true;
    else if (option == "--json") arguments.json = value();
    else if (option == "--repetitions")
      arguments.plan.repetitions = 1 + static_cast<int>(positive_number(option, value()) - 0.5);
    else if (option == "--seconds") arguments.plan.seconds_each = positive_number(option, value());
    else if (option[0] == '-') fail("unknown option " + option);
    else arguments.filters.push_back(option);
  }
  return arguments;
}

bool wanted(const Registration& registration, const std::vector<std::string>& filters) {
  for (const std::string& filter : filters)
    if (std::strstr(registration.name, filter.c_str())) return true;
  return filters.empty();
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = parse(argc, argv);
  std::vector<Case> cases;
  for (const Registration& registration : weiss::bench::registrations()) {
    if (!wanted(registration, arguments.filters)) continue;
    if (arguments.list) {
      std::printf("%s\n", registration.name);
      continue;
    }
    cases.emplace_back(registration.name, registration.item);
    registration.build(cases.back());
  }
  if (arguments.list) return 0;
  if (cases.empty()) fail("no case has such a name; --list shows all");

  const auto timings = weiss::bench::run_cases(cases, arguments.plan);
  weiss::bench::print_table(timings);
  if (!arguments.json.empty() && !weiss::bench::write_json(timings, arguments.plan, arguments.json))
    fail("cannot write " + arguments.json);
  return 0;
}
