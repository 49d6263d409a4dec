// weiss plot: pictures of runs from their reports.
#include <cstdio>

#include "commands.hpp"
#include "files.hpp"
#include "pictures/pictures.hpp"

namespace cli {

namespace {

constexpr size_t kMostReports = 10000;

PictureStyle style_of(const Arguments& arguments) {
  PictureStyle style;
  if (arguments.choice("--axis", {"time", "work"}) == size_t{1}) style.effort = Effort::kWork;
  if (arguments.choice("--scale", {"log", "linear"}) == size_t{1}) style.scale = Scale::kLinear;
  if (arguments.choice("--values", {"best", "all"}) == size_t{1}) style.values = Values::kAll;
  return style;
}

int plot(const Arguments& arguments) {
  const auto kind = arguments.choice("--kind", {"convergence", "histogram", "partition"});
  const auto out = arguments.text("--out");
  const auto folder = arguments.text("--svg");
  const PictureStyle style = style_of(arguments);
  if (out.has_value() == folder.has_value())
    throw Failure(kUsage, "one of --out FILE, for one picture, and --svg DIR, for all, is needed");
  if (folder && kind) throw Failure(kUsage, "--kind goes with --out FILE: --svg DIR gets all pictures");

  std::vector<RunReport> reports;
  for (const std::string& path : arguments.positional()) reports.push_back(read_report(path));

  // The problem is read when the partition is drawn, and only then.
  Context context;
  Problem problem;
  const ProblemSource source = [&]() -> const weiss_problem* {
    const std::string file = arguments.text("--input").value_or(reports.front().input);
    if (file.empty())
      throw Failure(kUnreadable, reports.front().path + ": it names no problem file: --input FILE is needed");
    context = open_context();
    problem = read_problem(context.get(), file, arguments);
    return problem.get();
  };
  if (out) {
    require_writable(*out);
    write_text(*out, draw(static_cast<Picture>(kind.value_or(0)), reports, style, source));
    return kSolved;
  }
  prepare_folder(*folder);
  const std::string missing = write_pictures(*folder, reports, style, source);
  if (!missing.empty()) std::fprintf(stderr, "weiss plot: %s\n", missing.c_str());
  return kSolved;
}

}  // namespace

const Command& plot_command() {
  static const Command command = {
      "plot",
      "REPORT...",
      "draws runs from their JSON reports (weiss solve --report)",
      1,
      kMostReports,
      with_reading_options({
          {"--svg", "DIR", "draw all pictures into this folder"},
          {"--out", "FILE", "draw one picture; -: standard output"},
          {"--kind", "KIND", "which one: convergence, histogram, partition; default: convergence"},
          {"--axis", "time|work", "what the convergence is drawn over; default: time"},
          {"--scale", "log|linear", "of that axis; default: log"},
          {"--values", "best|all", "those near the best, or all; default: best"},
          {"--input", "FILE", "the problem file, where the report does not lead to it (partition)"},
      }),
      "pictures, SVG\n"
      "  convergence  best value so far, each improvement marked by what found it; of three runs or more "
      "with\n"
      "               the same settings also the median and the quartiles\n"
      "  histogram    how often each value was sampled, of the states that the report keeps\n"
      "  partition    of one decomposed run: its parts and its state, on the graph of the problem or, "
      "beyond\n"
      "               2,000 spins or 6,000 couplings, on its matrix; reads the problem file again\n"
      "\n"
      "The reports must be of one problem. The same reports give the same bytes.\n",
      plot};
  return command;
}

}  // namespace cli
