#include "io/read.hpp"

#include "base/error.hpp"
#include "io/formats.hpp"

namespace weiss {

namespace {

void require_options(const weiss_read_options& options) {
  const auto require = [](const char* name, int32_t value, int32_t last) {
    if (value < 0 || value > last)
      throw Error(WEISS_E_ARGUMENT, std::string(name) + " must lie in 0.." + std::to_string(last) + ", got " +
                                        std::to_string(value));
  };
  require("sense", options.sense, WEISS_SENSE_MAX);
  require("duplicates", options.duplicates, WEISS_DUPLICATES_ERROR);
  require("lenient", options.lenient, 1);
  if (options.problem_number < 0)
    throw Error(WEISS_E_ARGUMENT,
                "problem_number must not be negative, got " + std::to_string(options.problem_number));
}

// "maxcut (by extension .mc), maximise, 1-based, each edge once"
std::string format_text(const FormatChoice& choice, const weiss_read_options& options,
                        const TermCollector& terms) {
  const bool asked = options.sense != WEISS_SENSE_DEFAULT;
  const int32_t sense = asked ? options.sense : choice.format->sense;
  std::string text = std::string(choice.format->name) + " (" + choice.how + "), ";
  text += sense == WEISS_SENSE_MAX ? "maximise" : "minimise";
  if (asked && sense != choice.format->sense) text += " (as asked)";
  return text + ", " + choice.format->layout + terms.notes();
}

ProblemPtr read_located(const EnvironmentPtr& environment, Cursor& cursor,
                        const weiss_read_options& options) {
  const FormatChoice choice = choose_reader(options.format, cursor);
  TermCollector terms(cursor, environment->memory(), options.lenient != 0);
  if (choice.format->origin != kAnyOrigin) terms.origin = choice.format->origin;
  if (options.problem_number > 1 && !choice.format->several)
    throw Error(WEISS_E_ARGUMENT, std::string("a file of the format ") + choice.format->name +
                                      " holds one problem, there is no problem_number " +
                                      std::to_string(options.problem_number));
  terms.duplicates = options.duplicates;
  terms.problem_number = options.problem_number;
  choice.format->read(cursor, terms);
  if (terms.duplicates == WEISS_DUPLICATES_ERROR) terms.refuse_duplicates();

  weiss_problem_data data{};
  data.struct_size = sizeof data;
  data.origin = terms.origin;
  data.sense = options.sense != WEISS_SENSE_DEFAULT ? options.sense : choice.format->sense;
  data.index_base = terms.index_base();
  data.duplicates = terms.duplicates;
  data.num_spins = terms.num_variables();
  data.offset = terms.offset;
  if (terms.origin == WEISS_ORIGIN_ISING) terms.take_fields();
  ProblemPtr problem = [&] {
    try {
      return build_problem(environment, data, std::move(terms.arrays()));
    } catch (const Error& error) {
      // The indices and values are good one by one; what the builder minds are their sums.
      if (error.status() != WEISS_E_ARGUMENT) throw;
      throw Error(WEISS_E_FORMAT, error.message(), cursor.origin());
    }
  }();
  problem->duplicates_merged += terms.num_merged();
  problem->format = format_text(choice, options, terms);
  return problem;
}

}  // namespace

ProblemPtr read_problem(const EnvironmentPtr& environment, Source& source,
                        const weiss_read_options& options) {
  require_options(options);
  try {
    Cursor cursor(source, environment->memory());
    return read_located(environment, cursor, options);
  } catch (const Error& error) {
    // An error that does not say where it comes from, one of the memory account say, is about the source.
    if (!error.origin().empty() || error.status() == WEISS_E_ARGUMENT) throw;
    throw Error(error.status(), error.message(), short_path(source.name()), error.line(), error.column());
  }
}

}  // namespace weiss
