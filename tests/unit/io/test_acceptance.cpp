// What every reader must do, whatever its format: a table of cases for a table of formats.
#include <cmath>

#include "io/dialects.hpp"

namespace weiss_test {

namespace {

// The error of a bad line below a good one, whose line and column are checked. column is that without the
// start of a line.
weiss::Error line_error(const Dialect& dialect, const std::string& line, int64_t column) {
  const std::string text =
      dialect.header_of("3", "2") + dialect.line({0, 1, "1"}) + dialect.line_start + line;
  const weiss::Error error = read_error(dialect, text);
  CHECK(error.status() == WEISS_E_FORMAT);
  CHECK(error.line() == dialect.header_lines() + 2);
  CHECK(error.column() == dialect.column(column));
  return error;
}

std::string second_term(const Dialect& dialect) { return std::string(dialect.term) + " 2: "; }

}  // namespace

// ---- size ----

TEST_CASE("an input of no variables is a valid empty problem") {
  for_each_dialect([](const Dialect& dialect) {
    const auto problem = read(dialect, dialect.file(0, {}));
    CHECK(problem->num_spins() == 0);
    CHECK(problem->num_entries() == 0);
    CHECK(problem->offset == 0.0);
    CHECK(problem->origin == dialect.origin);
    CHECK(problem->sense == dialect.sense);
  });
}

TEST_CASE("variables may be isolated and a header may stand alone") {
  for_each_dialect([](const Dialect& dialect) {
    CHECK(read(dialect, dialect.file(7, {}))->num_spins() == 7);
    const auto problem = read(dialect, dialect.file(7, {{1, 3, "5"}}));
    CHECK(problem->num_spins() == 7);
    CHECK(problem->num_entries() == 2);
  });
}

TEST_CASE("an input without a header is an error with the line where it ends") {
  for_each_line_dialect([](const Dialect& dialect) {
    for (const char* text : {"", "\n \n\t\n", "\xEF\xBB\xBF"}) {
      const weiss::Error error = read_error(dialect, text);
      CHECK(error.status() == WEISS_E_FORMAT);
      CHECK((contains(error.message(), "is missing") || contains(error.message(), "must come first")));
      CHECK(error.line() == (text[0] == '\n' ? 4 : 1));
    }
  });
}

TEST_CASE("numbers of a header that cannot be meant are refused before memory is asked for") {
  struct Case {
    const char* n;
    const char* m;
    weiss_status status;
    const char* message;
  };
  const Case cases[] = {
      {"-1", "0", WEISS_E_FORMAT, "is negative: -1"},
      {"3", "-1", WEISS_E_FORMAT, "is negative: -1"},
      {"1000000000000000000", "0", WEISS_E_FORMAT, "is too large"},
      {"2147483647", "0", WEISS_E_LIMIT, "the most is 2147483646"},
      {"2147483646", "0", WEISS_E_LIMIT, "there must be a byte for every four of them"},
      {"99999999999999999999999", "0", WEISS_E_FORMAT, "is too large"},
      {"3", "99999999999999999999999", WEISS_E_FORMAT, "is too large"},
      {"3", "1000000000000000000", WEISS_E_FORMAT, "is too large"},
      {"3", "4000000000000", WEISS_E_FORMAT, "do not fit into the"},
      {"3", "4", WEISS_E_FORMAT, "do not fit into the"},
      {"1e9", "0", WEISS_E_FORMAT, "must be an integer"},
      {"3.0", "0", WEISS_E_FORMAT, "must be an integer"},
      {"3", "x", WEISS_E_FORMAT, "must be an integer"},
      {"3", "", WEISS_E_FORMAT, "is missing"},
      {"3", "0 0 0", WEISS_E_FORMAT, "unexpected \"0\" at the end of the line"},
  };
  for_each_line_dialect([&](const Dialect& dialect) {
    if (!dialect.tells_size()) return;
    for (const Case& c : cases) {
      INFO("n = ", std::string(c.n), ", m = ", std::string(c.m));
      weiss_read_options options = read_options();
      options.format = dialect.format;
      const auto environment = make_environment();
      try {
        read_text(dialect.header_of(c.n, c.m), "file", options, environment);
        FAIL("this was read");
      } catch (const weiss::Error& error) {
        CHECK(error.status() == c.status);
        CHECK(contains(error.message(), c.message));
        CHECK(error.line() == dialect.header_lines());
        CHECK(error.column() > 0);
      }
      CHECK(environment->memory()->peak() < (1 << 20));
      CHECK(environment->memory()->used() == 0);
    }
  });
}

TEST_CASE("without a header the largest index tells the size, if the input has bytes for it") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (dialect.tells_size()) return;
    CHECK(read(dialect, dialect.header + std::string("4 1 1\n"))->num_spins() == 5);
    CHECK(read(dialect, dialect.header + std::string("4194303 1 1\n"))->num_spins() == 4194304);
    const weiss::Error error = read_error(dialect, dialect.header + std::string("2147483645 1 1\n"));
    CHECK(error.status() == WEISS_E_LIMIT);
    CHECK(contains(error.message(), "there must be a byte for every four of them"));
    CHECK(contains(read_error(dialect, dialect.header + std::string("1 2147483646 1\n")).message(),
                   "variable 2147483646 is not in 0..2147483645"));
  });
}

