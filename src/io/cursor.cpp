#include "io/cursor.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "io/utf8.hpp"

namespace weiss {

namespace {

// Room for a block, or for all of a shorter input; never so small that a word would not fit.
size_t block_size(const Source& source) {
  constexpr int64_t kBlock = 1 << 18;
  const int64_t all = source.size() < 0 ? kBlock : source.size() + 1;
  return static_cast<size_t>(std::clamp(all, 2 * Cursor::kLongestWord, kBlock));
}

// from_chars takes no plus sign.
std::string_view without_plus(std::string_view word) {
  if (word.size() > 1 && word[0] == '+' && word[1] != '-' && word[1] != '+') word.remove_prefix(1);
  return word;
}

}  // namespace

bool parse_number(std::string_view text, double& value) {
  text = without_plus(text);
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  return error == std::errc() && end == last && std::isfinite(value);
}

Cursor::Cursor(Source& source, std::pmr::memory_resource* memory)
    : source_(source), block_(block_size(source) + 1, '\0', memory), pos_(block_.data()), end_(pos_) {
  refill();
  if (head().substr(0, 3) == "\xEF\xBB\xBF") {
    pos_ += 3;
    line_offset_ = 3;
  }
}

// Moves what is left to the front and fills the block up.
void Cursor::refill() {
  char* const block = block_.data();
  const auto left = static_cast<size_t>(end_ - pos_);
  block_offset_ += pos_ - block;
  std::memmove(block, pos_, left);
  size_t used = left;
  const size_t room = block_.size() - 1;
  while (used < room && !at_end_of_source_) {
    const size_t count = source_.read(block + used, room - used);
    at_end_of_source_ = count == 0;
    used += count;
  }
  block[used] = '\0';
  pos_ = block;
  end_ = block + used;
}

std::pmr::string Cursor::take_rest() {
  std::pmr::string rest(block_.get_allocator());
  rest.reserve(static_cast<size_t>(std::max(bytes_left(), int64_t{0})));
  for (;;) {
    rest.append(pos_, end_);
    pos_ = end_;
    if (at_end_of_source_) return rest;
    refill();
  }
}

bool Cursor::begin_line() {
  name_line("");
  while (at_line_end())
    if (!take_line_end()) return false;
  return true;
}

bool Cursor::begin_line_past(const char* comments) {
  while (begin_line()) {
    if (!std::strchr(comments, peek())) return true;
    skip_line();
  }
  return false;
}

void Cursor::end_line() {
  if (!at_line_end()) {
    const std::string_view extra = word("");
    fail("unexpected " + quoted(extra) + " at the end of the line");
  }
  take_line_end();
}

void Cursor::skip_line() {
  for (;;) {
    while (pos_ < end_ && *pos_ != '\n' && *pos_ != '\r' && *pos_ != '\0') ++pos_;
    if (pos_ == end_ && at_end_of_source_) return;
    // A block is always filled up here, so that a CR at its end sees what follows.
    if (short_of_text()) refill();
    if (*pos_ == '\r' || *pos_ == '\n' || (*pos_ == '\0' && pos_ < end_)) break;
  }
  if (at_line_end()) take_line_end();
}

// At the end of a line: goes behind it. False at the end of the input.
bool Cursor::take_line_end() {
  if (pos_ == end_) return false;
  pos_ += *pos_ == '\r' ? 2 : 1;
  ++line_;
  line_offset_ = offset(pos_);
  return true;
}

std::string_view Cursor::rest_of_line() const noexcept {
  const std::string_view text = head().substr(0, static_cast<size_t>(kLongestWord));
  return text.substr(0, text.find_first_of(std::string_view("\r\n\0", 3)));
}

std::string_view Cursor::piece_of_word(const char* what) {
  require_word(what);
  const char* p = pos_;
  while (static_cast<unsigned char>(*p) > ' ' && p - pos_ < kLongestWord) ++p;
  const std::string_view text(pos_, static_cast<size_t>(p - pos_));
  pos_ = p;
  return text;
}

bool Cursor::inside_word() {
  if (short_of_text()) refill();
  return static_cast<unsigned char>(*pos_) > ' ';
}

std::string_view Cursor::word(const char* what) {
  const std::string_view text = piece_of_word(what);
  if (text.size() == kLongestWord) fail("a word of " + std::to_string(kLongestWord) + " bytes or more");
  return text;
}

int64_t Cursor::long_integer(const char* what, bool* decimal) {
  const std::string_view text = without_plus(word(what));
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr double kLargest = 0x1p53;  // beyond, neighbouring integers are the same double
  double number = 0.0;
  if (decimal && end != text.data() + text.size() && parse_number(text, number) &&
      number == std::floor(number) && std::fabs(number) < kLargest) {
    *decimal = true;
    return static_cast<int64_t>(number);
  }
  if (end != text.data() + text.size() || error == std::errc::invalid_argument)
    fail(std::string(what) + " must be an integer, not " + quoted(text));
  if (error != std::errc()) fail(std::string(what) + " " + quoted(text) + " is too large");
  return value;
}

double Cursor::any_number(const char* what) {
  const std::string_view text = word(what);
  return require_number(what, text, text);
}

double Cursor::fortran_number(const char* what) {
  const std::string_view text = word(what);
  std::string digits(text);
  const size_t exponent = digits.find_first_of("dD");
  if (exponent != std::string::npos) digits[exponent] = 'e';
  return require_number(what, text, digits);
}

// digits is the text with the exponent as from_chars reads it.
double Cursor::require_number(const char* what, std::string_view text, std::string_view digits) {
  double value = 0.0;
  if (!parse_number(digits, value))
    fail(std::string(what) + " must be a finite number that a double can hold, not " + quoted(text));
  return value;
}

// A control character stands where a word or a line end should be.
void Cursor::fail_byte() {
  word_offset_ = offset(pos_);
  const auto byte = static_cast<unsigned char>(*pos_);
  if (byte == '\0') fail("a NUL byte: this is binary data, not text");
  if (byte == '\r') fail("a carriage return without a line feed; lines end with LF or CRLF");
  static constexpr char kHex[] = "0123456789ABCDEF";
  fail(std::string("the control character 0x") + kHex[byte >> 4] + kHex[byte & 15] + " is not text");
}

std::string Cursor::prefixed(const std::string& message) const {
  std::string text = line_name_;
  if (line_number_ > 0) text += " " + std::to_string(line_number_);
  return text.empty() ? message : text + ": " + message;
}

void Cursor::fail(const std::string& message, weiss_status status) const {
  throw Error(status, prefixed(message), origin(), line_, word_offset_ - line_offset_ + 1);
}

void Cursor::fail_line(const std::string& message) const {
  throw Error(WEISS_E_FORMAT, prefixed(message), origin(), line_, 0);
}

}  // namespace weiss
