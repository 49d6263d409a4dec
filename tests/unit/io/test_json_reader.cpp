#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "base/random.hpp"
#include "io/json.hpp"
#include "io/json_reader.hpp"

using weiss::JsonDocument;
using weiss::JsonKind;
using weiss::JsonScanner;
using weiss::JsonValue;

namespace {

weiss::Error error_of(const std::string& text) {
  try {
    const JsonDocument document(text, "x.json");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(error.origin() == "x.json");
    return error;
  }
  FAIL("this was read: ", text);
  return {WEISS_OK, ""};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The error of an access to a good document.
template <class Access>
weiss::Error access_error(const JsonValue& root, const Access& access) {
  try {
    access(root);
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(error.origin() == "x.json");
    return error;
  }
  FAIL("no error");
  return {WEISS_OK, ""};
}

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
        json.key(member.key);
        write(member.value, json);
      }
      return json.end_object();
  }
}

std::string rewritten(const std::string& text) {
  const JsonDocument document(text, "x.json");
  std::string out;
  weiss::JsonWriter json(out);
  write(document.root(), json);
  return out;
}

// A random document, as the writer has it.
void write_random(weiss::JsonWriter& json, weiss::Random& random, int depth) {
  switch (random.below(depth > 0 ? 8 : 6)) {
    case 0: return json.null();
    case 1: return json.value(random.below(2) == 1);
    case 2: return json.value(static_cast<int64_t>(random.next()));
    case 3: return json.value(std::ldexp(random.uniform() - 0.5, static_cast<int>(random.below(1800)) - 900));
    case 4: return json.value(0.5 * random.below(9));
    case 5: {
      std::string text;
      for (uint32_t k = random.below(12); k > 0; --k) {
        static const char* const kPieces[] = {"a",    "\"",       "\\",           "\n",
                                              "\x01", "\xC3\xB6", "\xE2\x82\xAC", "\xF0\x9D\x84\x9E"};
        text += kPieces[random.below(8)];
      }
      return json.value(text);
    }
    case 6:
      json.begin_array();
      for (uint32_t k = random.below(5); k > 0; --k) write_random(json, random, depth - 1);
      return json.end_array();
    default:
      json.begin_object();
      for (uint32_t k = random.below(5); k > 0; --k) {
        json.key("key " + std::to_string(k));
        write_random(json, random, depth - 1);
      }
      return json.end_object();
  }
}

}  // namespace

TEST_CASE("a document is read with its values and their order") {
  const JsonDocument document(
      "\xEF\xBB\xBF {\"z\": null, \"a\" :[true,false, -0.5e1,\r\n\t7 ], \"s\":\"x\", \"o\":{}, \"e\":[]}\n",
      "x.json");
  const JsonValue& root = document.root();
  REQUIRE(root.kind() == JsonKind::kObject);
  REQUIRE(root.members().size() == 5);
  CHECK(root.members()[0].key == "z");
  CHECK(root.members()[4].key == "e");
  CHECK(root.at("z").is_null());
  const JsonValue& a = root.at("a");
  REQUIRE(a.items().size() == 4);
  CHECK(a.at(size_t{0}).boolean());
  CHECK(!a.at(1).boolean());
  CHECK(a.at(2).number() == -5.0);
  CHECK(!a.at(2).is_integer());
  CHECK(a.at(3).integer() == 7);
  CHECK(a.at(3).line() == 2);
  CHECK(a.at(3).column() == 2);
  CHECK(root.at("s").string() == "x");
  CHECK(root.at("o").members().empty());
  CHECK(root.at("e").items().empty());
  CHECK(root.find("b") == nullptr);
}

TEST_CASE("any kind of value is a document") {
  CHECK(JsonDocument("null", "").root().is_null());
  CHECK(JsonDocument(" true ", "").root().boolean());
  CHECK(JsonDocument("0", "").root().integer() == 0);
  CHECK(JsonDocument("\"\"", "").root().string().empty());
  CHECK(JsonDocument("[]", "").root().items().empty());
}

TEST_CASE("what the writer writes comes back byte for byte") {
  weiss::Random random(20250301);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    weiss::JsonWriter json(text);
    write_random(json, random, 5);
    CHECK(rewritten(text) == text);
  }
}

