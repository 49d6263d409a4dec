#include <doctest/doctest.h>

#include <limits>

#include "text.hpp"

TEST_CASE("numbers are printed as people write them and read back as the same double") {
  CHECK(cli::format_number(0) == "0");
  CHECK(cli::format_number(-0.0) == "0");
  CHECK(cli::format_number(100000) == "100000");
  CHECK(cli::format_number(-371438) == "-371438");
  CHECK(cli::format_number(999999999999999.0) == "999999999999999");
  CHECK(cli::format_number(0.1) == "0.1");
  CHECK(cli::format_number(1.0 / 3) == "0.3333333333333333");
  for (const double value : {1e300, 1e-300, 123456.5, 0.1 + 0.2, 1e15})
    CHECK(cli::parse_real(cli::format_number(value)) == value);
}

TEST_CASE("counts, sizes and times get units") {
  CHECK(cli::format_count(999) == "999");
  CHECK(cli::format_count(1000) == "1.00k");
  CHECK(cli::format_count(84'321) == "84.3k");
  CHECK(cli::format_count(999'999) == "1.00M");
  CHECK(cli::format_count(std::numeric_limits<int64_t>::max()) == "9.22E");
  CHECK(cli::format_exact(999) == "999");
  CHECK(cli::format_exact(1'234'567) == "1,234,567");
  CHECK(cli::format_exact(-1234) == "-1,234");
  CHECK(cli::format_bytes(1024) == "1.00 KiB");
  CHECK(cli::format_bytes(int64_t{400} << 20) == "400 MiB");
  CHECK(cli::format_seconds(0.0421) == "42.1 ms");
  CHECK(cli::format_seconds(3.214) == "3.21 s");
  CHECK(cli::format_seconds(125) == "2 min 05 s");
}

TEST_CASE("durations have units, and anything else is refused") {
  CHECK(cli::parse_seconds("5") == 5);
  CHECK(cli::parse_seconds("5s") == 5);
  CHECK(cli::parse_seconds("500ms") == 0.5);
  CHECK(cli::parse_seconds("1.5m") == 90);
  CHECK(cli::parse_seconds("2h") == 7200);
  for (const char* wrong : {"", "s", "5 s", "5x", "five", "nan", "inf", "1e999", "5ms3"})
    CHECK_FALSE(cli::parse_seconds(wrong).has_value());
}

TEST_CASE("numbers with anything behind them are refused") {
  CHECK(cli::parse_integer("-12") == -12);
  CHECK(cli::parse_unsigned("18446744073709551615") == UINT64_MAX);
  CHECK(cli::parse_real("1e3") == 1000);
  for (const char* wrong : {"", " 1", "1 ", "1,5", "0x10", "--1", "1e"}) {
    CHECK_FALSE(cli::parse_integer(wrong).has_value());
    CHECK_FALSE(cli::parse_real(wrong).has_value());
  }
  CHECK_FALSE(cli::parse_unsigned("-1").has_value());
  CHECK_FALSE(cli::parse_integer("9223372036854775808").has_value());
}

TEST_CASE("the nearest name is suggested when it is near") {
  const std::vector<std::string> names = {"solve", "check", "plugins"};
  CHECK(cli::suggestion("slove", names) == "; did you mean \"solve\"?");
  CHECK(cli::suggestion("plugin", names) == "; did you mean \"plugins\"?");
  CHECK(cli::suggestion("xyzzy", names).empty());
  CHECK(cli::suggestion("solve", names).empty());
}

TEST_CASE("words are quoted for a shell and for JSON") {
  CHECK(cli::shell_quoted("a/b-c=1.5") == "a/b-c=1.5");
  CHECK(cli::shell_quoted("tabu tenure=20") == "'tabu tenure=20'");
  CHECK(cli::shell_quoted("it's") == "'it'\\''s'");
  CHECK(cli::shell_quoted("") == "''");
  CHECK(cli::json_string("m\xC3\xBCnchen\xFF\xC3.mc") == "\"m\xC3\xBCnchen\\ufffd\\ufffd.mc\"");
  CHECK(cli::json_string("\xED\xA0\x80") == "\"\\ufffd\\ufffd\\ufffd\"");  // a surrogate
  CHECK(cli::json_string("a\"b\\c\n") == "\"a\\\"b\\\\c\\u000a\"");
}
