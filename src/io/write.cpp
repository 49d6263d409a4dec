#include "io/write.hpp"

#include "base/error.hpp"
#include "io/formats.hpp"

namespace weiss {

namespace {

// The terms in which a problem is written: those of the format. Where it has both, a QUBO is written as a
// QUBO and all else as an Ising energy, or the other way round if only that needs no rounding or constant.
Form form_in(const Format& format, const Problem& problem) {
  const auto form_as = [&](int32_t origin) {
    return form_of(problem, origin, format.sense, format.has_offset);
  };
  if (format.origin != kAnyOrigin) return form_as(format.origin);
  const bool is_qubo = problem.origin == WEISS_ORIGIN_QUBO;
  try {
    return form_as(is_qubo ? WEISS_ORIGIN_QUBO : WEISS_ORIGIN_ISING);
  } catch (const Error& refusal) {
    if (refusal.status() != WEISS_E_UNSUPPORTED) throw;
    try {
      return form_as(is_qubo ? WEISS_ORIGIN_ISING : WEISS_ORIGIN_QUBO);
    } catch (const Error& second) {
      if (second.status() != WEISS_E_UNSUPPORTED) throw;
    }
    throw;
  }
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
  write_as(problem, choose_writer(options.format, path, problem.sense), options, sink);
}

void write_problem(const Problem& problem, const weiss_write_options& options, weiss_write_fn write,
                   void* user) {
  CallbackSink sink(write, user);
  write_as(problem, named_writer(options.format), options, sink);
}

}  // namespace weiss