TEST_CASE("integers are exact up to the ends of int64, and numbers beyond") {
  const JsonDocument document(
      "[9223372036854775807, -9223372036854775808, 9223372036854775808, 18446744073709551615, 1.0, 1e2]",
      "x.json");
  const JsonValue& root = document.root();
  CHECK(root.at(size_t{0}).integer() == INT64_MAX);
  CHECK(root.at(1).integer() == INT64_MIN);
  CHECK(!root.at(2).is_integer());
  CHECK(root.at(2).number() == 9223372036854775808.0);
  CHECK(root.at(3).number() == 18446744073709551615.0);
  CHECK(!root.at(4).is_integer());
  CHECK(root.at(5).number() == 100.0);
  const JsonDocument minus_zero("-0", "x.json");
  CHECK(!minus_zero.root().is_integer());
  CHECK(std::signbit(minus_zero.root().number()));
}

TEST_CASE("numbers are those of the RFC, and fit into a double") {
  for (const char* good : {"0", "-0", "-0.0", "10", "1.5", "1e5", "1E+05", "1e-5", "0e0", "1e308", "5e-324",
                           "0.1000000000000000055511151231257827"})
    CHECK_NOTHROW(JsonDocument(good, ""));
  for (const char* bad : {"01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "--1", "0x1", "1_0", "NaN", "nan",
                          "Infinity", "-Infinity", "-inf", "1d5", "1,5", "00", "-01", "1e400",
                          "-1e400", "1e-400"})
    error_of(bad);
  CHECK(contains(error_of("[1e400]").message(), "double"));
}

TEST_CASE("escapes become UTF-8") {
  const auto text = [](const std::string& json) {
    return JsonDocument("\"" + json + "\"", "").root().string();
  };
  CHECK(text("\\\"\\\\\\/\\b\\f\\n\\r\\t") == "\"\\/\b\f\n\r\t");
  CHECK(text("\\u0041\\u00e9\\u20AC") == "A\xC3\xA9\xE2\x82\xAC");
  CHECK(text("\\ud834\\udd1e") == "\xF0\x9D\x84\x9E");
  CHECK(text("\\uDBFF\\uDFFF") == "\xF4\x8F\xBF\xBF");
  CHECK(text("a\\u0000b") == std::string("a\0b", 3));
  CHECK(text("\xF0\x9D\x84\x9E\x7F") == "\xF0\x9D\x84\x9E\x7F");
}

TEST_CASE("strings that are not well-formed are refused") {
  for (const char* bad : {"\"", "\"a", "\"\\", "\"\\\"", "'a'"}) error_of(bad);
  for (const char* bad : {"\\x41", "\\u12", "\\u12g4", "\\u-123", "\\ud834", "\\ud834x", "\\ud834\\n",
                          "\\ud834\\u0041", "\\udd1e", "\\ud834\\ud834", "\t", "\n", "\x1F", "\xFF", "\xC3",
                          "\xED\xA0\xB4", "\xC0\x80"})
    error_of('"' + std::string(bad) + '"');
}

TEST_CASE("text that is not one document is refused where it goes wrong") {
  struct Case {
    const char* text;
    int64_t line;
    int64_t column;
    const char* message;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"", 1, 1, "ends where a value"},
           {" \n ", 2, 2, "ends where a value"},
           {"\xEF\xBB\xBF", 1, 1, "ends where a value"},
           {"[1, 2", 1, 6, ", or ]"},
           {"[1 2]", 1, 4, ", or ]"},
           {"[1,]", 1, 4, "comma"},
           {"[,1]", 1, 2, "[0]: expected a value"},
           {"[1,", 1, 4, "comma"},
           {"[1}", 1, 3, ", or ]"},
           {"{\"a\" 1}", 1, 6, "expected :"},
           {"{\"a\"}", 1, 5, "expected :"},
           {"{a:1}", 1, 2, "key"},
           {"{1:1}", 1, 2, "key"},
           {"{\"a\":1,}", 1, 8, "comma"},
           {"{\"a\":1 \"b\":2}", 1, 8, ", or }"},
           {"{\"a\":}", 1, 6, "a: expected a value"},
           {"{\"a\":\n [1,\n  x]}", 3, 3, "a[1]: expected a value"},
           {"1 2", 1, 3, "after the end"},
           {"{}\n]", 2, 1, "after the end"},
           {"nul", 1, 1, "value"},
           {"nulls", 1, 5, "after the end"},
           {"True", 1, 1, "value"},
           {"[1] // x", 1, 5, "after the end"},
           {"/* x */ 1", 1, 1, "value"},
           {"\xFE\xFF", 1, 1, "value"},
           {"{\"a\": 1, \"a\": 2}", 1, 16, "\"a\" comes twice"},
           {"[{}, {\"a\": 1, \"b\": 2, \"\\u0061\": 2}]", 1, 34, "[1]: the key \"a\" comes twice"},
       }) {
    const weiss::Error error = error_of(c.text);
    INFO("text ", c.text, " message ", error.message());
    CHECK(error.line() == c.line);
    CHECK(error.column() == c.column);
    CHECK(contains(error.message(), c.message));
  }
}

