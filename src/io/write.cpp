#include "io/write.hpp"

#include "base/error.hpp"
#include "io/formats.hpp"

namespace weiss {

namespace {

// The terms in which a problem is written: those of the format, or the problem's own where it has both.
int32_t origin_in(const Format& format, const Problem& problem) {
  if (format.origin != kAnyOrigin) return format.origin;
  return problem.origin == WEISS_ORIGIN_QUBO ? WEISS_ORIGIN_QUBO : WEISS_ORIGIN_ISING;
}

void write_as(const Problem& problem, const Format& format, const weiss_write_options& options,
              TextSink& sink) {
  if (options.plain_decimal < 0 || options.plain_decimal > 1)
    throw Error(WEISS_E_ARGUMENT, "plain_decimal must be 0 or 1, got " + std::to_string(options.plain_decimal));
  sink.set_plain_decimal(options.plain_decimal != 0);
  format.write(form_of(problem, origin_in(format, problem), format.sense, format.has_offset), sink);
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
