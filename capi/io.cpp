// weiss/io.h
#include "weiss/io.h"

#include <string>

#include "context_access.hpp"
#include "guard.hpp"
#include "io/formats.hpp"
#include "io/read.hpp"
#include "io/solution.hpp"
#include "io/write.hpp"

using weiss::copy_in;
using weiss::copy_out;
using weiss::Error;
using weiss::guarded;
using weiss::require_not_null;

namespace {

weiss_problem* read(weiss_context* context, weiss::Source& source, const weiss_read_options* options) {
  weiss_read_options known;
  copy_in(&known, sizeof known, options, "options");
  return weiss::read_problem(weiss::environment_of(context), source, known).release();
}

weiss::MemorySource memory_source(const char* text, size_t size, const char* name) {
  if (size > 0) require_not_null(text, "text");
  return {std::string_view(text, size), name ? name : ""};
}

void require_spins(int64_t num_spins, const int8_t* spins) {
  if (num_spins < 0)
    throw Error(WEISS_E_ARGUMENT, "num_spins must not be negative, got " + std::to_string(num_spins));
  if (num_spins > 0) require_not_null(spins, "spins");
}

}  // namespace

extern "C" {

weiss_status weiss_problem_read_file(weiss_context* context, const char* path,
                                     const weiss_read_options* options, weiss_problem** out,
                                     weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(path, "path");
    require_not_null(out, "out");
    weiss::FileSource source(path);
    *out = read(context, source, options);
  });
}

weiss_status weiss_problem_read_memory(weiss_context* context, const char* text, size_t size,
                                       const char* name, const weiss_read_options* options,
                                       weiss_problem** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    weiss::MemorySource source = memory_source(text, size, name);
    *out = read(context, source, options);
  });
}

weiss_status weiss_problem_write_file(const weiss_problem* problem, const char* path, const weiss_write_options* options,
                                      weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    require_not_null(path, "path");
    weiss_write_options known;
    copy_in(&known, sizeof known, options, "options");
    weiss::write_problem_file(*problem, path, known);
  });
}

weiss_status weiss_problem_write(const weiss_problem* problem, const weiss_write_options* options,
                                 weiss_write_fn write, void* user, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    weiss_write_options known;
    copy_in(&known, sizeof known, options, "options");
    require_not_null(known.format, "options->format");
    if (!write) throw Error(WEISS_E_ARGUMENT, "write is NULL");
    weiss::write_problem(*problem, known, write, user);
  });
}

weiss_status weiss_solution_read_file(const char* path, int64_t num_spins, int8_t* spins,
                                      weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(path, "path");
    require_spins(num_spins, spins);
    weiss::FileSource source(path);
    weiss::read_solution(source, num_spins, spins);
  });
}

weiss_status weiss_solution_read_memory(const char* text, size_t size, const char* name, int64_t num_spins,
                                        int8_t* spins, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_spins(num_spins, spins);
    weiss::MemorySource source = memory_source(text, size, name);
    weiss::read_solution(source, num_spins, spins);
  });
}

weiss_status weiss_solution_write_file(const char* path, int64_t num_spins, const int8_t* spins,
                                       weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(path, "path");
    require_spins(num_spins, spins);
    weiss::write_solution_file(path, num_spins, spins);
  });
}

int64_t weiss_num_formats(void) noexcept { return weiss::num_formats(); }

weiss_status weiss_format_get_info(int64_t index, weiss_format_info* info, weiss_error* error) noexcept {
  return guarded(error, [&] {
    if (index < 0 || index >= weiss::num_formats())
      throw Error(WEISS_E_ARGUMENT, "index must lie in 0.." + std::to_string(weiss::num_formats() - 1) +
                                        ", got " + std::to_string(index));
    const weiss::Format& format = weiss::format_at(index);
    weiss_format_info full{};
    full.struct_size = sizeof full;
    full.can_write = format.write != nullptr;
    full.name = format.name;
    full.extensions = format.extensions;
    full.summary = format.summary;
    full.help = format.help;
    copy_out(info, &full, sizeof full, "info");
  });
}

}  // extern "C"
