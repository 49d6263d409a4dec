// Collects the terms of a file for the builder, and checks on the way what every format must check:
// counts against the size of the file before memory is asked for, indices, the number of data lines.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "io/cursor.hpp"
#include "model/build.hpp"

namespace weiss {

// What a format calls its things in messages, and where its indices begin.
struct TermStyle {
  const char* term;       // "edge"
  const char* terms;      // "edges"
  const char* variable;   // "node"
  const char* variables;  // "nodes"
  int32_t index_base;     // 0 or 1
};

// What the entries (i,j) and (j,i) of a matrix are to the pair of i and j.
enum class Mirror {
  kSum,   // two terms
  kEqual  // the same term, given once or twice
};

class TermCollector {
 public:
  TermCollector(Cursor& cursor, Memory* memory, bool lenient)
      : cursor_(cursor), memory_(memory), lenient_(lenient), arrays_(memory), lines_(memory) {}

  // The header. Numbers that cannot be meant are E_FORMAT, a problem that would not fit is E_LIMIT. A
  // format may announce its terms in several numbers; they add up.
  void begin_header(const TermStyle& style);
  void read_num_variables();
  int64_t read_num_terms(const char* name);
  // Instead of a number of terms: so many numbers must follow.
  void expect_numbers(int64_t count);
  void end_header();
  // Instead of a header, any number of terms may follow. There are as many variables as the caller says, who
  // has seen to it that the input has room for them; or as many as the largest index says.
  void begin_unannounced(const TermStyle& style, int64_t num_variables);
  void begin_unannounced(const TermStyle& style);

  // At the first word of a data line; not called when the input is not made of lines. Throws when there are
  // more than announced.
  void begin_term();
  // Reads an index, in the base of the file.
  int32_t index(const char* what);
  void add(int32_t i, int32_t j, double value);
  // An entry, the number that was read last, of a symmetric matrix of which only one half is listed: a pair
  // counts twice.
  void add_symmetric(int32_t i, int32_t j, double value);
  // At the end of the input. Throws when there are fewer terms than announced.
  void finish();

  // Multiplies the values of all terms; throws with the line of the one that overflows.
  void scale_values(double factor);
  // Of a matrix whose entries (i,j) and (j,i) are both listed: makes one term of them. Entries that are
  // repeated are duplicates.
  void merge_mirrored(Mirror mirror);
  // Throws with the line of the first pair that comes twice, in either order.
  void refuse_duplicates() const;
  // Of an Ising energy: makes the linear part of the terms with i = j, which are its fields.
  void take_fields();

  int64_t num_variables() const noexcept { return num_variables_; }
  int64_t num_terms() const noexcept { return static_cast<int64_t>(arrays_.row.size()); }
  int32_t index_base() const noexcept { return style_.index_base; }
  bool lenient() const noexcept { return lenient_; }
  TermArrays& arrays() noexcept { return arrays_; }
  Memory* memory() const noexcept { return memory_; }
  // Duplicates that were merged here, not by the builder.
  int64_t num_merged() const noexcept { return num_merged_; }

  // Remarks on the file for the problem's format text.
  const std::string& notes() const noexcept { return notes_; }
  void note(const std::string& text) { notes_ += ", " + text; }

  int32_t origin = WEISS_ORIGIN_QUBO;  // of the format; a reader whose files say it sets it
  double offset = 0.0;  // of the value, where the format has one
  int32_t duplicates = WEISS_DUPLICATES_SUM;
  int64_t problem_number = 0;  // in a file of several, from 1; 0: not said

 private:
  // Terms first, first + 1, ... stand on lines line, line + 1, ... until the next run.
  struct LineRun {
    int64_t first;
    int64_t line;
  };

  int64_t read_count(const char* name);
  void require_few_enough() const;
  void require_plausible(int64_t bytes) const;
  int64_t line_of(int64_t term) const;  // 0 in an input that is not made of lines
  std::string place_of(int64_t term) const;
  [[noreturn]] void throw_at(int64_t term, const std::string& message) const;

  Cursor& cursor_;
  Memory* const memory_;
  const bool lenient_;
  TermStyle style_{};
  int64_t num_variables_ = 0;
  int64_t announced_ = 0;
  bool announces_terms_ = true;
  bool counts_variables_ = false;
  bool decimal_indices_ = false;
  int64_t num_merged_ = 0;
  TermArrays arrays_;
  Vector<LineRun> lines_;
  int64_t next_line_ = 0;  // of the next term, if the run goes on
  std::string notes_;
};

}  // namespace weiss
