// A cursor over line-oriented text: words and numbers, each with the line and column it stands at. Reads
// the source in blocks, so the memory is small whatever the size of the input.
//
// Lines end with LF or CRLF, the last one may lack it; blanks and tabs separate words; a byte order mark
// is skipped. NUL bytes and a CR alone are errors.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "io/source.hpp"

namespace weiss {

// Reads a decimal number that fills all of text; false when it is none, not finite, or out of range.
bool parse_number(std::string_view text, double& value);

class Cursor {
 public:
  // Longest word that can be read, and how far rest_of_line() looks.
  static constexpr int64_t kLongestWord = 4096;

  Cursor(Source& source, std::pmr::memory_resource* memory);

  const Source& source() const noexcept { return source_; }
  std::string origin() const { return short_path(source_.name()); }  // of errors
  // The start of the input, for telling formats apart: as much as one block holds.
  std::string_view head() const noexcept { return {pos_, static_cast<size_t>(end_ - pos_)}; }
  // Bytes between the cursor and the end of the input, -1 when that is not known.
  int64_t bytes_left() const noexcept { return source_.size() < 0 ? -1 : source_.size() - offset(pos_); }
  int64_t bytes_read() const noexcept { return offset(pos_); }
  int64_t line() const noexcept { return line_; }

  // Goes to the first word of the next line that has one; false at the end of the input.
  bool begin_line();
  // The same, past the lines that begin with one of these characters.
  bool begin_line_past(const char* comments);
  // Everything of the line has been read: throws if there is more.
  void end_line();
  void skip_line();

  // The first character of the next word.
  char peek() const noexcept { return *pos_; }
  // What is left of the line, at most kLongestWord bytes of it, without going there.
  std::string_view rest_of_line() const noexcept;

  // What the numbers of this line are called in messages: "edge 12: ..."; number 0 leaves it out.
  void name_line(const char* name, int64_t number = 0) noexcept {
    line_name_ = name;
    line_number_ = number;
  }

  // The next word or number of the line; what names it in messages ("the weight").
  bool at_line_end();
  std::string_view word(const char* what);
  // The same for words of any length, kLongestWord bytes at a time, as long as inside_word().
  std::string_view piece_of_word(const char* what);
  bool inside_word();
  // With decimal, numbers such as 2.0 are integers too; *decimal is set to true when one was met.
  int64_t integer(const char* what, bool* decimal = nullptr);
  double number(const char* what);
  // The same in a file of Fortran's, where 1D+2 is 100.
  double fortran_number(const char* what);

  // All bytes from here to the end of the input, for formats that are not made of lines.
  std::pmr::string take_rest();

  // Throws E_FORMAT (or another status) for the word that was read last, or for the line as a whole.
  [[noreturn]] void fail(const std::string& message, weiss_status status = WEISS_E_FORMAT) const;
  [[noreturn]] void fail_line(const std::string& message) const;

 private:
  bool short_of_text() const noexcept { return !at_end_of_source_ && end_ - pos_ < kLongestWord; }
  void refill();
  void skip_blanks();
  bool take_line_end();
  void require_word(const char* what);
  [[noreturn]] void fail_byte();
  int64_t long_integer(const char* what, bool* decimal);
  double any_number(const char* what);
  double require_number(const char* what, std::string_view text, std::string_view digits);
  std::string prefixed(const std::string& message) const;

  int64_t offset(const char* place) const noexcept { return block_offset_ + (place - block_.data()); }

  Source& source_;
  std::pmr::string block_;  // a NUL stands behind the last byte, so that scans end
  const char* pos_;
  const char* end_;
  bool at_end_of_source_ = false;
  int64_t block_offset_ = 0;  // where the block begins in the input
  int64_t line_ = 1;
  int64_t line_offset_ = 0;   // where the line begins
  int64_t word_offset_ = 0;   // where the word that was read last begins
  const char* line_name_ = "";
  int64_t line_number_ = 0;
};

inline void Cursor::skip_blanks() {
  do {
    if (short_of_text()) refill();
    while (*pos_ == ' ' || *pos_ == '\t') ++pos_;
  } while (short_of_text());
}

inline bool Cursor::at_line_end() {
  skip_blanks();
  word_offset_ = offset(pos_);
  const auto c = static_cast<unsigned char>(*pos_);
  if (c > ' ') return false;
  if (c == '\n' || pos_ == end_ || (c == '\r' && pos_[1] == '\n')) return true;
  fail_byte();
}

// Short numbers of plain digits, nearly all that there are, are read here; the others by from_chars.
inline int64_t Cursor::integer(const char* what, bool* decimal) {
  require_word(what);
  const char* p = pos_;
  uint64_t value = 0;
  for (unsigned digit; (digit = static_cast<unsigned>(*p - '0')) < 10; ++p) value = value * 10 + digit;
  if (p == pos_ || p - pos_ > 18 || static_cast<unsigned char>(*p) > ' ') return long_integer(what, decimal);
  pos_ = p;
  return static_cast<int64_t>(value);
}

inline double Cursor::number(const char* what) {
  require_word(what);
  const bool negative = *pos_ == '-';
  const char* const digits = pos_ + negative;
  const char* p = digits;
  uint64_t value = 0;
  for (unsigned digit; (digit = static_cast<unsigned>(*p - '0')) < 10; ++p) value = value * 10 + digit;
  if (p == digits || p - digits > 15 || static_cast<unsigned char>(*p) > ' ') return any_number(what);
  pos_ = p;
  return negative ? -static_cast<double>(value) : static_cast<double>(value);
}

inline void Cursor::require_word(const char* what) {
  if (at_line_end()) fail(std::string(what) + " is missing");
}

}  // namespace weiss
