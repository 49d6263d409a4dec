// How the same problem looks in each format: what tests need that hold for every reader.
#pragma once

#include "io/support.hpp"

namespace weiss_test {

// A data line, 0-based; the value as it stands in the file.
struct Line {
  int64_t i;
  int64_t j;
  std::string value;
};

struct Dialect {
  const char* format;
  int32_t origin;
  int32_t sense;
  int base;
  const char* term;  // as messages call them
  const char* terms;
  const char* variable;
  const char* variables;

  // $n variables, $m terms, of them $d with i = j and $o others.
  const char* header;
  const char* comments = "";    // what begins a comment line among the data
  const char* line_start = "";  // before "i j value"
  double pair_factor = 1.0;     // what the value of a line i != j is multiplied with
  bool has_values = true;
  bool fortran = false;  // 1d5 is a number
  bool json = false;     // numbers are those of JSON: 0.5 but not .5
  // Writes a whole file, where terms are not lines of their own; tests about lines leave it out.
  std::string (*whole)(int64_t n, const std::vector<Line>& lines) = nullptr;

  bool has_lines() const { return whole == nullptr; }
  bool tells_size() const { return std::string_view(header).find("$n") != std::string_view::npos; }

  // A header of any numbers; all terms are said to have i != j.
  std::string header_of(const std::string& n, const std::string& m) const;
  std::string header_of(int64_t n, const std::vector<Line>& lines) const;
  int64_t header_lines() const { return std::count(header, header + std::string_view(header).size(), '\n'); }
  std::string line(const Line& line) const;
  std::string file(int64_t n, const std::vector<Line>& lines) const;
  // The same problem from the definition.
  UserForm form(int64_t n, const std::vector<Line>& lines) const;
  int64_t column(int64_t word_column) const;  // of a data line, when line_start were empty
};

const std::vector<Dialect>& dialects();

// Runs body once for each dialect, with its name on every failure.
template <class Body>
void for_each_dialect(const Body& body) {
  for (const Dialect& dialect : dialects()) {
    INFO("format ", std::string(dialect.format));
    body(dialect);
  }
}

// The same for those whose terms stand on lines of their own.
template <class Body>
void for_each_line_dialect(const Body& body) {
  for_each_dialect([&](const Dialect& dialect) {
    if (dialect.has_lines()) body(dialect);
  });
}

inline weiss::ProblemPtr read(const Dialect& dialect, const std::string& text,
                              weiss_read_options options = read_options(),
                              const weiss::EnvironmentPtr& environment = make_environment()) {
  options.format = dialect.format;
  return read_text(text, "file", options, environment);
}

inline weiss::Error read_error(const Dialect& dialect, const std::string& text,
                               weiss_read_options options = read_options()) {
  options.format = dialect.format;
  return read_error(text, "file", options);
}

}  // namespace weiss_test
