// What every reader must do, whatever its format.
#include <cmath>
#include <locale>

#include "io/support.hpp"

namespace weiss_test {

TEST_CASE("an input of no variables is a valid empty problem") {
  for_each_dialect([](const Dialect& dialect) {
    const auto problem = read_text(dialect.text(0, {}), dialect.file);
    CHECK(problem->num_spins() == 0);
    CHECK(problem->num_entries() == 0);
    CHECK(problem->offset == 0.0);
    CHECK(problem->origin == dialect.origin);
    CHECK(problem->sense == dialect.sense);
  });
}

TEST_CASE("a term without variables is an error") {
  for_each_dialect([](const Dialect& dialect) {
    const weiss::Error error = read_error(dialect.text(0, {{0, 0, "1"}}), dialect.file);
    CHECK(error.message() == std::string(dialect.term) + " 1: there are no " + dialect.variable + "s");
  });
}

TEST_CASE("variables may be isolated and a header may stand alone") {
  for_each_dialect([](const Dialect& dialect) {
    CHECK(read_text(dialect.text(7, {}), dialect.file)->num_spins() == 7);
    const auto problem = read_text(dialect.text(7, {{1, 3, "5"}}), dialect.file);
    CHECK(problem->num_spins() == 7);
    CHECK(problem->num_entries() == 2);
  });
}

TEST_CASE("values are those of the format's formula in every state") {
  for_each_dialect([](const Dialect& dialect) {
    const std::vector<Line> lines = {{0, 0, "3"}, {2, 2, "-7"},  {0, 1, "5"}, {1, 2, "-4.5"},
                                     {0, 3, "2"}, {2, 3, "0.25"}, {3, 3, "1"}};
    UserForm form;
    form.origin = dialect.origin;
    form.sense = dialect.sense;
    form.num_spins = 5;
    for (const Line& l : lines)
      form.add(static_cast<int32_t>(l.i), static_cast<int32_t>(l.j), std::stod(l.value));
    const auto problem = read_text(dialect.text(5, lines), dialect.file);
    for_each_state(5, [&](const Spins& spins) {
      const double value = problem->objective(problem->energy(spins.data()));
      CHECK(value == static_cast<double>(form.value_of(spins.data())));
    });
  });
}

TEST_CASE("an input without a header is an error with the line where it ends") {
  for_each_dialect([](const Dialect& dialect) {
    weiss_read_options options = read_options();
    options.format = dialect.format;
    for (const char* text : {"", "\n \n\t\n", "\xEF\xBB\xBF"}) {
      const weiss::Error error = read_error(text, dialect.file, options);
      CHECK(error.status() == WEISS_E_FORMAT);
      CHECK(contains(error.message(), "is missing"));
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
  for_each_dialect([&](const Dialect& dialect) {
    const bool qbsolv = std::string_view(dialect.format) == "qbsolv";
    for (const Case& c : cases) {
      INFO("n = ", std::string(c.n), ", m = ", std::string(c.m));
      const std::string text =
          (qbsolv ? "p qubo 0 " : "") + std::string(c.n) + (qbsolv ? " 0 " : " ") + c.m + "\n";
      const auto environment = make_environment();
      try {
        read_text(text, dialect.file, read_options(), environment);
        FAIL("this was read");
      } catch (const weiss::Error& error) {
        CHECK(error.status() == c.status);
        CHECK(contains(error.message(), c.message));
        CHECK(error.line() == 1);
        CHECK(error.column() > 0);
      }
      CHECK(environment->memory()->peak() < (1 << 20));
      CHECK(environment->memory()->used() == 0);
    }
  });
}

TEST_CASE("indices that are out of range or no integers are named with their place") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string beyond = std::to_string(3 + dialect.base);
    const std::string before = std::to_string(dialect.base - 1);
    const std::string last = std::to_string(2 + dialect.base);
    const std::string range = std::to_string(dialect.base) + ".." + last;
    const std::string variable = dialect.variable;
    const std::vector<std::pair<std::string, std::string>> cases = {
        {beyond + " 1 1", variable + " " + beyond + " is not in " + range},
        {"1 " + beyond + " 1", variable + " " + beyond + " is not in " + range},
        {"1 " + before + " 1", variable + " " + before + " is not in " + range},
        {"1 -5 1", variable + " -5 is not in " + range},
        {"1 4294967297 1", variable + " 4294967297 is not in " + range},
        {"1 18446744073709551617 1", "the second index \"18446744073709551617\" is too large"},
        {"1.0 2 1", "the first index must be an integer, not \"1.0\""},
        {"1 2.0 1", "the second index must be an integer, not \"2.0\""},
        {"1 1e0 1", "the second index must be an integer, not \"1e0\""},
        {"1 0x2 1", "the second index must be an integer, not \"0x2\""},
        {"1 # 1", "the second index must be an integer, not \"#\""},
        {"1", "the second index is missing"},
    };
    for (const auto& [line, message] : cases) {
      INFO("line ", line);
      const std::string text = dialect.header("3", 0, 2) + dialect.line({0, 1, "1"}) + line + "\n";
      const weiss::Error error = read_error(text, dialect.file);
      CHECK(error.status() == WEISS_E_FORMAT);
      CHECK(error.message() == std::string(dialect.term) + " 2: " + message);
      CHECK(error.line() == 3);
      const bool first = contains(message, "first") || line[0] == beyond[0];
      CHECK(error.column() == (first ? 1 : line == "1" ? 2 : 3));
    }
  });
}

TEST_CASE("a pair that comes twice, in either order, is summed, replaced or refused, and counted") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.text(4, {{0, 1, "5"}, {2, 3, "1"}, {1, 0, "-2"}});
    weiss_read_options options = read_options();
    const auto sum = read_text(text, dialect.file, options);
    check_equal(*sum, *read_text(dialect.text(4, {{0, 1, "3"}, {2, 3, "1"}}), dialect.file));
    CHECK(sum->duplicates_merged == 1);

