// A strict streaming writer of JSON (RFC 8259) for reports. The same calls give the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace weiss {

// How a container and all within it are laid out.
enum class JsonLayout {
  kLines,  // one member a line, indented by two blanks a level
  kInline  // on one line, for short things and for long rows of numbers
};

// Appends one document to a string. Calls that would not give valid JSON (a value without a key in an
// object, a second document, an end without its begin) throw E_INTERNAL.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object(JsonLayout layout = JsonLayout::kLines) { begin('{', layout); }
  void end_object() { end('{', '}'); }
  void begin_array(JsonLayout layout = JsonLayout::kLines) { begin('[', layout); }
  void end_array() { end('[', ']'); }

  void key(std::string_view name);

  void value(std::string_view text);  // bytes that are not UTF-8 become U+FFFD
  void value(const char* text);       // null for NULL
  void value(bool truth);
  void value(double number);  // the shortest text that reads back as the same double; NaN, Inf: null
  template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  void value(Integer number) {
    if constexpr (std::is_signed_v<Integer>) write_signed(number);
    else write_unsigned(number);
  }
  void null();

  // key and value in one call.
  template <class Value>
  void member(std::string_view name, const Value& content) {
    key(name);
    value(content);
  }

  bool complete() const noexcept { return levels_.empty() && started_; }

 private:
  struct Level {
    char open;  // '{' or '['
    JsonLayout layout;
    bool empty;
  };

  void begin(char open, JsonLayout layout);
  void end(char open, char close);
  void before_value();
  void separate();
  void new_line();
  void write_signed(int64_t number);
  void write_unsigned(uint64_t number);
  void write_string(std::string_view text);

  std::string& out_;
  std::vector<Level> levels_;
  bool started_ = false;
  bool has_key_ = false;
};

}  // namespace weiss
