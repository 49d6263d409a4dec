// What is written reads back as the very same problem, or is refused.
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "io/dialects.hpp"
#include "io/formats.hpp"

namespace weiss_test {

namespace {

// Random terms of a dialect. Decimals are values as people write them, doubles fill the whole mantissa.
enum class Numbers { kIntegers, kHalves, kDecimals, kDoubles, kManySizes };

UserForm random_form(const Dialect& dialect, Numbers numbers, weiss::Random& random) {
  UserForm form;
  form.origin = dialect.origin;
  form.sense = dialect.sense;
  form.num_spins = 1 + random.below(12);
  if (dialect.origin == WEISS_ORIGIN_ISING) form.linear.assign(static_cast<size_t>(form.num_spins), 0.0);
  if (!dialect.has_values) form.duplicates = WEISS_DUPLICATES_LAST;
  const auto n = static_cast<uint32_t>(form.num_spins);
  for (uint32_t k = random.below(5 * n); k > 0; --k) {
    double value = static_cast<double>(random.below(20001)) - 10000.0;
    if (numbers == Numbers::kHalves) value /= 2.0;
    if (numbers == Numbers::kDecimals) value /= 100.0;
    if (numbers == Numbers::kDoubles) value = 2.0 * random.uniform() - 1.0;
    if (numbers == Numbers::kManySizes)
      value = std::ldexp(2.0 * random.uniform() - 1.0, static_cast<int>(random.below(80)) - 40);
    if (!dialect.has_values) value = 1.0;
    const auto i = static_cast<int32_t>(random.below(n));
    const auto j = static_cast<int32_t>(random.below(n));
    if (i == j && dialect.origin == WEISS_ORIGIN_ISING) form.linear[static_cast<size_t>(i)] = value;
    else form.add(i, j, value);
  }
  return form;
}

constexpr Numbers kNumbers[] = {Numbers::kIntegers, Numbers::kHalves, Numbers::kDecimals, Numbers::kDoubles,
                                Numbers::kManySizes};

}  // namespace

TEST_CASE("a problem that was read is written and read again with equal bits") {
  for_each_dialect([](const Dialect& dialect) {
    for (const Numbers numbers : kNumbers) {
      INFO("numbers of kind ", static_cast<int>(numbers));
      weiss::Random random(11);
      for (int round = 0; round < 100; ++round) {
        const auto problem = build(make_environment(), random_form(dialect, numbers, random));
        const std::string text = written(*problem, dialect.format);
        const auto again = read_as(text, dialect.format);
        check_equal(*again, *problem);
        CHECK(again->sense == problem->sense);
        CHECK(again->origin == problem->origin);
        CHECK(written(*again, dialect.format) == text);
      }
    }
  });
}

TEST_CASE("q of a QUBO comes back from the Ising form as it was") {
  for (const Numbers numbers :
       {Numbers::kIntegers, Numbers::kHalves, Numbers::kDecimals, Numbers::kDoubles}) {
    weiss::Random random(5);
    for (int round = 0; round < 200; ++round) {
      UserForm form = random_form(dialects()[1], numbers, random);
      form.duplicates = WEISS_DUPLICATES_LAST;  // sums would not be as short as their terms
      const auto merged = form.merged();
      const auto problem = build(make_environment(), form);
      const weiss::Form back = weiss::form_of(*problem, WEISS_ORIGIN_QUBO, WEISS_SENSE_MIN, true);
      CHECK(back.offset == 0.0);
      for (size_t k = 0; k < back.terms.row.size(); ++k) {
        const double expected = static_cast<double>(merged.at({back.terms.row[k], back.terms.column[k]}));
        // Of a q_ii those bits are lost that lie below the last one of its field.
        if (numbers == Numbers::kDoubles && back.terms.row[k] == back.terms.column[k])
          CHECK(back.terms.value[k] == doctest::Approx(expected).epsilon(1e-12));
        else CHECK(back.terms.value[k] == expected);
      }
    }
  }
}

TEST_CASE("Ising problems are written as qbsolv with their offset, or refused") {
  weiss::Random random(3);
  int refused = 0;
  for (const bool integer : {true, false}) {
    for (int round = 0; round < 200; ++round) {
      const auto problem =
          build(make_environment(), random_ising(random, 1 + random.below(10), 0.5, integer, true));
      try {
        check_equal(*read_as(written(*problem, "qbsolv"), "qbsolv"), *problem);
      } catch (const weiss::Error& error) {
        CHECK(error.status() == WEISS_E_UNSUPPORTED);
        CHECK(contains(error.message(), "rounded"));
        CHECK(!integer);
        ++refused;
      }
    }
  }
  CHECK(refused < 200);
}

TEST_CASE("a cut is written as a QUBO of either sense and back") {
  weiss::Random random(9);
  for (int round = 0; round < 100; ++round) {
    const auto cut = build(make_environment(), random_form(dialects()[0], Numbers::kIntegers, random));
    const auto minimised = read_as(written(*cut, "qbsolv"), "qbsolv");
    const auto maximised = read_as(written(*minimised, "qubo-max"), "qubo-max");
    check_equal(*minimised, *cut);
    check_equal(*maximised, *cut);
    CHECK(minimised->sense == WEISS_SENSE_MIN);
    CHECK(maximised->sense == WEISS_SENSE_MAX);
    if (!maximised->has_fields()) check_equal(*read_as(written(*maximised, "maxcut"), "maxcut"), *cut);
  }
}

TEST_CASE("what a format cannot hold is refused, with the format that can") {
  UserForm form;
  form.num_spins = 2;
  form.add(0, 1, 1.0);
  form.linear = {1.0, 0.0};
  CHECK(write_error(*build(make_environment(), form), "maxcut").status() == WEISS_E_UNSUPPORTED);
  CHECK(contains(write_error(*build(make_environment(), form), "maxcut").message(), "bqpjson can"));

  form.linear.clear();
  form.offset = 2.5;  // J = 1 as a cut has the offset -1
  const weiss::Error cut = write_error(*build(make_environment(), form), "maxcut");
  CHECK(cut.status() == WEISS_E_UNSUPPORTED);
  CHECK(cut.message() ==
        "the format has no place for the constant -3.5 of the problem's Max-Cut form; bqpjson has");
  CHECK(contains(write_error(*build(make_environment(), form), "qubo-max").message(), "bqpjson has"));
  CHECK(written(*build(make_environment(), form), "qbsolv") ==
        "c offset : 3.5\np qubo 0 2 2 1\n0 0 -2\n1 1 -2\n0 1 4\n");
  form.offset = -1.0;
  CHECK(written(*build(make_environment(), form), "maxcut") == "2 1\n1 2 2\n");

  form.value[0] = 5e307;
  const weiss::Error large = write_error(*build(make_environment(), form), "qbsolv");
  CHECK(contains(large.message(), "more than a double can hold"));
  form.linear = {1e308, 0.0};  // a linear term of -2e308
  CHECK(write_error(*build(make_environment(), form), "qbsolv").status() == WEISS_E_UNSUPPORTED);
}

TEST_CASE("numbers are the shortest, and qbsolv has no exponents") {
  UserForm form;
  form.origin = WEISS_ORIGIN_MAXCUT;
  form.num_spins = 4;
  form.add(0, 1, 0.1);
  form.add(0, 2, 1e-20);
  form.add(1, 3, -1e25);
  CHECK(written(*build(make_environment(), form), "maxcut") == "4 3\n1 2 0.1\n1 3 1e-20\n2 4 -1e+25\n");
  form.origin = WEISS_ORIGIN_QUBO;
  CHECK(written(*build(make_environment(), form), "qbsolv") ==
        "p qubo 0 4 0 3\n0 1 0.1\n0 2 0.00000000000000000001\n1 3 -10000000000000000905969664\n");
}

TEST_CASE("couplings that an update made 0 are left out") {
  UserForm form;
  form.origin = WEISS_ORIGIN_MAXCUT;
  form.num_spins = 3;
  form.add(0, 1, 1.0);
  form.add(1, 2, 0.3);
  const auto problem = build(make_environment(), form);
  for (double& value : problem->value)
    if (value == 0.5 || value == -0.5) value = 0.0;
  problem->offset = -0.15;
  CHECK(written(*problem, "maxcut") == "3 1\n2 3 0.3\n");
}

TEST_CASE("an empty problem is written") {
  for_each_dialect([](const Dialect& dialect) {
    UserForm form;
    form.origin = dialect.origin;
    const auto problem = build(make_environment(), form);
    check_equal(*read_as(written(*problem, dialect.format), dialect.format), *problem);
  });
}

TEST_CASE("where formats share an extension the sense of the problem decides, or the name that is given") {
  CHECK(std::string(weiss::choose_writer(nullptr, "x.qubo", WEISS_SENSE_MIN).name) == "qbsolv");
  CHECK(std::string(weiss::choose_writer(nullptr, "x.qubo", WEISS_SENSE_MAX).name) == "qubo-max");
  CHECK(std::string(weiss::choose_writer(nullptr, "x.Rud", WEISS_SENSE_MIN).name) == "maxcut");
  CHECK(std::string(weiss::choose_writer("maxcut", "x.qubo", WEISS_SENSE_MIN).name) == "maxcut");
  CHECK(std::string(weiss::choose_writer("mtx-graph", "x.mtx", WEISS_SENSE_MIN).name) == "mtx-graph");
  for (const char* path : {"x.mtx", "x.txt", "x", ""})
    CHECK_THROWS_AS(weiss::choose_writer(nullptr, path, WEISS_SENSE_MIN), weiss::Error);
  CHECK_THROWS_AS(weiss::choose_writer("txt", "x.qubo", WEISS_SENSE_MIN), weiss::Error);
}

TEST_CASE("a write function that says stop ends the writing") {
  const auto problem = read_text("2 1\n1 2 1\n", "x.mc");
  const auto stop = [](void* user, const char*, size_t) noexcept {
    ++*static_cast<int*>(user);
    return int32_t{7};
  };
  int calls = 0;
  try {
    weiss::write_problem(*problem, write_as("maxcut"), stop, &calls);
    FAIL("this was written");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_IO);
    CHECK(contains(error.message(), "stopped with 7"));
  }
  CHECK(calls == 1);
}