    options.duplicates = WEISS_DUPLICATES_LAST;
    const auto last = read_text(text, dialect.file, options);
    check_equal(*last, *read_text(dialect.text(4, {{0, 1, "-2"}, {2, 3, "1"}}), dialect.file));
    CHECK(last->duplicates_merged == 1);

    options.duplicates = WEISS_DUPLICATES_ERROR;
    const weiss::Error error = read_error(text, dialect.file, options);
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(error.line() == 4);
    CHECK(contains(error.message(), std::string(dialect.term) + " 3: the pair "));
    CHECK(contains(error.message(), "was given before, on line 2"));
    CHECK(read_text(dialect.text(4, {{0, 1, "5"}, {2, 3, "1"}}), dialect.file, options)->num_entries() == 4);
  });
}

TEST_CASE("a pair that cancels out leaves the graph") {
  for_each_dialect([](const Dialect& dialect) {
    const auto problem = read_text(dialect.text(3, {{0, 1, "5"}, {1, 2, "1"}, {0, 1, "-5"}}), dialect.file);
    CHECK(problem->num_entries() == 2);
    CHECK(problem->zeros_dropped == 1);
  });
}

TEST_CASE("a line i > j is the pair (j,i)") {
  for_each_dialect([](const Dialect& dialect) {
    check_equal(*read_text(dialect.text(4, {{3, 1, "5"}, {2, 0, "7"}}), dialect.file),
                *read_text(dialect.text(4, {{0, 2, "7"}, {1, 3, "5"}}), dialect.file));
  });
}

