#include "io/json.hpp"

#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "io/utf8.hpp"

namespace weiss {

namespace {

[[noreturn]] void misuse(const char* what) {
  throw Error(WEISS_E_INTERNAL, std::string("JSON writer: ") + what);
}

template <class Number>
void append_number(std::string& out, Number number) {
  char text[32];
  const std::to_chars_result result = std::to_chars(text, text + sizeof text, number);
  out.append(text, result.ptr);
}

}  // namespace

void JsonWriter::begin(char open, JsonLayout layout) {
  before_value();
  if (!levels_.empty() && levels_.back().layout == JsonLayout::kInline) layout = JsonLayout::kInline;
  out_ += open;
  levels_.push_back({open, layout, true});
}

void JsonWriter::end(char open, char close) {
  if (levels_.empty() || levels_.back().open != open || has_key_) misuse("an end without its begin");
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && level.layout == JsonLayout::kLines) new_line();
  out_ += close;
  if (levels_.empty()) out_ += '\n';
}

void JsonWriter::key(std::string_view name) {
  if (levels_.empty() || levels_.back().open != '{' || has_key_) misuse("a key outside of an object");
  separate();
  write_string(name);
  out_ += ": ";
  has_key_ = true;
}

void JsonWriter::before_value() {
  if (levels_.empty()) {
    if (started_) misuse("a second document");
  } else if (levels_.back().open == '[') {
    separate();
  } else if (!has_key_) {
    misuse("a value without a key in an object");
  }
  started_ = true;
  has_key_ = false;
}

// What stands before a key in an object, or before a value in an array.
void JsonWriter::separate() {
  Level& level = levels_.back();
  if (!level.empty) out_ += ',';
  if (level.layout == JsonLayout::kLines) new_line();
  else if (!level.empty) out_ += ' ';
  level.empty = false;
}

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * levels_.size(), ' ');
}

void JsonWriter::value(std::string_view text) {
  before_value();
  write_string(text);
}

void JsonWriter::value(const char* text) {
  if (text) value(std::string_view(text));
  else null();
}

void JsonWriter::value(bool truth) {
  before_value();
  out_ += truth ? "true" : "false";
}

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  before_value();
  append_number(out_, number);
}

void JsonWriter::write_signed(int64_t number) {
  before_value();
  append_number(out_, number);
}

void JsonWriter::write_unsigned(uint64_t number) {
  before_value();
  append_number(out_, number);
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

void JsonWriter::write_string(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out_ += '"';
  while (!text.empty()) {
    const char c = text.front();
    const auto byte = static_cast<unsigned char>(c);
    size_t used = 1;
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (c == '\t') {
      out_ += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {  // DEL is legal, but nothing that people can read
      out_ += "\\u00";
      out_ += kHex[byte >> 4];
      out_ += kHex[byte & 15];
    } else if (const size_t length = utf8_length(text)) {
      out_.append(text.data(), length);
      used = length;
    } else {
      out_ += "\xEF\xBF\xBD";
    }
    text.remove_prefix(used);
  }
  out_ += '"';
}

}  // namespace weiss
