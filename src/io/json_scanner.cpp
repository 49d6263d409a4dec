#include "io/json_scanner.hpp"

#include <charconv>
#include <cmath>

#include "io/utf8.hpp"

namespace weiss {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// The end of the number at the start of [p, end) by the grammar of the RFC; null when there is none.
// integral tells whether it has neither fraction nor exponent.
const char* number_end(const char* p, const char* end, bool& integral) noexcept {
  const auto digits = [&] {
    const char* const first = p;
    while (p < end && is_digit(*p)) ++p;
    return p > first;
  };
  integral = true;
  if (p < end && *p == '-') ++p;
  if (p < end && *p == '0') ++p;
  else if (!digits()) return nullptr;
  if (p < end && *p == '.') {
    integral = false;
    ++p;
    if (!digits()) return nullptr;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    integral = false;
    ++p;
    if (p < end && (*p == '+' || *p == '-')) ++p;
    if (!digits()) return nullptr;
  }
  return p;
}

void append_utf8(std::string& out, unsigned code) {
  const auto byte = [&](unsigned bits) { out += static_cast<char>(bits); };
  const auto tail = [&](int shift) { byte(0x80u | ((code >> shift) & 0x3Fu)); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0u | code >> 6);
  } else {
    if (code < 0x10000) {
      byte(0xE0u | code >> 12);
    } else {
      byte(0xF0u | code >> 18);
      tail(12);
    }
    tail(6);
  }
  tail(0);
}

}  // namespace

const char* json_kind_name(JsonKind kind) noexcept {
  switch (kind) {
    case JsonKind::kNull: return "null";
    case JsonKind::kBool: return "true or false";
    case JsonKind::kNumber: return "a number";
    case JsonKind::kString: return "a string";
    case JsonKind::kArray: return "an array";
    default: return "an object";
  }
}

void append_json_index(std::string& path, size_t index) { path += "[" + std::to_string(index) + "]"; }

void append_json_key(std::string& path, std::string_view key) {
  const std::string text = quoted(key);
  if (!path.empty()) path += '.';
  path.append(text, 1, text.size() - 2);
}

JsonScanner::JsonScanner(std::string_view text, std::string origin)
    : pos_(text.data()), end_(text.data() + text.size()), origin_(std::move(origin)) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") pos_ += 3;
  value_ = line_start_ = pos_;
}

void JsonScanner::skip_blanks() {
  for (; pos_ < end_ && (*pos_ == ' ' || *pos_ == '\t' || *pos_ == '\r' || *pos_ == '\n'); ++pos_)
    if (*pos_ == '\n') {
      ++line_;
      line_start_ = pos_ + 1;
    }
  value_ = pos_;
}

JsonKind JsonScanner::peek() {
  skip_blanks();
  if (ends_here()) fail_here("the text ends where a value is needed");
  switch (*pos_) {
    case 'n': return JsonKind::kNull;
    case 't':
    case 'f': return JsonKind::kBool;
    case '"': return JsonKind::kString;
    case '[': return JsonKind::kArray;
    case '{': return JsonKind::kObject;
    default: break;
  }
  if (*pos_ == '-' || is_digit(*pos_)) return JsonKind::kNumber;
  fail_here("expected a value");
}

void JsonScanner::expect(JsonKind kind) {
  const JsonKind found = peek();
  if (found != kind)
    fail(std::string(json_kind_name(kind)) + " is needed, not " + json_kind_name(found));
}

// ---- containers ----

void JsonScanner::begin_array() {
  expect(JsonKind::kArray);
  begin(false);
}

void JsonScanner::begin_object() {
  expect(JsonKind::kObject);
  begin(true);
}

void JsonScanner::begin(bool is_object) {
  if (depth_ == kDeepest)
    fail("arrays and objects within each other more than " + std::to_string(kDeepest) + " deep");
  ++pos_;
  if (depth_ == levels_.size()) levels_.emplace_back();
  Level& level = levels_[depth_++];
  level.is_object = is_object;
  level.inside_value = false;
  level.count = 0;
}

bool JsonScanner::next_item() {
  if (!next(false)) return false;
  levels_[depth_ - 1].inside_value = true;
  return true;
}

bool JsonScanner::next_member() {
  if (!next(true)) return false;
  if (*pos_ != '"') fail_here("expected a key in quotes");
  Level& level = levels_[depth_ - 1];
  level.key.clear();
  take_string(level.key);
  const char* const key = value_;
  skip_blanks();
  if (ends_here() || *pos_ != ':') fail_here("expected : after the key " + quoted(level.key));
  ++pos_;
  value_ = key;
  level.inside_value = true;
  return true;
}

// Behind the comma, or behind the container: false then.
bool JsonScanner::next(bool is_object) {
  Level& level = levels_[depth_ - 1];
  level.inside_value = false;
  skip_blanks();
  const char close = is_object ? '}' : ']';
  if (ends_here()) fail_here(std::string("the text ends where , or ") + close + " is needed");
  if (*pos_ == close) {
    ++pos_;
    --depth_;
    return false;
  }
  if (level.count > 0) {
    if (*pos_ != ',') fail_here(std::string("expected , or ") + close);
    ++pos_;
    skip_blanks();
    if (ends_here()) fail_here("the text ends after a comma");
    if (*pos_ == close) fail_here("a comma before the end");
  }
  ++level.count;
  return true;
}

