#include "io/write.hpp"

#include "io/formats.hpp"

namespace weiss {

namespace {

void write_as(const Problem& problem, const Format& format, TextSink& sink) {
  format.write(form_of(problem, format.origin, format.sense, format.has_offset), sink);
  sink.finish();
}

}  // namespace

void write_problem_file(const Problem& problem, const std::string& path, const char* format) {
  FileSink sink(path);
  write_as(problem, choose_writer(format, path, problem.sense), sink);
}

void write_problem(const Problem& problem, const char* format, weiss_write_fn write, void* user) {
  CallbackSink sink(write, user);
  write_as(problem, named_writer(format), sink);
}

}  // namespace weiss
