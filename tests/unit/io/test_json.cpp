#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "io/json.hpp"
#include "io/utf8.hpp"

using weiss::JsonLayout;
using weiss::JsonWriter;

namespace {

std::string written(const std::function<void(JsonWriter&)>& body) {
  std::string out;
  JsonWriter json(out);
  body(json);
  CHECK(json.complete());
  return out;
}

template <class Value>
std::string text_of(const Value& value) {
  return written([&](JsonWriter& json) { json.value(value); });
}

}  // namespace

TEST_CASE("objects are indented and inline containers stay on a line") {
  const std::string out = written([](JsonWriter& json) {
    json.begin_object();
    json.member("name", "weiss");
    json.key("empty");
    json.begin_object();
    json.end_object();
    json.key("none");
    json.begin_array();
    json.end_array();
    json.key("row");
    json.begin_array(JsonLayout::kInline);
    json.value(1);
    json.begin_object();
    json.member("a", true);
    json.member("b", false);
    json.end_object();
    json.value(-2.5);
    json.end_array();
    json.key("lines");
    json.begin_array();
    json.value("x");
    json.null();
    json.end_array();
    json.end_object();
  });
  CHECK(out ==
        "{\n"
        "  \"name\": \"weiss\",\n"
        "  \"empty\": {},\n"
        "  \"none\": [],\n"
        "  \"row\": [1, {\"a\": true, \"b\": false}, -2.5],\n"
        "  \"lines\": [\n"
        "    \"x\",\n"
        "    null\n"
        "  ]\n"
        "}\n");
}

TEST_CASE("integers are exact over their whole range") {
  CHECK(text_of(std::numeric_limits<int64_t>::min()) == "-9223372036854775808");
  CHECK(text_of(std::numeric_limits<int64_t>::max()) == "9223372036854775807");
  CHECK(text_of(std::numeric_limits<uint64_t>::max()) == "18446744073709551615");
  CHECK(text_of(int8_t{-1}) == "-1");
}

TEST_CASE("doubles are the shortest text that reads back, and null when not finite") {
  CHECK(text_of(0.1) == "0.1");
  CHECK(text_of(-13359.0) == "-13359");
  CHECK(text_of(1e300) == "1e+300");
  CHECK(text_of(5e-324) == "5e-324");
  CHECK(text_of(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(text_of(std::numeric_limits<double>::infinity()) == "null");
  CHECK(text_of(-std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("strings are escaped and made valid UTF-8") {
  CHECK(text_of("a\"b\\c\n\t\r\x01\x7f") == "\"a\\\"b\\\\c\\n\\t\\u000d\\u0001\\u007f\"");
  CHECK(text_of("Gr\xC3\xB6\xC3\x9F" "e \xF0\x9D\x84\x9E") == "\"Gr\xC3\xB6\xC3\x9F" "e \xF0\x9D\x84\x9E\"");
  CHECK(text_of("\xFFx") == "\"\xEF\xBF\xBDx\"");
  CHECK(text_of("\xC3") == "\"\xEF\xBF\xBD\"");
  CHECK(text_of(std::string("a\0b", 3)) == "\"a\\u0000b\"");
  CHECK(text_of(static_cast<const char*>(nullptr)) == "null");
}

TEST_CASE("what is not a character of UTF-8 has no length") {
  CHECK(weiss::utf8_length("") == 0);
  CHECK(weiss::utf8_length("a") == 1);
  CHECK(weiss::utf8_length("\xC2\x80") == 2);
  CHECK(weiss::utf8_length("\xE0\xA0\x80") == 3);
  CHECK(weiss::utf8_length("\xF4\x8F\xBF\xBF") == 4);
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xE2\x28\xA1"})
    CHECK(weiss::utf8_length(bad) == 0);
}

TEST_CASE("calls that would not give valid JSON are refused") {
  const auto refused = [](const std::function<void(JsonWriter&)>& body) {
    std::string out;
    JsonWriter json(out);
    CHECK_THROWS_AS(body(json), weiss::Error);
  };
  refused([](JsonWriter& json) { json.begin_object(); json.value(1); });
  refused([](JsonWriter& json) { json.key("a"); });
  refused([](JsonWriter& json) { json.begin_array(); json.key("a"); });
  refused([](JsonWriter& json) { json.begin_object(); json.key("a"); json.key("b"); });
  refused([](JsonWriter& json) { json.begin_object(); json.key("a"); json.end_object(); });
  refused([](JsonWriter& json) { json.begin_object(); json.end_array(); });
  refused([](JsonWriter& json) { json.value(1); json.value(2); });
  refused([](JsonWriter& json) { json.end_object(); });
}
