// A strict pull parser of JSON (RFC 8259) over text in memory. It keeps nothing of what it has read, so a
// reader decides what a document costs; json_reader.hpp builds a tree on it.
//
// Stricter than the RFC asks: strings must be well-formed UTF-8, and numbers must fit into a double. A byte
// order mark is skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace weiss {

enum class JsonKind { kNull, kBool, kNumber, kString, kArray, kObject };

// "a number", for messages.
const char* json_kind_name(JsonKind kind) noexcept;

struct JsonNumber {
  double value = 0.0;
  bool is_integer = false;  // written without fraction and exponent, within int64, and not -0
  int64_t integer = 0;
};

// Appends "[3]" or ".key" to the path of a value.
void append_json_index(std::string& path, size_t index);
void append_json_key(std::string& path, std::string_view key);

// Each call takes the next value, or a part of it; one that does not fit throws E_FORMAT with line, column
// and path: "linear_terms[3].coeff: a number is needed, not a string".
//
//   for (json.begin_object(); json.next_member();)
//     if (json.key() == "scale") scale = json.number();
//     else json.skip();
class JsonScanner {
 public:
  static constexpr size_t kDeepest = 64;  // containers within each other

  // origin stands for the text in errors.
  JsonScanner(std::string_view text, std::string origin);

  // The kind of the next value.
  JsonKind peek();

  void begin_array();
  bool next_item();  // goes to the next value of the array; false behind its end
  void begin_object();
  bool next_member();  // likewise; key() is then that of the value
  const std::string& key() const noexcept { return levels_[depth_ - 1].key; }

  void null();
  bool boolean();
  JsonNumber any_number();
  double number() { return any_number().value; }
  int64_t integer();
  std::string string();
  // Takes the next value, whatever it is. Keys that come twice in it are not noticed.
  void skip();
  // At the end of the document: nothing but blanks may follow.
  void finish();

  // Of the value, or key, that was looked at last.
  int64_t line() const noexcept { return line_; }
  int64_t column() const noexcept { return static_cast<int64_t>(value_ - line_start_) + 1; }
  // Throws for it, or, when it is wrong where it stands, for the container around it.
  [[noreturn]] void fail(const std::string& message) const;

 private:
  struct Level {
    bool is_object;
    bool inside_value;  // which count and key are about
    size_t count;       // values that have begun
    std::string key;
  };

  bool ends_here() const noexcept { return pos_ == end_; }
  void skip_blanks();
  void expect(JsonKind kind);
  void begin(bool is_object);
  bool next(bool is_object);
  void take_word(std::string_view word);
  void take_string(std::string& out);
  void take_escape(std::string& out);
  unsigned take_hex();
  std::string path() const;
  [[noreturn]] void fail_here(const std::string& message);

  const char* pos_;
  const char* end_;
  const char* value_;       // where the value begins that was looked at last
  const char* line_start_;  // of the line that pos_ and value_ stand in
  int64_t line_ = 1;
  const std::string origin_;
  std::vector<Level> levels_;  // those from depth_ on are free, and keep the memory of their keys
  size_t depth_ = 0;
};

}  // namespace weiss
