#include "json_schema.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

using weiss::JsonKind;
using weiss::JsonValue;

namespace {

bool holds(const JsonValue::Array& items, const std::string& text) {
  return std::any_of(items.begin(), items.end(),
                     [&](const JsonValue& item) { return item.string() == text; });
}

// "#/$defs/name" within the document of the root.
const JsonValue& referred(const JsonValue& root, const JsonValue& reference) {
  const std::string prefix = "#/$defs/";
  const std::string& text = reference.string();
  if (text.compare(0, prefix.size(), prefix) != 0) reference.fail("a reference must begin with " + prefix);
  return root.at("$defs").at(text.substr(prefix.size()));
}

class SchemaCheck {
 public:
  explicit SchemaCheck(const JsonValue& root) : root_(root) {}

  void check(const JsonValue& schema) const {
    const bool is_reference = schema.find("$ref") != nullptr;
    if (!is_reference && !schema.find("description")) schema.fail("a description is missing");
    if (is_reference && schema.members().size() > 1) schema.fail("$ref stands alone");
    for (const weiss::JsonMember& member : schema.members()) check_keyword(schema, member);
  }

 private:
  void check_keyword(const JsonValue& schema, const weiss::JsonMember& member) const {
    const std::string& key = member.key;
    const JsonValue& value = member.value;
    if (key == "$ref") {
      referred(root_, value);
    } else if (key == "items") {
      check(value);
    } else if (key == "additionalProperties") {
      if (value.kind() != JsonKind::kBool) check(value);
    } else if (key == "properties" || key == "$defs") {
      for (const weiss::JsonMember& property : value.members()) check(property.value);
    } else if (key == "required") {
      for (const JsonValue& name : value.items())
        if (!schema.at("properties").find(name.string())) name.fail("a required key is no property");
    } else if (key == "oneOf") {
      for (const JsonValue& choice : value.items()) check(choice);
    } else if (key != "$schema" && key != "$id" && key != "title" && key != "description" && key != "type" &&
               key != "const" && key != "enum" && key != "minimum" && key != "maximum") {
      value.fail("the keyword \"" + key + "\" is not supported");
    }
  }

  const JsonValue& root_;
};

class ValueCheck {
 public:
  explicit ValueCheck(const JsonValue& root) : root_(root) {}

  void check(const JsonValue& schema, const JsonValue& value) const {
    for (const weiss::JsonMember& member : schema.members()) check_keyword(schema, member, value);
  }

 private:
  void check_keyword(const JsonValue& schema, const weiss::JsonMember& member,
                     const JsonValue& value) const {
    const std::string& key = member.key;
    const JsonValue& rule = member.value;
    if (key == "$ref") {
      check(referred(root_, rule), value);
    } else if (key == "type") {
      if (!has_type(value, rule)) value.fail("the type is not that of the schema");
    } else if (key == "const") {
      if (value.string() != rule.string()) value.fail("\"" + rule.string() + "\" is needed");
    } else if (key == "enum") {
      if (!holds(rule.items(), value.string())) value.fail("\"" + value.string() + "\" is none of the enum");
    } else if (key == "minimum" || key == "maximum") {
      const bool low = key == "minimum";
      if (value.kind() == JsonKind::kNumber &&
          (low ? value.number() < rule.number() : value.number() > rule.number()))
        value.fail("the number is beyond the " + key);
    } else if (key == "required") {
      for (const JsonValue& name : rule.items()) value.at(name.string());
    } else if (key == "properties") {
      for (const weiss::JsonMember& property : rule.members())
        if (const JsonValue* const part = value.find(property.key)) check(property.value, *part);
    } else if (key == "additionalProperties") {
      check_additional(schema, rule, value);
    } else if (key == "items") {
      for (const JsonValue& item : value.items()) check(rule, item);
    } else if (key == "oneOf") {
      check_one_of(rule, value);
    }
  }

  static bool has_type(const JsonValue& value, const JsonValue& types) {
    if (types.kind() == JsonKind::kArray)
      return std::any_of(types.items().begin(), types.items().end(),
                         [&](const JsonValue& type) { return has_type(value, type); });
    const std::string& type = types.string();
    switch (value.kind()) {
      case JsonKind::kNull: return type == "null";
      case JsonKind::kBool: return type == "boolean";
      case JsonKind::kNumber:
        return type == "number" || (type == "integer" && std::floor(value.number()) == value.number());
      case JsonKind::kString: return type == "string";
      case JsonKind::kArray: return type == "array";
      case JsonKind::kObject: return type == "object";
    }
    return false;
  }

  void check_additional(const JsonValue& schema, const JsonValue& rule, const JsonValue& value) const {
    const JsonValue* const properties = schema.find("properties");
    for (const weiss::JsonMember& member : value.members()) {
      if (properties && properties->find(member.key)) continue;
      if (rule.kind() != JsonKind::kBool)
        check(rule, member.value);
      else if (!rule.boolean())
        member.value.fail("the schema does not know this key");
    }
  }

  void check_one_of(const JsonValue& choices, const JsonValue& value) const {
    int matches = 0;
    std::string complaints;
    for (const JsonValue& choice : choices.items()) {
      try {
        check(choice, value);
        ++matches;
      } catch (const weiss::Error& error) {
        complaints += "; " + error.message();
      }
    }
    if (matches != 1) value.fail(std::to_string(matches) + " of the choices fit instead of one" + complaints);
  }

  const JsonValue& root_;
};

}  // namespace

void check_schema(const JsonValue& schema) { SchemaCheck(schema).check(schema); }
void check_against(const JsonValue& schema, const JsonValue& value) {
  ValueCheck(schema).check(schema, value);
}
