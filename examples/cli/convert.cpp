// weiss convert: a problem from one file format to another.
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

#include "commands.hpp"
#include "files.hpp"
#include "text.hpp"

namespace cli {

namespace {

bool same_energy(const weiss_problem* first, const weiss_problem* second) {
  const weiss_problem_view a = view_of(first), b = view_of(second);
  return a.num_spins == b.num_spins && a.num_entries == b.num_entries && a.offset == b.offset &&
         std::equal(a.row_start, a.row_start + a.num_spins + 1, b.row_start) &&
         std::equal(a.column, a.column + a.num_entries, b.column) &&
         std::equal(a.value, a.value + a.num_entries, b.value) &&
         std::equal(a.field, a.field + a.num_spins, b.field);
}

// What was written, as a reader of the file sees it. What is not a regular file (a pipe, a device) can be
// written but not read back.
std::string read_back(weiss_context* context, const weiss_problem* problem, const std::string& path,
                      const std::string& format) {
  struct stat facts {};
  if (path == "-" || stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return format;
  auto options = defaults<weiss_read_options>();
  options.format = format.empty() ? nullptr : format.c_str();
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* raw = nullptr;
  require(weiss_problem_read_file(context, path.c_str(), &options, &raw, &error), error, kFailed);
  const Problem written(raw);
  if (!same_energy(problem, written.get()))
    throw Failure(kFailed, path + ": what was written does not read back as the same problem");
  return info_of(written.get()).format;
}

int convert(const Arguments& arguments) {
  const std::string &in = arguments.positional()[0], &out = arguments.positional()[1];
  const auto to = arguments.text("--to");
  if (to) require_format(*to);
  if (out == "-" && !to) throw Failure(kUsage, "OUT - needs --to F (weiss formats)");
  require_writable(out);

  const Context context = open_context();
  const Problem problem = read_problem(context.get(), in, arguments, "--from");
  auto options = defaults<weiss_write_options>();
  options.format = to ? to->c_str() : nullptr;
  options.plain_decimal = arguments.has("--plain-decimal") ? 1 : 0;
  write_problem(problem.get(), out, options);

  const weiss_problem_info info = info_of(problem.get());
  const std::string written = read_back(context.get(), problem.get(), out, to.value_or(""));
  std::fprintf(stderr, "%s: %s -> %s: %s; %s spins, %s couplings\n", in.c_str(), info.format, out.c_str(),
               written.c_str(), format_exact(info.num_spins).c_str(),
               format_exact(info.num_couplings).c_str());
  return kSolved;
}

}  // namespace

const Command& convert_command() {
  static const Command command = {
      "convert",
      "IN OUT",
      "writes a problem in another format",
      2,
      2,
      with_reading_options(
          {
              {"--to", "F", "format of OUT; default: by its extension"},
              {"--plain-decimal", nullptr, "numbers without exponents, for readers that know none"},
          },
          "--from"),
      "IN - is the standard input, OUT - the standard output. The energy of every state stays the same, bit\n"
      "for bit: what a format cannot hold (fields in a graph, an offset, another sense) is refused, and\n"
      "the message names a format that can. What was written is read back and compared.\n",
      convert};
  return command;
}

}  // namespace cli
