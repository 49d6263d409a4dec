#include "io/write.hpp"

#include "base/error.hpp"
#include "io/formats.hpp"

namespace weiss {

namespace {

// The terms in which a problem is written: those of the format. Where it has both, a QUBO is written as it
// is, unless that would need rounding, and all else as an Ising energy, which never does.
Form form_in(const Format& format, const Problem& problem) {
  if (format.origin != kAnyOrigin) return form_of(problem, format.origin, format.sense, format.has_offset);
  if (problem.origin == WEISS_ORIGIN_QUBO) {
    try {
      return form_of(problem, WEISS_ORIGIN_QUBO, format.sense, format.has_offset);
    } catch (const Error& error) {
      if (error.status() != WEISS_E_UNSUPPORTED) throw;
    }
  }
  return form_of(problem, WEISS_ORIGIN_ISING, format.sense, format.has_offset);
}

void write_as(const Problem& problem, const Format& format, const weiss_write_options& options,
              TextSink& sink) {
  if (options.plain_decimal < 0 || options.plain_decimal > 1)
    throw Error(WEISS_E_ARGUMENT,
                "plain_decimal must be 0 or 1, got " + std::to_string(options.plain_decimal));
  sink.set_plain_decimal(options.plain_decimal != 0);
  format.write(form_in(format, problem), sink);
  sink.finish();
}

}  // namespace

void write_problem_file(const Problem& problem, const std::string& path, const weiss_write_options& options) {
  FileSink sink(path);
  write_as(problem, choose_writer(options.format, path, problem.origin, problem.sense), options, sink);
}

void write_problem(const Problem& problem, const weiss_write_options& options, weiss_write_fn write,
                   void* user) {
  CallbackSink sink(write, user);
  write_as(problem, named_writer(options.format), options, sink);
}

}  // namespace weiss