TEST_CASE("the number of data lines must be as announced, unless the caller is lenient") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (!dialect.tells_size()) return;
    const std::string three =
        dialect.line({0, 1, "1"}) + dialect.line({1, 2, "2"}) + dialect.line({2, 3, "3"});
    const std::string few = dialect.header_of("4", "4") + three;
    const std::string many = dialect.header_of("4", "2") + three;

    const weiss::Error too_few = read_error(dialect, few);
    CHECK(too_few.line() == dialect.header_lines() + 4);
    CHECK(too_few.message() ==
          "the header announces 4 " + std::string(dialect.terms) + ", the input ends after 3");
    const weiss::Error too_many = read_error(dialect, many);
    CHECK(too_many.line() == dialect.header_lines() + 3);
    CHECK(too_many.message() ==
          std::string(dialect.term) + " 3: the header announces only 2 " + dialect.terms);

    weiss_read_options lenient = read_options();
    lenient.lenient = 1;
    const auto expected = read(dialect, dialect.header_of("4", "3") + three, lenient);
    CHECK(!contains(expected->format, "lenient"));
    for (const std::string& text : {few, many, dialect.header_of("4", "1000000000") + three}) {
      const auto problem = read(dialect, text, lenient);
      check_equal(*problem, *expected);
      CHECK(contains(problem->format, "lenient: "));
      CHECK(contains(problem->format, "and 3 read"));
    }
  });
}

// ---- indices ----

TEST_CASE("a term without variables is an error") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (!dialect.tells_size()) return;
    const weiss::Error error = read_error(dialect, dialect.file(0, {{0, 0, "1"}}));
    CHECK(error.message() == std::string(dialect.term) + " 1: there are no " + dialect.variables);
  });
}

TEST_CASE("indices that are out of range or no integers are named with their place") {
  for_each_line_dialect([](const Dialect& dialect) {
    const std::string beyond = std::to_string((dialect.tells_size() ? 3 : 2147483646) + dialect.base);
    const std::string before = std::to_string(dialect.base - 1);
    const std::string last = std::to_string((dialect.tells_size() ? 2 : 2147483645) + dialect.base);
    const std::string range = " is not in " + std::to_string(dialect.base) + ".." + last;
    const std::string name = dialect.variable + std::string(" ");
    struct Case {
      std::string line;
      int64_t column;
      std::string message;
    };
    const bool mtx = contains(dialect.format, "mtx");
    const std::string first = mtx ? "the row" : "the first index";
    const std::string second = mtx ? "the column" : "the second index";
    const Case cases[] = {
        {beyond + " 1 1", 1, name + beyond + range},
        {"1 " + beyond + " 1", 3, name + beyond + range},
        {"1 " + before + " 1", 3, name + before + range},
        {"1 -5 1", 3, name + "-5" + range},
        {"1 4294967297 1", 3, name + "4294967297" + range},
        {"1 18446744073709551617 1", 3, second + " \"18446744073709551617\" is too large"},
        {"1.0 2 1", 1, first + " must be an integer, not \"1.0\""},
        {"1 2.0 1", 3, second + " must be an integer, not \"2.0\""},
        {"1 1e0 1", 3, second + " must be an integer, not \"1e0\""},
        {"1 0x2 1", 3, second + " must be an integer, not \"0x2\""},
        {"1 # 1", 3, second + " must be an integer, not \"#\""},
        {"1", 2, second + " is missing"},
    };
    for (const Case& c : cases) {
      INFO("line ", c.line);
      CHECK(line_error(dialect, c.line + "\n", c.column).message() == second_term(dialect) + c.message);
    }
  });
}

