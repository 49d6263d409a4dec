// JSON documents as trees: small ones, such as reports and settings. What is large and of a known form is
// better read by the scanner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "io/json_scanner.hpp"

namespace weiss {

struct JsonMember;

// A value of a document, which owns it. The typed accessors throw E_FORMAT with line, column and path for a
// value that is something else: "samples[3].energy: a number is needed, not a string".
class JsonValue {
 public:
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;  // in the order of the text

  JsonKind kind() const noexcept { return static_cast<JsonKind>(content_.index()); }
  bool is_null() const noexcept { return kind() == JsonKind::kNull; }
  bool is_integer() const noexcept;  // as integer() wants it, see JsonNumber

  bool boolean() const { return as<bool>(JsonKind::kBool); }
  double number() const { return as<JsonNumber>(JsonKind::kNumber).value; }
  int64_t integer() const;
  const std::string& string() const { return as<std::string>(JsonKind::kString); }
  const Array& items() const { return as<Array>(JsonKind::kArray); }
  const Object& members() const { return as<Object>(JsonKind::kObject); }

  const JsonValue& at(std::string_view key) const;   // throws when there is none
  const JsonValue& at(size_t index) const;           // likewise
  const JsonValue* find(std::string_view key) const; // null when there is none

  // Where it stands, for errors: "runs[0].energy" (empty for the whole document), and in the text.
  std::string path() const;
  int64_t line() const noexcept { return line_; }
  int64_t column() const noexcept { return column_; }
  // Throws E_FORMAT about this value.
  [[noreturn]] void fail(const std::string& message) const;

 private:
  friend class JsonDocument;
  friend class JsonTreeBuilder;

  // In the order of JsonKind.
  using Content = std::variant<std::monostate, bool, JsonNumber, std::string, Array, Object>;

  template <class Type>
  const Type& as(JsonKind wanted) const {
    if (const Type* const content = std::get_if<Type>(&content_)) return *content;
    fail_kind(wanted);
  }
  [[noreturn]] void fail_kind(JsonKind wanted) const;
  const std::string& origin() const noexcept;

  Content content_;
  const JsonValue* parent_ = nullptr;
  const std::string* origin_ = nullptr;  // of the root only
  int64_t line_ = 0;
  int64_t column_ = 0;
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

class JsonDocument {
 public:
  // Throws E_FORMAT for text that is not one document, and for a key that comes twice in an object. origin
  // stands for the text in errors.
  JsonDocument(std::string_view text, std::string origin);

  const JsonValue& root() const noexcept { return content_->root; }

 private:
  struct Content {
    JsonValue root;
    std::string origin;
  };
  std::unique_ptr<Content> content_;  // values know where their parents are
};

}  // namespace weiss
