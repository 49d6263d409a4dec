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

// A data line, 0-based; the value as it stands in the file.
struct Line {
  int64_t i;
  int64_t j;
  std::string value;
};

// What the three formats have in common, for tables of tests that hold for each of them.
struct Dialect {
  const char* format;
  const char* file;  // a name whose extension, with the content, tells the format
  int32_t origin;
  int32_t sense;
  int base;
  const char* term;
  const char* variable;

  // diagonal and off-diagonal terms are announced apart in qbsolv, together elsewhere.
  std::string header(const std::string& n, int64_t diagonal, int64_t others) const {
    if (std::string_view(format) == "qbsolv")
      return "p qubo 0 " + n + " " + std::to_string(diagonal) + " " + std::to_string(others) + "\n";
    return n + " " + std::to_string(diagonal + others) + "\n";
  }
  std::string line(const Line& l) const {
    return std::to_string(l.i + base) + " " + std::to_string(l.j + base) + " " + l.value + "\n";
  }
  std::string text(int64_t n, const std::vector<Line>& lines) const {
    int64_t diagonal = 0;
    std::string data;
    for (const Line& l : lines) {
      diagonal += l.i == l.j;
      data += line(l);
    }
    return header(std::to_string(n), diagonal, static_cast<int64_t>(lines.size()) - diagonal) + data;
  }
};

inline const std::vector<Dialect>& dialects() {
  static const std::vector<Dialect> all = {
      {"maxcut", "graph.mc", WEISS_ORIGIN_MAXCUT, WEISS_SENSE_MAX, 1, "edge", "node"},
      {"qbsolv", "problem.qubo", WEISS_ORIGIN_QUBO, WEISS_SENSE_MIN, 0, "term", "variable"},
      {"qubo-max", "problem.qubo", WEISS_ORIGIN_QUBO, WEISS_SENSE_MAX, 1, "term", "variable"},
  };
  return all;
}

// Runs body once for each dialect, with its name on every failure.
template <class Body>
void for_each_dialect(const Body& body) {
  for (const Dialect& dialect : dialects()) {
    INFO("format ", std::string(dialect.format));
    body(dialect);
  }
}

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

inline weiss_write_options write_as(const char* format) {
  weiss_write_options options{};
  options.struct_size = sizeof options;
  options.format = format;
  return options;
}

inline std::string written(const weiss::Problem& problem, const char* format) {
  std::string text;
  const weiss_write_fn append = [](void* user, const char* piece, size_t size) {
    static_cast<std::string*>(user)->append(piece, size);
    return int32_t{0};
  };
  weiss::write_problem(problem, write_as(format), append, &text);
  return text;
}

}  // namespace weiss_test