TEST_CASE("indices such as 1.0 are taken from a lenient caller only, and noted") {
  for_each_line_dialect([](const Dialect& dialect) {
    weiss_read_options lenient = read_options();
    lenient.lenient = 1;
    const auto expected = read(dialect, dialect.file(4, {{1, 2, "1"}, {2, 3, "5"}}));
    const std::string second = dialect.line({2, 3, "5"});
    const std::string start = dialect.header_of("4", "2") + dialect.line_start;
    const std::string value = dialect.has_values ? " 1\n" : "\n";
    const std::string one = std::to_string(1 + dialect.base);
    const std::string two = std::to_string(2 + dialect.base);
    for (const std::string& pair : {one + ".0 " + two, one + " " + two + ".", one + "e0 +" + two + ".00"}) {
      const auto problem = read(dialect, start + pair + value + second, lenient);
      check_equal(*problem, *expected);
      CHECK(contains(problem->format, "lenient: indices such as 1.0"));
      CHECK(contains(read_error(dialect, start + pair + value + second).message(), "must be an integer"));
    }
    for (const char* pair : {"1.5 2", "1 1e300", "1 nan", "1 0x2", "1 9007199254740992.0", "1 1.0.0"})
      CHECK(read_error(dialect, start + pair + value + second, lenient).status() == WEISS_E_FORMAT);
  });
}

// ---- terms ----

TEST_CASE("values are those of the format's formula in every state") {
  for_each_dialect([](const Dialect& dialect) {
    const std::vector<Line> lines = {{0, 0, "3"}, {2, 2, "-7"},   {0, 1, "5"}, {1, 2, "-4.5"},
                                     {0, 3, "2"}, {2, 3, "0.25"}, {3, 3, "1"}};
    const UserForm form = dialect.form(5, lines);
    const auto problem = read(dialect, dialect.file(5, lines));
    for_each_state(5, [&](const Spins& spins) {
      const double value = problem->objective(problem->energy(spins.data()));
      CHECK(value == static_cast<double>(form.value_of(spins.data())));
    });
  });
}

TEST_CASE("a pair that comes twice, in either order, is summed, replaced or refused, and counted") {
  for_each_line_dialect([](const Dialect& dialect) {
    const std::string text = dialect.file(4, {{0, 1, "5"}, {2, 3, "1"}, {1, 0, "-2"}});
    weiss_read_options options = read_options();
    const auto sum = read(dialect, text, options);
    check_equal(*sum, *read(dialect, dialect.file(4, {{0, 1, "3"}, {2, 3, "1"}})));
    CHECK(sum->duplicates_merged == 1);

    options.duplicates = WEISS_DUPLICATES_LAST;
    const auto last = read(dialect, text, options);
    check_equal(*last, *read(dialect, dialect.file(4, {{0, 1, "-2"}, {2, 3, "1"}})));
    CHECK(last->duplicates_merged == 1);

    options.duplicates = WEISS_DUPLICATES_ERROR;
    const weiss::Error error = read_error(dialect, text, options);
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(error.line() == dialect.header_lines() + 3);
    CHECK(contains(error.message(), std::string(dialect.term) + " 3: the pair "));
    CHECK(contains(error.message(),
                   "was given before, on line " + std::to_string(dialect.header_lines() + 1)));
    CHECK(read(dialect, dialect.file(4, {{0, 1, "5"}, {2, 3, "1"}}), options)->num_entries() == 4);
  });
}

TEST_CASE("a line i = j that comes twice is summed, replaced or refused") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (dialect.origin == WEISS_ORIGIN_MAXCUT) return;
    const std::string text = dialect.file(3, {{1, 1, "5"}, {1, 2, "1"}, {1, 1, "-2"}});
    weiss_read_options options = read_options();
    const auto sum = read(dialect, text, options);
    check_equal(*sum, *read(dialect, dialect.file(3, {{1, 1, "3"}, {1, 2, "1"}})));
    CHECK(sum->duplicates_merged == 1);
    options.duplicates = WEISS_DUPLICATES_LAST;
    const auto last = read(dialect, text, options);
    check_equal(*last, *read(dialect, dialect.file(3, {{1, 1, "-2"}, {1, 2, "1"}})));
    CHECK(last->duplicates_merged == 1);
    options.duplicates = WEISS_DUPLICATES_ERROR;
    CHECK(read_error(dialect, text, options).line() == dialect.header_lines() + 3);
  });
}