TEST_CASE("a long file comes in blocks of moderate size") {
  UserForm form;
  form.origin = WEISS_ORIGIN_MAXCUT;
  form.num_spins = 30000;
  for (int32_t i = 0; i + 1 < form.num_spins; ++i) form.add(i, i + 1, 1.0 + 1e-15 * i);
  const auto problem = build(make_environment(), form);
  std::vector<std::string> blocks;
  const auto keep = [](void* user, const char* text, size_t size) noexcept {
    static_cast<std::vector<std::string>*>(user)->emplace_back(text, size);
    return int32_t{0};
  };
  weiss::write_problem(*problem, write_as("maxcut"), keep, &blocks);
  std::string all;
  for (const std::string& block : blocks) {
    CHECK(block.size() < (1 << 17));
    all += block;
  }
  CHECK(blocks.size() > 5);
  check_equal(*read_as(all, "maxcut"), *problem);
}

TEST_CASE("files are written, and left alone when the problem is refused") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("weiss_test_writers_" + std::to_string(::getpid()));
  fs::create_directory(folder);
  const std::string path = (folder / "graph.mc").string();
  const auto content = [&] {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  };
  const auto status_of = [](const weiss::Problem& problem, const std::string& to) {
    try {
      weiss::write_problem_file(problem, to, write_as(nullptr));
    } catch (const weiss::Error& error) {
      return error.status();
    }
    return WEISS_OK;
  };
  const auto graph = read_text("2 1\n1 2 3\n", "x.mc");
  const auto qubo = read_text("2 1\n1 1 3\n", "x.qubo");
  CHECK(status_of(*graph, path) == WEISS_OK);
  CHECK(content() == "2 1\n1 2 3\n");
  CHECK(status_of(*qubo, path) == WEISS_E_UNSUPPORTED);
  CHECK(content() == "2 1\n1 2 3\n");
  CHECK(status_of(*graph, folder.string() + "/none/graph.mc") == WEISS_E_IO);
  CHECK(status_of(*graph, folder.string() + "/graph") == WEISS_E_ARGUMENT);
  fs::remove_all(folder);
  if (fs::exists("/dev/full")) {
    try {
      weiss::write_problem_file(*graph, "/dev/full", write_as("maxcut"));
      FAIL("this was written");
    } catch (const weiss::Error& error) {
      CHECK(error.status() == WEISS_E_IO);
      CHECK(error.message() == "cannot write \"/dev/full\": no space is left on the device");
    }
  }
}

}  // namespace weiss_test
