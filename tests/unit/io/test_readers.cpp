// Readers in trying circumstances: long inputs, little memory, foreign locales.
#include <locale>

#include "io/dialects.hpp"

namespace weiss_test {

TEST_CASE("words of any length end in an error, not in trouble") {
  for_each_line_dialect([](const Dialect& dialect) {
    const std::string start = dialect.header_of("3", "1") + dialect.line_start;
    for (const size_t length : {100u, 4095u, 4096u, 5000u, 300000u, 600000u}) {
      const weiss::Error error = read_error(dialect, start + "1 2 " + std::string(length, 'x') + "\n");
      CHECK(error.line() == dialect.header_lines() + 1);
      CHECK(error.column() == dialect.column(5));
      CHECK(error.message().size() < 200);
    }
    // A number may be as long as that, blanks and zeros cost nothing.
    const std::string zeros(4000, '0');
    const std::string blanks(1000000, ' ');
    const std::string value = dialect.has_values ? zeros + "3.0" : "";
    const auto problem = read(dialect, start + zeros + "1 " + blanks + " 2 " + value + blanks);
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
    const std::string text = dialect.file(1100, {{0, 1, "0.5"}, {1, 1099, "12345.75"}});
    const auto expected = read(dialect, text);
    const std::string expected_text = written(*expected, dialect.format);
    const std::locale before = std::locale::global(std::locale(std::locale(), new Comma));
    const auto problem = read(dialect, text);
    const std::string same_text = written(*problem, dialect.format);
    std::locale::global(before);
    check_equal(*problem, *expected);
    CHECK(same_text == expected_text);
  });
}

TEST_CASE("the sense that the caller asks for is taken") {
  for_each_dialect([](const Dialect& dialect) {
    const std::string text = dialect.file(2, {{0, 1, "4"}});
    const UserForm form = dialect.form(2, {{0, 1, "4"}});
    weiss_read_options options = read_options();
    for (const int32_t sense : {WEISS_SENSE_MIN, WEISS_SENSE_MAX}) {
      options.sense = sense;
      const auto problem = read(dialect, text, options);
      CHECK(problem->sense == sense);
      CHECK(contains(problem->format, sense == WEISS_SENSE_MAX ? "maximise" : "minimise"));
      CHECK(contains(problem->format, "(as asked)") == (sense != dialect.sense));
      for_each_state(2, [&](const Spins& spins) {
        CHECK(problem->objective(problem->energy(spins.data())) ==
              static_cast<double>(form.value_of(spins.data())));
      });
    }
  });
}

TEST_CASE("options that are out of range are refused") {
  const auto status_with = [](const auto& change) {
    weiss_read_options options = read_options();
    change(options);
    try {
      read_text("0 0\n", "graph.mc", options);
    } catch (const weiss::Error& error) {
      return error.status();
    }
    return WEISS_OK;
  };
  for (const int32_t value : {-1, 3}) {
    CHECK(status_with([&](auto& o) { o.sense = value; }) == WEISS_E_ARGUMENT);
    CHECK(status_with([&](auto& o) { o.duplicates = value; }) == WEISS_E_ARGUMENT);
    CHECK(status_with([&](auto& o) { o.lenient = value; }) == WEISS_E_ARGUMENT);
    CHECK(status_with([&](auto& o) { o.problem_number = value; }) == WEISS_E_ARGUMENT);
  }
  CHECK(status_with([](auto& o) { o.problem_number = 1; }) == WEISS_OK);
}

TEST_CASE("only files of several problems have a second one") {
  for_each_dialect([](const Dialect& dialect) {
    weiss_read_options options = read_options();
    options.format = dialect.format;
    options.problem_number = 2;
    try {
      read_text(dialect.file(2, {{0, 1, "1"}}), "file", options);
      FAIL("this was read");
    } catch (const weiss::Error& error) {
      CHECK(error.status() == WEISS_E_ARGUMENT);
      CHECK(contains(error.message(), "there is no "));
    }
  });
}

TEST_CASE("a problem beyond the memory limit is refused with a forecast") {
  for_each_line_dialect([](const Dialect& dialect) {
    weiss_read_options options = read_options();
    options.format = dialect.format;
    try {
      read_text(dialect.file(1000000, {{0, 1, "1"}}), "file", options, make_environment(8 << 20));
      FAIL("this was read");
    } catch (const weiss::Error& error) {
      CHECK(error.status() == WEISS_E_LIMIT);
      CHECK(error.origin() == "file");
      CHECK(contains(error.message(), "MiB"));
    }
  });
}

TEST_CASE("whatever the memory limit, a problem is read or refused, and nothing is left behind") {
  for_each_dialect([](const Dialect& dialect) {
    std::vector<Line> lines;
    for (int64_t i = 1; i < 300; ++i) lines.push_back({i - 1, i, std::to_string(i)});
    const std::string text = dialect.file(300, lines);
    const auto expected = read(dialect, text);
    bool refused = false;
    for (int64_t limit = 1 << 9; limit < (1 << 22); limit += limit / 4) {
      const auto environment = make_environment(limit);
      try {
        check_equal(*read(dialect, text, read_options(), environment), *expected);
      } catch (const weiss::Error& error) {
        CHECK(error.status() == WEISS_E_LIMIT);
        refused = true;
      }
      CHECK(environment->memory()->used() == 0);
      CHECK(environment->memory()->peak() <= limit);
    }
    CHECK(refused);
  });
}

TEST_CASE("a long input is read across the borders of its blocks") {
  for_each_dialect([](const Dialect& dialect) {
    const int64_t n = dialect.has_lines() ? 3000 : 400;
    const auto below = static_cast<uint32_t>(n);
    weiss::Random random(7);
    std::vector<Line> lines;
    const auto value = [&] { return std::to_string(static_cast<int32_t>(random.below(2000001)) - 1000000); };
    if (dialect.has_lines()) {
      for (int k = 0; k < 70000; ++k) lines.push_back({random.below(below), random.below(below), value()});
    } else {
      for (int64_t i = 0; i < n; ++i)
        for (int64_t j = i; j < n; ++j) lines.push_back({i, j, value()});
    }
    const std::string text = dialect.file(n, lines);
    REQUIRE(text.size() > 2 * (size_t{1} << 18));
    check_equal(*read(dialect, text), *build(make_environment(), dialect.form(n, lines)));
  });
}

}  // namespace weiss_test