TEST_CASE("a pair that cancels out leaves the graph") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (!dialect.has_values) return;
    const auto problem = read(dialect, dialect.file(3, {{0, 1, "5"}, {1, 2, "1"}, {0, 1, "-5"}}));
    CHECK(problem->num_entries() == 2);
    CHECK(problem->zeros_dropped == 1);
  });
}

TEST_CASE("a line i > j is the pair (j,i)") {
  for_each_dialect([](const Dialect& dialect) {
    check_equal(*read(dialect, dialect.file(4, {{3, 1, "5"}, {2, 0, "7"}})),
                *read(dialect, dialect.file(4, {{0, 2, "7"}, {1, 3, "5"}})));
  });
}

TEST_CASE("a line i = j is a linear term or field, and nothing in a cut") {
  for_each_dialect([](const Dialect& dialect) {
    const auto problem = read(dialect, dialect.file(2, {{1, 1, "6"}}));
    CHECK(problem->num_entries() == 0);
    CHECK(problem->self_loops == (dialect.origin == WEISS_ORIGIN_ISING ? 0 : 1));
    const int8_t spins[] = {1, -1};
    const double expected = dialect.origin == WEISS_ORIGIN_MAXCUT ? 0.0
                            : dialect.origin == WEISS_ORIGIN_QUBO ? 6.0
                                                                  : -6.0;
    CHECK(problem->objective(problem->energy(spins)) == expected);
  });
}

TEST_CASE("a value of 0 keeps the variables and drops the coupling") {
  for_each_dialect([](const Dialect& dialect) {
    if (!dialect.has_values) return;
    for (const char* zero : {"0", "-0", "0.0", "-0e5"}) {
      const auto problem = read(dialect, dialect.file(3, {{0, 1, zero}, {1, 2, "1"}}));
      CHECK(problem->num_spins() == 3);
      CHECK(problem->num_entries() == 2);
      if (dialect.has_lines()) CHECK(problem->zeros_dropped == 1);
    }
  });
}

// ---- numbers ----

TEST_CASE("values that are not finite decimal numbers are errors") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (!dialect.has_values) return;
    for (const std::string value :
         {"nan", "NaN", "-nan", "nan(1)", "inf", "-inf", "+inf", "Infinity", "1e400", "-1e400", "1e-400",
          "0x10", "0x1p3", "1d5", "1D5", "1,5", "1.5.1", "1e", "e5", "--1", "+-1", "-+1", "++1", "+", "-",
          ".", "1f", "1_000", "\xC2\xA0" "1", "\xEF\xBC\x91", "d5", "1ed5", "1dd5"}) {
      if (dialect.fortran && (value == "1d5" || value == "1D5")) continue;
      INFO("value ", value);
      const std::string line = std::to_string(1 + dialect.base) + " " + std::to_string(2 + dialect.base);
      const weiss::Error error = line_error(dialect, line + " " + value + "\n", 5);
      CHECK(contains(error.message(), second_term(dialect) + "the value must be a finite number"));
    }
  });
}

TEST_CASE("values may have signs, fractions and exponents") {
  const std::pair<const char*, double> cases[] = {
      {"1e-3", 1e-3},
      {"1E+5", 1e5},
      {"-17", -17.0},
      {"007", 7.0},
      {"0.1", 0.1},
      {"1e300", 1e300},
      {"4.9e-300", 4.9e-300},
      {"999999999999999", 999999999999999.0},
      {"9007199254740993", 9007199254740992.0},
      {"-1234567890123456789012345", -1234567890123456789012345.0},
      {"0.1000000000000000055511151231257827", 0.1},
      {"+2", 2.0},
      {".5", 0.5},
      {"5.", 5.0},
      {"+.5e1", 5.0},
      {"1d-3", 1e-3},
      {"-2D+5", -2e5}};
  for_each_dialect([&](const Dialect& dialect) {
    if (!dialect.has_values) return;
    UserForm form = dialect.form(2, {{0, 1, "1"}});
    const double pair_factor = form.value[0];
    for (const auto& [value, expected] : cases) {
      INFO("value ", std::string(value));
      const std::string_view text = value;
      const bool is_fortran = text.find_first_of("dD") != std::string_view::npos;
      const bool is_json =
          text[0] != '+' && text[0] != '.' && text.back() != '.' && text.substr(0, 2) != "00";
      if ((is_fortran && !dialect.fortran) || (!is_json && dialect.json)) continue;
      form.value[0] = pair_factor * expected;
      check_equal(*read(dialect, dialect.file(2, {{0, 1, value}})), *build(make_environment(), form));
    }
  });
}