TEST_CASE("a line i = j is a linear term of a QUBO and nothing in a cut") {
  for_each_dialect([](const Dialect& dialect) {
    const auto problem = read_text(dialect.text(2, {{1, 1, "6"}}), dialect.file);
    CHECK(problem->self_loops == 1);
    CHECK(problem->num_entries() == 0);
    const int8_t spins[] = {1, -1};
    const double expected = dialect.origin == WEISS_ORIGIN_MAXCUT ? 0.0 : 6.0;
    CHECK(problem->objective(problem->energy(spins)) == expected);
  });
}

TEST_CASE("a value of 0 keeps the variables and drops the coupling") {
  for_each_dialect([](const Dialect& dialect) {
    for (const char* zero : {"0", "-0", "0.0", "-0e5", "+0"}) {
      const auto problem = read_text(dialect.text(3, {{0, 1, zero}, {1, 2, "1"}}), dialect.file);
      CHECK(problem->num_spins() == 3);
      CHECK(problem->num_entries() == 2);
      CHECK(problem->zeros_dropped == 1);
    }
  });
}

TEST_CASE("values that are not finite decimal numbers are errors") {
  for_each_dialect([](const Dialect& dialect) {
    for (const char* value :
         {"nan", "NaN", "-nan", "nan(1)", "inf", "-inf", "+inf", "Infinity", "1e400", "-1e400", "1e-400",
          "0x10", "0x1p3", "1d5", "1D5", "1,5", "1.5.1", "1e", "e5", "--1", "+-1", "-+1", "++1", "+", "-",
          ".", "1f", "1_000", "\xC2\xA0" "1", "\xEF\xBC\x91"}) {
      INFO("value ", std::string(value));
      const weiss::Error error = read_error(dialect.text(3, {{0, 1, "1"}, {1, 2, value}}), dialect.file);
      CHECK(error.status() == WEISS_E_FORMAT);
      CHECK(contains(error.message(), std::string(dialect.term) + " 2: the value must be a finite number"));
      CHECK(error.line() == 3);
      CHECK(error.column() == 5);
    }
  });
}

TEST_CASE("values may have signs, fractions and exponents") {
  const std::pair<const char*, double> cases[] = {
      {"1e-3", 1e-3},
      {"1E+5", 1e5},
      {"+2", 2.0},
      {"-17", -17.0},
      {".5", 0.5},
      {"5.", 5.0},
      {"+.5e1", 5.0},
      {"007", 7.0},
      {"0.1", 0.1},
      {"1e300", 1e300},
      {"4.9e-300", 4.9e-300},
      {"999999999999999", 999999999999999.0},
      {"9007199254740993", 9007199254740992.0},
      {"-1234567890123456789012345", -1234567890123456789012345.0},
      {"0.1000000000000000055511151231257827", 0.1}};
  for_each_dialect([&](const Dialect& dialect) {
    const bool is_cut = dialect.origin == WEISS_ORIGIN_MAXCUT;
    const double unit = is_cut ? 0.5 : 0.25;
    const double sign = is_cut || dialect.sense == WEISS_SENSE_MIN ? 1.0 : -1.0;
    for (const auto& [value, expected] : cases) {
      INFO("value ", std::string(value));
      const auto problem = read_text(dialect.text(2, {{0, 1, value}}), dialect.file);
      REQUIRE(problem->num_entries() == 2);
      CHECK(problem->value[0] == sign * unit * expected);
    }
  });
}

TEST_CASE("values that sum up to more than a double can hold are an error") {
  for_each_dialect([](const Dialect& dialect) {
    std::vector<Line> same(8, {0, 1, "1.7e308"});
    const weiss::Error error = read_error(dialect.text(3, same), dialect.file);
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(contains(error.message(), "more than a double can hold"));
  });
}

