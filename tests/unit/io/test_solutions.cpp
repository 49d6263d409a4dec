#include <filesystem>

#include <unistd.h>

#include "io/solution.hpp"
#include "io/support.hpp"

namespace weiss_test {

namespace {

Spins solution(const std::string& text, int64_t n) {
  weiss::MemorySource source(text, "x.sol");
  Spins spins(static_cast<size_t>(n), 9);
  weiss::read_solution(source, n, spins.data());
  return spins;
}

weiss::Error solution_error(const std::string& text, int64_t n) {
  weiss::MemorySource source(text, "x.sol");
  Spins spins(static_cast<size_t>(n), 9);
  try {
    weiss::read_solution(source, n, spins.data());
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_FORMAT);
    CHECK(error.origin() == "x.sol");
    CHECK(spins == Spins(static_cast<size_t>(n), 9));
    return error;
  }
  FAIL("this was read: ", text);
  return {WEISS_OK, ""};
}

}  // namespace

TEST_CASE("solutions are read in all their forms") {
  const Spins expected = {1, -1, -1, 1};
  for (const char* text :
       {"0110", "0110\n", "01\n10\n", "# best 7\n\n 0110 # x\r\n", "\xEF\xBB\xBF" "0110", "+--+", "+-\n-+",
        "0\n1\n1\n0\n", "1\n-1\n-1\n1\n", "+1\n-1\n-1\n+1\n", "+\n-\n-\n+\n", "0\r\n1 # one\r\n1\r\n0",
        "1 0\n2 1\n3 1\n4 0\n", "4 0\n2 1\n# x\n1 0\n3 1", "1 +1\n2 -1\n3 -1\n4 1\n",
        "1\t1\n2\t-1\n3\t-1\n4\t1 # x"}) {
    INFO("text ", std::string(text));
    CHECK(solution(text, 4) == expected);
  }
}

TEST_CASE("a file of nothing but 1 holds bits") {
  CHECK(solution("111", 3) == Spins{-1, -1, -1});
  CHECK(solution("1\n1\n1\n", 3) == Spins{-1, -1, -1});
  CHECK(solution("1 1\n2 1\n", 2) == Spins{-1, -1});
  CHECK(solution("1", 1) == Spins{-1});
  CHECK(solution("+1\n1\n1\n", 3) == Spins{1, 1, 1});
}

TEST_CASE("no variables need no values") {
  CHECK(solution("", 0).empty());
  CHECK(solution("# none\n", 0).empty());
  CHECK(contains(solution_error("0", 0).message(), "more values than the 0 variables"));
}

TEST_CASE("each variable must have one value exactly") {
  CHECK(contains(solution_error("", 2).message(), "0 values for 2 variables"));
  CHECK(solution_error("010", 4).message() == "3 values for 4 variables; variable 4 has none");
  CHECK(contains(solution_error("01011", 4).message(), "more values than the 4 variables"));
  CHECK(solution_error("0\n1\n0\n1\n0\n", 4).line() == 5);
  CHECK(solution_error("1 0\n3 1\n", 3).message() == "2 values for 3 variables; variable 2 has none");
  const weiss::Error twice = solution_error("1 0\n2 1\n1 0\n", 3);
  CHECK(twice.message() == "variable 1 has a value already");
  CHECK(twice.line() == 3);
  CHECK(solution_error("1 0\n4 1\n", 3).message() == "variable 4 is not in 1..3");
  CHECK(solution_error("0 1\n1 1\n2 1\n", 3).message() == "variable 0 is not in 1..3");
}

TEST_CASE("values that are none are errors with their place") {
  const std::pair<const char*, int64_t> cases[] = {
      {"012", 1},           {"01x", 1},          {"0+-", 1},        {"0\n2\n1", 2},  {"0.0\n1\n1", 1},
      {"1 0\n2 2\n3 0", 2}, {"1 0\n2 01\n", 2}, {"1 0\n2\n", 2}, {"0\n1 1\n", 2}, {"0 1 1", 1},
      {"nan", 1},           {"0\n\r1", 2}};
  for (const auto& [text, line] : cases) {
    INFO("text ", std::string(text));
    CHECK(solution_error(text, 3).line() == line);
  }
}

TEST_CASE("bits and spins do not mix") {
  for (const char* text :
       {"0\n-1\n1\n", "-1\n0\n1\n", "01\n+\n", "1 0\n2 -1\n3 1\n", "11\n-1\n", "+1\n0\n0\n"})
    CHECK(contains(solution_error(text, 3).message(), "are mixed"));
}

TEST_CASE("a long string crosses the borders of blocks") {
  weiss::Random random(1);
  const Spins spins = random_spins(random, 1000003);
  std::string bits, signs, lines;
  for (const int8_t s : spins) {
    bits += s == 1 ? '0' : '1';
    signs += s == 1 ? '+' : '-';
    lines += s == 1 ? "1\n" : "-1\n";
  }
  CHECK(solution(bits, 1000003) == spins);
  CHECK(solution(signs, 1000003) == spins);
  CHECK(solution(lines, 1000003) == spins);
  CHECK(contains(solution_error(bits + "1", 1000003).message(), "more values"));
}

TEST_CASE("a solution that was written reads back") {
  const std::string file = "weiss_test_solution_" + std::to_string(::getpid());
  const std::string path = (std::filesystem::temp_directory_path() / file).string();
  weiss::Random random(2);
  for (const int64_t n : {0, 1, 100, 100000}) {
    const Spins spins = random_spins(random, n);
    weiss::write_solution_file(path, n, spins.data());
    CHECK(static_cast<int64_t>(std::filesystem::file_size(path)) == n + 1);
    weiss::FileSource source(path);
    Spins again(static_cast<size_t>(n));
    weiss::read_solution(source, n, again.data());
    CHECK(again == spins);
  }
  std::filesystem::remove(path);
  const int8_t wrong[] = {1, 0};
  CHECK_THROWS_AS(weiss::write_solution_file(path, 2, wrong), weiss::Error);
  CHECK(!std::filesystem::exists(path));
}

}  // namespace weiss_test