TEST_CASE("NUL bytes are refused wherever they stand") {
  using namespace std::string_literals;
  for (const std::string& text : {"\0"s, "[1,\0 2]"s, "1\0"s, "\"\0\""s, "{\0}"s, "{\"a\"\0:1}"s, "[1\0]"s})
    CHECK(contains(error_of(text).message(), "NUL"));
}

TEST_CASE("containers nest 64 deep and no deeper") {
  const auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK_NOTHROW(JsonDocument(nested(64), ""));
  CHECK(contains(error_of(nested(65)).message(), "64 deep"));
  error_of(std::string(1 << 20, '['));
  std::string objects;
  for (int k = 0; k < 1000; ++k) objects += "{\"a\":";
  error_of(objects);
}

TEST_CASE("an object of many keys is read at once") {
  std::string text = "{";
  for (int k = 0; k < 200000; ++k) text += "\"" + std::to_string(k) + "\":0,";
  text.back() = '}';
  CHECK(JsonDocument(text, "").root().members().size() == 200000);
}

TEST_CASE("a wrong access names the path, the line and the column of the value") {
  const JsonDocument document("{\"runs\":\n [{\"energy\": \"x\"},\n  {\"seed\": 1.5, \"a\\nb\": []}]}",
                              "x.json");
  const JsonValue& root = document.root();
  const JsonValue& first = root.at("runs").at(size_t{0});

  const weiss::Error energy = access_error(root, [&](const JsonValue&) { first.at("energy").number(); });
  CHECK(energy.message() == "runs[0].energy: a number is needed, not a string");
  CHECK(energy.line() == 2);
  CHECK(energy.column() == 14);
  CHECK(first.at("energy").path() == "runs[0].energy");

  const auto message = [&](auto access) { return access_error(root, access).message(); };
  CHECK(message([](const JsonValue& r) { r.at("runs").at(1).at("seed").integer(); }) ==
        "runs[1].seed: an integer of 64 bits is needed");
  CHECK(message([](const JsonValue& r) { r.at("runs").at(1).at("work"); }) ==
        "runs[1]: the key \"work\" is missing");
  CHECK(message([](const JsonValue& r) { r.at("runs").at(2); }) == "runs: item 2 is missing; there are 2");
  CHECK(message([](const JsonValue& r) { r.at("runs").at("x"); }) ==
        "runs: an object is needed, not an array");
  CHECK(message([](const JsonValue& r) { r.items(); }) == "an array is needed, not an object");
  CHECK(message([](const JsonValue& r) { r.at("runs").at(1).at("a\nb").boolean(); }) ==
        "runs[1].a?b: true or false is needed, not an array");
}

TEST_CASE("a document may be moved") {
  JsonDocument first("{\"a\": [1]}", "x.json");
  const JsonDocument second = std::move(first);
  CHECK(second.root().at("a").at(size_t{0}).path() == "a[0]");
}

TEST_CASE("the scanner hands out values one by one") {
  JsonScanner json("{\"n\": 3, \"skipped\": {\"a\": [1, {}, \"x\", null, true]}, \"values\": [1, -2.5]}",
                   "x.json");
  int64_t n = 0;
  double sum = 0.0;
  for (json.begin_object(); json.next_member();) {
    if (json.key() == "n") n = json.integer();
    else if (json.key() == "values")
      for (json.begin_array(); json.next_item();) sum += json.number();
    else json.skip();
  }
  json.finish();
  CHECK(n == 3);
  CHECK(sum == -1.5);
}

TEST_CASE("the scanner names the path of what does not fit") {
  JsonScanner json("{\"values\": [1,\n \"x\"]}", "x.json");
  json.begin_object();
  REQUIRE(json.next_member());
  json.begin_array();
  REQUIRE(json.next_item());
  json.integer();
  REQUIRE(json.next_item());
  try {
    json.number();
    FAIL("no error");
  } catch (const weiss::Error& error) {
    CHECK(error.message() == "values[1]: a number is needed, not a string");
    CHECK(error.line() == 2);
    CHECK(error.column() == 2);
  }
}