TEST_CASE("line ends, tabs, blanks, blank lines and a byte order mark make no difference") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.text(4, {{0, 1, "5"}, {1, 2, "-3"}, {2, 3, "0.5"}});
    const auto expected = read_text(text, dialect.file);
    const auto replaced = [&](const std::string& from, const std::string& to) {
      std::string result;
      for (const char c : text) result += c == from[0] ? to : std::string(1, c);
      return result;
    };
    const std::string variants[] = {replaced("\n", "\r\n"),
                                    replaced("\n", " \t\n"),
                                    replaced("\n", "\n\n \n"),
                                    replaced("\n", "\n \t"),
                                    replaced(" ", "\t"),
                                    replaced(" ", " \t  "),
                                    "\xEF\xBB\xBF" + text,
                                    "\n\r\n" + text,
                                    text.substr(0, text.size() - 1)};
    for (const std::string& variant : variants) {
      INFO("text ", variant);
      const auto problem = read_text(variant, dialect.file);
      check_equal(*problem, *expected);
    }
  });
}

TEST_CASE("bytes that are no text are errors with their place") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string start = dialect.header("3", 0, 2) + dialect.line({0, 1, "1"});
    struct Case {
      std::string line;
      int64_t column;
      const char* message;
    };
    const Case cases[] = {
        {std::string("1 2 1\0\n", 7), 6, "a NUL byte"},
        {std::string("1 \0 1\n", 6), 3, "a NUL byte"},
        {std::string("\0\0\0\0", 4), 1, "a NUL byte"},
        {"1 2 1\r1 2 1\n", 6, "a carriage return without a line feed"},
        {"1 2 1\r", 6, "a carriage return without a line feed"},
        {"1 2\v1\n", 4, "the control character 0x0B"},
        {"1 2 1\x1A", 6, "the control character 0x1A"},
    };
    for (const Case& c : cases) {
      const weiss::Error error = read_error(start + c.line, dialect.file);
      CHECK(error.status() == WEISS_E_FORMAT);
      CHECK(contains(error.message(), c.message));
      CHECK(error.line() == 3);
      CHECK(error.column() == c.column);
    }
  });
}

TEST_CASE("the number of data lines must be as announced, unless the caller is lenient") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string three =
        dialect.line({0, 1, "1"}) + dialect.line({1, 2, "2"}) + dialect.line({2, 3, "3"});
    const std::string terms = std::string(dialect.term) + "s";
    const std::string few = dialect.header("4", 0, 4) + three;
    const std::string many = dialect.header("4", 0, 2) + three;

    const weiss::Error too_few = read_error(few, dialect.file);
    CHECK(too_few.line() == 5);
    CHECK(too_few.message() == "the header announces 4 " + terms + ", the input ends after 3");
    const weiss::Error too_many = read_error(many, dialect.file);
    CHECK(too_many.line() == 4);
    CHECK(too_many.message() == std::string(dialect.term) + " 3: the header announces only 2 " + terms);

    weiss_read_options lenient = read_options();
    lenient.lenient = 1;
    const auto expected = read_text(dialect.header("4", 0, 3) + three, dialect.file);
    for (const std::string& text : {few, many, dialect.header("4", 0, 1000000000) + three}) {
      const auto problem = read_text(text, dialect.file, lenient);
      check_equal(*problem, *expected);
      CHECK(contains(problem->format, "lenient: "));
      CHECK(contains(problem->format, "and 3 read"));
    }
    CHECK(!contains(read_text(dialect.header("4", 0, 3) + three, dialect.file, lenient)->format, "lenient"));
  });
}

TEST_CASE("more words on a line than belong there are an error") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.header("3", 0, 2) + dialect.line({0, 1, "1"}) + "1 2 5 7\n";
    const weiss::Error error = read_error(text, dialect.file);
    CHECK(error.message() == std::string(dialect.term) + " 2: unexpected \"7\" at the end of the line");
    CHECK(error.line() == 3);
    CHECK(error.column() == 7);
  });
}

