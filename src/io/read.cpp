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
  choice.format->read(cursor, terms);
  if (options.duplicates == WEISS_DUPLICATES_ERROR) terms.refuse_duplicates();

  weiss_problem_data data{};
  data.struct_size = sizeof data;
  data.origin = terms.origin;
  data.sense = options.sense != WEISS_SENSE_DEFAULT ? options.sense : choice.format->sense;
  data.index_base = terms.index_base();
  data.duplicates = options.duplicates;
  data.num_spins = terms.num_variables();
  data.offset = terms.offset;
  Vector<double> fields(environment->memory());
  if (terms.origin == WEISS_ORIGIN_ISING) fields = terms.take_fields(options.duplicates == WEISS_DUPLICATES_LAST);
  if (!fields.empty()) data.linear = fields.data();
  ProblemPtr problem = [&] {
    try {
      return build_problem(environment, data, std::move(terms.arrays()));
    } catch (const Error& error) {
      // The indices and values are good one by one; what the builder minds are their sums.
      if (error.status() != WEISS_E_ARGUMENT) throw;
      throw Error(WEISS_E_FORMAT, error.message(), cursor.origin());
    }
  }();
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