void JsonScanner::skip() {
  switch (peek()) {
    case JsonKind::kNull: return null();
    case JsonKind::kBool: boolean(); return;
    case JsonKind::kNumber: any_number(); return;
    case JsonKind::kString: string(); return;
    case JsonKind::kArray:
      for (begin_array(); next_item();) skip();
      return;
    case JsonKind::kObject:
      for (begin_object(); next_member();) skip();
      return;
  }
}

void JsonScanner::finish() {
  skip_blanks();
  if (!ends_here()) fail_here("unexpected text after the end of the document");
}

// ---- scalars ----

void JsonScanner::null() {
  expect(JsonKind::kNull);
  take_word("null");
}

bool JsonScanner::boolean() {
  expect(JsonKind::kBool);
  const bool truth = *pos_ == 't';
  take_word(truth ? "true" : "false");
  return truth;
}

void JsonScanner::take_word(std::string_view word) {
  if (std::string_view(pos_, static_cast<size_t>(end_ - pos_)).substr(0, word.size()) != word)
    fail_here("expected a value");
  pos_ += word.size();
}

JsonNumber JsonScanner::any_number() {
  expect(JsonKind::kNumber);
  JsonNumber number;
  bool integral = false;
  const char* const end = number_end(pos_, end_, integral);
  if (!end) fail_here("not a number as JSON has it");
  if (std::from_chars(pos_, end, number.value).ec != std::errc() || !std::isfinite(number.value))
    fail("the number " + quoted({pos_, static_cast<size_t>(end - pos_)}) +
         " is more, or finer, than a double can hold");
  const bool negative_zero = number.value == 0.0 && std::signbit(number.value);
  number.is_integer =
      integral && !negative_zero && std::from_chars(pos_, end, number.integer).ec == std::errc();
  pos_ = end;
  return number;
}

int64_t JsonScanner::integer() {
  const JsonNumber number = any_number();
  if (!number.is_integer)
    fail("an integer is needed, not " + quoted({value_, static_cast<size_t>(pos_ - value_)}));
  return number.integer;
}

std::string JsonScanner::string() {
  expect(JsonKind::kString);
  std::string out;
  take_string(out);
  return out;
}

void JsonScanner::take_string(std::string& out) {
  ++pos_;
  for (;;) {
    const char* const first = pos_;
    while (pos_ < end_ && *pos_ >= ' ' && *pos_ != '"' && *pos_ != '\\' && *pos_ < 0x7F) ++pos_;
    out.append(first, pos_);
    if (ends_here()) fail_here("the text ends inside a string");
    if (*pos_ == '"') break;
    if (*pos_ == '\\') {
      take_escape(out);
    } else if (static_cast<unsigned char>(*pos_) < ' ') {
      fail_here("a control character in a string must be written as \\u00..");
    } else {
      const size_t length = utf8_length({pos_, static_cast<size_t>(end_ - pos_)});
      if (length == 0) fail_here("a string must be well-formed UTF-8");
      out.append(pos_, length);
      pos_ += length;
    }
  }
  ++pos_;
}

void JsonScanner::take_escape(std::string& out) {
  ++pos_;
  if (ends_here()) fail_here("the text ends inside a string");
  const char c = *pos_++;
  switch (c) {
    case '"':
    case '\\':
    case '/': out += c; return;
    case 'b': out += '\b'; return;
    case 'f': out += '\f'; return;
    case 'n': out += '\n'; return;
    case 'r': out += '\r'; return;
    case 't': out += '\t'; return;
    case 'u': break;
    default: --pos_; fail_here("no such escape in a string");
  }
  const char* const escape = pos_;
  const auto surrogate = [&](unsigned code, unsigned first) { return code >= first && code < first + 0x400; };
  unsigned code = take_hex();
  if (surrogate(code, 0xD800) && end_ - pos_ >= 2 && pos_[0] == '\\' && pos_[1] == 'u') {
    pos_ += 2;
    const unsigned low = take_hex();
    if (surrogate(low, 0xDC00)) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  if (surrogate(code, 0xD800) || surrogate(code, 0xDC00)) {
    pos_ = escape;
    fail_here("half of a surrogate pair");
  }
  append_utf8(out, code);
}

unsigned JsonScanner::take_hex() {
  unsigned code = 0;
  if (end_ - pos_ < 4 || std::from_chars(pos_, pos_ + 4, code, 16).ptr != pos_ + 4)
    fail_here("\\u must be followed by four hexadecimal digits");
  pos_ += 4;
  return code;
}

// ---- errors ----

std::string JsonScanner::path() const {
  std::string path;
  for (size_t k = 0; k < depth_; ++k) {
    const Level& level = levels_[k];
    if (!level.inside_value) break;
    if (level.is_object) append_json_key(path, level.key);
    else append_json_index(path, level.count - 1);
  }
  return path;
}

void JsonScanner::fail(const std::string& message) const {
  const std::string where = path();
  throw Error(WEISS_E_FORMAT, where.empty() ? message : where + ": " + message, origin_, line_, column());
}

// For the byte at pos_.
void JsonScanner::fail_here(const std::string& message) {
  value_ = pos_;
  if (!ends_here() && *pos_ == '\0') fail("a NUL byte: this is binary data, not text");
  fail(message);
}

}  // namespace weiss