TEST_CASE("words of any length end in an error, not in trouble") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string start = dialect.header("3", 0, 1);
    for (const size_t length : {100u, 4095u, 4096u, 5000u, 300000u, 600000u}) {
      const weiss::Error error = read_error(start + "1 2 " + std::string(length, 'x') + "\n", dialect.file);
      CHECK(error.line() == 2);
      CHECK(error.column() == 5);
      CHECK(error.message().size() < 200);
    }
    // A number may be as long as that, blanks and zeros cost nothing.
    const std::string zeros(4000, '0');
    const std::string blanks(1000000, ' ');
    const std::string line = zeros + "1 " + blanks + " 2 " + zeros + "3.0" + blanks;
    const auto problem = read_text(start + line, dialect.file);
    CHECK(problem->num_entries() == 2);
  });
}

TEST_CASE("a global locale with a decimal comma changes nothing") {
  struct Comma : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.text(2000, {{0, 1, "0.5"}, {1, 1999, "12345.75"}});
    const auto expected = read_text(text, dialect.file);
    const std::string expected_text = written(*expected, dialect.format);
    const std::locale before = std::locale::global(std::locale(std::locale(), new Comma));
    const auto problem = read_text(text, dialect.file);
    const std::string same_text = written(*problem, dialect.format);
    std::locale::global(before);
    check_equal(*problem, *expected);
    CHECK(same_text == expected_text);
  });
}

TEST_CASE("the sense that the caller asks for is taken") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.text(2, {{0, 1, "4"}});
    weiss_read_options options = read_options();
    for (const int32_t sense : {WEISS_SENSE_MIN, WEISS_SENSE_MAX}) {
      options.sense = sense;
      const auto problem = read_text(text, dialect.file, options);
      CHECK(problem->sense == sense);
      CHECK(contains(problem->format, sense == WEISS_SENSE_MAX ? "maximise" : "minimise"));
      CHECK(contains(problem->format, "(as asked)") == (sense != dialect.sense));
      const int8_t spins[] = {-1, static_cast<int8_t>(dialect.origin == WEISS_ORIGIN_MAXCUT ? 1 : -1)};
      CHECK(problem->objective(problem->energy(spins)) == 4.0);
    }
  });
}

TEST_CASE("options that are out of range are refused") {
  for (int field = 0; field < 3; ++field) {
    for (const int32_t value : {-1, 3}) {
      weiss_read_options options = read_options();
      (field == 0 ? options.sense : field == 1 ? options.duplicates : options.lenient) = value;
      try {
        read_text("0 0\n", "graph.mc", options);
        FAIL("this was read");
      } catch (const weiss::Error& error) {
        CHECK(error.status() == WEISS_E_ARGUMENT);
      }
    }
  }
}

TEST_CASE("a problem beyond the memory limit is refused with a forecast") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.text(1000000, {{0, 1, "1"}});
    try {
      read_text(text, dialect.file, read_options(), make_environment(8 << 20));
      FAIL("this was read");
    } catch (const weiss::Error& error) {
      CHECK(error.status() == WEISS_E_LIMIT);
      CHECK(error.origin() == dialect.file);
      CHECK(contains(error.message(), "MiB"));
    }
  });
}

TEST_CASE("a long input is read across the borders of its blocks") {
  for_each_dialect([](const Dialect& dialect) {
    weiss::Random random(7);
    UserForm form;
    form.origin = dialect.origin;
    form.sense = dialect.sense;
    form.num_spins = 3000;
    std::vector<Line> lines;
    for (int k = 0; k < 60000; ++k) {
      const auto i = static_cast<int32_t>(random.below(3000));
      const auto j = static_cast<int32_t>(random.below(3000));
      if (i == j) continue;
      const int32_t value = static_cast<int32_t>(random.below(2000001)) - 1000000;
      form.add(i, j, value);
      lines.push_back({i, j, std::to_string(value)});
    }
    const std::string text = dialect.text(3000, lines);
    REQUIRE(text.size() > 2 * (size_t{1} << 18));
    check_equal(*read_text(text, dialect.file), *build(make_environment(), form));
  });
}

}  // namespace weiss_test
