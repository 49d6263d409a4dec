// The reader of JSON, as a tree and as a scanner.
#include "fuzz.hpp"
#include "io/json.hpp"
#include "io/json_reader.hpp"

namespace {

using weiss::JsonKind;
using weiss::JsonValue;
using weiss_fuzz::require;

void write(const JsonValue& value, weiss::JsonWriter& json) {
  switch (value.kind()) {
    case JsonKind::kNull: return json.null();
    case JsonKind::kBool: return json.value(value.boolean());
    case JsonKind::kNumber:
      return value.is_integer() ? json.value(value.integer()) : json.value(value.number());
    case JsonKind::kString: return json.value(value.string());
    case JsonKind::kArray:
      json.begin_array();
      for (const JsonValue& item : value.items()) write(item, json);
      return json.end_array();
    case JsonKind::kObject:
      json.begin_object();
      for (const auto& member : value.members()) {
        require(value.find(member.key) == &member.value, "a key comes once", member.key);
        json.key(member.key);
        write(member.value, json);
      }
      return json.end_object();
  }
}

std::string written(const weiss::JsonDocument& document) {
  std::string text;
  weiss::JsonWriter json(text);
  write(document.root(), json);
  return text;
}

// The scanner takes whatever the tree takes; it minds repeated keys alone less.
bool scans(std::string_view text) {
  try {
    weiss::JsonScanner json(text, "input");
    json.skip();
    json.finish();
    return true;
  } catch (const weiss::Error&) {
    return false;
  }
}

}  // namespace

int LLVMFuzzerInitialize(int*, char***) { return 0; }

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const weiss::JsonDocument document(text, "input");
    require(scans(text), "the scanner takes what the tree takes");
    const std::string once = written(document);
    require(written(weiss::JsonDocument(once, "again")) == once, "what was written reads back", once);
  } catch (const weiss::Error& error) {
    require(error.status() == WEISS_E_FORMAT && error.origin() == "input", "a refusal names the text",
            error.message());
    require(!error.message().empty() && error.line() > 0 && error.column() > 0, "a refusal says where",
            error.message());
    require(!scans(text) || error.message().find("comes twice") != std::string::npos,
            "only repeated keys are left to the tree", error.message());
  }
  return 0;
}