TEST_CASE("values that sum up to more than a double can hold are an error") {
  for_each_line_dialect([](const Dialect& dialect) {
    if (!dialect.has_values) return;
    for (const int64_t other : {0, 1}) {
      if (other == 0 && dialect.origin == WEISS_ORIGIN_MAXCUT) continue;
      const std::vector<Line> same(8, {0, other, "1.7e308"});
      const weiss::Error error = read_error(dialect, dialect.file(3, same));
      CHECK(error.status() == WEISS_E_FORMAT);
      CHECK(contains(error.message(), "more than a double can hold"));
    }
  });
}

// ---- text ----

TEST_CASE("line ends, tabs, blanks, blank lines and a byte order mark make no difference") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.file(4, {{0, 1, "5"}, {1, 2, "-3"}, {2, 3, "0.5"}});
    const auto expected = read(dialect, text);
    const auto replaced = [&](char from, const std::string& to) {
      std::string result;
      for (const char c : text) result += c == from ? to : std::string(1, c);
      return result;
    };
    const std::string variants[] = {replaced('\n', "\r\n"),
                                    replaced('\n', " \t\n"),
                                    replaced('\n', "\n\n \n"),
                                    replaced('\n', "\n \t"),
                                    replaced(' ', "\t"),
                                    replaced(' ', " \t  "),
                                    "\xEF\xBB\xBF" + text,
                                    "\n\r\n" + text,
                                    text.substr(0, text.size() - 1)};
    for (const std::string& variant : variants) {
      INFO("text ", variant);
      check_equal(*read(dialect, variant), *expected);
    }
  });
}

TEST_CASE("bytes that are no text are errors with their place") {
  for_each_line_dialect([](const Dialect& dialect) {
    const std::string value = dialect.has_values ? " 1" : "";
    const auto after = static_cast<int64_t>(4 + value.size());
    CHECK(contains(line_error(dialect, "1 2" + value + std::string("\0\n", 2), after).message(),
                   "a NUL byte"));
    CHECK(contains(line_error(dialect, std::string("1 \0 1\n", 6), 3).message(), "a NUL byte"));
    CHECK(contains(line_error(dialect, "1 2" + value + "\r1 2\n", after).message(),
                   "a carriage return without a line feed"));
    CHECK(contains(line_error(dialect, "1 2" + value + "\r", after).message(),
                   "a carriage return without a line feed"));
    CHECK(contains(line_error(dialect, "1 2" + value + "\v1\n", after).message(), "0x0B"));
    CHECK(contains(line_error(dialect, "1 2" + value + "\x1A", after).message(), "0x1A"));
  });
}

TEST_CASE("compressed input is named as such, whatever the format") {
  for_each_dialect([](const Dialect& dialect) {
    for (const char* magic : {"\x1F\x8B\x08\x08", "BZh91AY", "\xFD" "7zXZ", "\x28\xB5\x2F\xFD"})
      CHECK(contains(read_error(dialect, magic).message(), "compressed input is not supported"));
  });
}

TEST_CASE("more words on a line than belong there are an error") {
  for_each_line_dialect([](const Dialect& dialect) {
    const std::string line = dialect.has_values ? "1 2 5 7\n" : "1 2 7\n";
    CHECK(line_error(dialect, line, dialect.has_values ? 7 : 5).message() ==
          second_term(dialect) + "unexpected \"7\" at the end of the line");
  });
}

TEST_CASE("comments are those of the format and no others") {
  for_each_line_dialect([](const Dialect& dialect) {
    const std::string first = dialect.line({0, 1, "5"});
    const std::string last = dialect.line({1, 2, "7"});
    const auto expected = read(dialect, dialect.header_of("3", "2") + first + last);
    for (const char mark : {'#', 'c', 'C', '%', '*', '!', '\\'}) {
      INFO("mark ", mark);
      const std::string comment = std::string(1, mark) + " 1 2 3 comment\n";
      const std::string text =
          dialect.header_of("3", "2") + first + comment + "  " + comment + last + comment;
      if (std::string_view(dialect.comments).find(mark) != std::string_view::npos)
        check_equal(*read(dialect, text), *expected);
      else CHECK(read_error(dialect, text).line() == dialect.header_lines() + 2);
    }
  });
}

}  // namespace weiss_test
