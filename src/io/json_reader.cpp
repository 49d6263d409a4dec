#include "io/json_reader.hpp"

#include <algorithm>

#include "io/utf8.hpp"

namespace weiss {

// Reads the next value of a scanner, and all below it.
class JsonTreeBuilder {
 public:
  explicit JsonTreeBuilder(JsonScanner& json) : json_(json) {}

  void read(JsonValue& value) {
    const JsonKind kind = json_.peek();
    value.line_ = json_.line();
    value.column_ = json_.column();
    switch (kind) {
      case JsonKind::kNull: return json_.null();
      case JsonKind::kBool: value.content_ = json_.boolean(); return;
      case JsonKind::kNumber: value.content_ = json_.any_number(); return;
      case JsonKind::kString: value.content_ = json_.string(); return;
      case JsonKind::kArray: return read_items(value.content_.emplace<JsonValue::Array>());
      case JsonKind::kObject: return read_members(value.content_.emplace<JsonValue::Object>());
    }
  }

  // The values stand where they stay.
  static void link(const JsonValue& parent) {
    const auto link_child = [&](const JsonValue& child) {
      const_cast<JsonValue&>(child).parent_ = &parent;
      link(child);
    };
    if (parent.kind() == JsonKind::kArray)
      for (const JsonValue& item : parent.items()) link_child(item);
    if (parent.kind() == JsonKind::kObject)
      for (const JsonMember& member : parent.members()) link_child(member.value);
  }

 private:
  void read_items(JsonValue::Array& items) {
    for (json_.begin_array(); json_.next_item();) read(items.emplace_back());
    items.shrink_to_fit();
  }

  void read_members(JsonValue::Object& members) {
    for (json_.begin_object(); json_.next_member();) {
      JsonMember& member = members.emplace_back();
      member.key = json_.key();
      read(member.value);
    }
    members.shrink_to_fit();
    refuse_repeated_keys(members);
  }

  void refuse_repeated_keys(const JsonValue::Object& members) {
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const JsonMember& member : members) keys.push_back(member.key);
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end()) json_.fail("the key " + quoted(*twice) + " comes twice in this object");
  }

  JsonScanner& json_;
};

JsonDocument::JsonDocument(std::string_view text, std::string origin)
    : content_(std::make_unique<Content>()) {
  content_->origin = std::move(origin);
  content_->root.origin_ = &content_->origin;
  JsonScanner json(text, content_->origin);
  JsonTreeBuilder(json).read(content_->root);
  json.finish();
  JsonTreeBuilder::link(content_->root);
}

bool JsonValue::is_integer() const noexcept {
  const JsonNumber* const number = std::get_if<JsonNumber>(&content_);
  return number && number->is_integer;
}

int64_t JsonValue::integer() const {
  const JsonNumber& number = as<JsonNumber>(JsonKind::kNumber);
  if (!number.is_integer) fail("an integer of 64 bits is needed");
  return number.integer;
}

const JsonValue* JsonValue::find(std::string_view key) const {
  for (const JsonMember& member : members())
    if (member.key == key) return &member.value;
  return nullptr;
}

const JsonValue& JsonValue::at(std::string_view key) const {
  if (const JsonValue* const value = find(key)) return *value;
  fail("the key " + quoted(key) + " is missing");
}

const JsonValue& JsonValue::at(size_t index) const {
  if (index < items().size()) return items()[index];
  fail("item " + std::to_string(index) + " is missing; there are " + std::to_string(items().size()));
}

std::string JsonValue::path() const {
  if (!parent_) return {};
  std::string path = parent_->path();
  if (parent_->kind() == JsonKind::kArray) {
    append_json_index(path, static_cast<size_t>(this - parent_->items().data()));
    return path;
  }
  for (const JsonMember& member : parent_->members())
    if (&member.value == this) append_json_key(path, member.key);
  return path;
}

const std::string& JsonValue::origin() const noexcept {
  const JsonValue* root = this;
  while (root->parent_) root = root->parent_;
  return *root->origin_;
}

void JsonValue::fail(const std::string& message) const {
  const std::string where = path();
  throw Error(WEISS_E_FORMAT, where.empty() ? message : where + ": " + message, origin(), line_, column_);
}

void JsonValue::fail_kind(JsonKind wanted) const {
  fail(std::string(json_kind_name(wanted)) + " is needed, not " + json_kind_name(kind()));
}

}  // namespace weiss
