// Texts of the formats, and problems read from them.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "io/read.hpp"
#include "io/source.hpp"
#include "io/write.hpp"
#include "model/support.hpp"

namespace weiss_test {

inline weiss_read_options read_options() {
  weiss_read_options options{};
  options.struct_size = sizeof options;
  return options;
}

inline weiss::ProblemPtr read_text(const std::string& text, const char* name,
                                   const weiss_read_options& options = read_options(),
                                   const weiss::EnvironmentPtr& environment = make_environment()) {
  weiss::MemorySource source(text, name);
  return weiss::read_problem(environment, source, options);
}

// The error of a text that must not be read.
inline weiss::Error read_error(const std::string& text, const char* name,
                               const weiss_read_options& options = read_options()) {
  try {
    read_text(text, name, options);
  } catch (const weiss::Error& error) {
    CHECK(error.origin() == name);
    return error;
  }
  FAIL("this was read: ", text);
  return {WEISS_OK, ""};
}

inline weiss_read_options named(const char* format, int64_t problem_number = 0) {
  weiss_read_options options = read_options();
  options.format = format;
  options.problem_number = problem_number;
  return options;
}

inline weiss::ProblemPtr read_as(const std::string& text, const char* format) {
  return read_text(text, "file", named(format));
}

inline weiss::Error error_as(const std::string& text, const char* format) {
  return read_error(text, "file", named(format));
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline void check_equal(const weiss::Problem& a, const weiss::Problem& b) {
  CHECK(a.row_start == b.row_start);
  CHECK(a.column == b.column);
  CHECK(a.value == b.value);
  CHECK(a.field == b.field);
  CHECK(a.offset == b.offset);
}

inline weiss_write_options write_as(const char* format, bool plain_decimal = false) {
  weiss_write_options options{};
  options.struct_size = sizeof options;
  options.format = format;
  options.plain_decimal = plain_decimal;
  return options;
}

inline std::string written(const weiss::Problem& problem, const char* format, bool plain_decimal = false) {
  std::string text;
  const weiss_write_fn append = [](void* user, const char* piece, size_t size) noexcept {
    static_cast<std::string*>(user)->append(piece, size);
    return int32_t{0};
  };
  weiss::write_problem(problem, write_as(format, plain_decimal), append, &text);
  return text;
}

// The error of a problem that must not be written.
inline weiss::Error write_error(const weiss::Problem& problem, const char* format) {
  try {
    written(problem, format);
  } catch (const weiss::Error& error) {
    return error;
  }
  FAIL("this was written");
  return {WEISS_OK, ""};
}

}  // namespace weiss_test
