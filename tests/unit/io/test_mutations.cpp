// Damaged files: whatever the damage, the answer is a problem or an error.
#include <algorithm>

#include "io/solution.hpp"
#include "io/dialects.hpp"

namespace weiss_test {

namespace {

// Pieces that readers have stumbled over.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all = {
      "0", "1", "-1", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "1e308",
      "-1e308", "1e-320", "nan", "inf", "0x1", "1.0", "e", "-", "+", ".", " ", "\t", "\n", "\r\n", "\r",
      std::string(1, '\0'), "\xFF", "#", "c", "c offset : 1e308", "c scale : 1e308\n", "p qubo 0 3 1 1\n",
      std::string(5000, '7'), std::string(5000, ' '), "\xEF\xBB\xBF", "4194305 0\n", "e 1 2\n",
      "p edge 3 2\n", "%%MatrixMarket matrix coordinate real symmetric\n", "general", "array", "pattern",
      "1d3", "# vartype=SPIN\n", "# vartype=BINARY\n", "MAX-CUT "};
  return all;
}

std::string mutated(std::string text, weiss::Random& random) {
  const auto place = [&](size_t extra) {
    return static_cast<size_t>(random.below(static_cast<uint32_t>(text.size() + extra)));
  };
  for (uint32_t k = 1 + random.below(4); k > 0; --k) {
    if (text.empty()) text = "\n";
    const size_t at = place(1);
    switch (random.below(6)) {
      case 0: text[place(0)] = static_cast<char>(random.below(256)); break;
      case 1: text.insert(at, pieces()[random.below(static_cast<uint32_t>(pieces().size()))]); break;
      case 2: text.erase(at, 1 + random.below(8)); break;
      case 3: text.insert(at, text.substr(place(1), 1 + random.below(20))); break;
      case 4: text.resize(at); break;
      default: {  // a digit becomes another
        const size_t digit = text.find_first_of("0123456789", at);
        if (digit != std::string::npos) text[digit] = static_cast<char>('0' + random.below(10));
      }
    }
  }
  return text;
}

bool is_expected(weiss_status status) { return status == WEISS_E_FORMAT || status == WEISS_E_LIMIT; }

}  // namespace

TEST_CASE("damaged problems are read or refused, and what is read is sound") {
  for_each_dialect([](const Dialect& dialect) {
    weiss::Random random(20240611);
    const auto environment = make_environment(16 << 20);
    const std::vector<std::string> seeds = {
        dialect.file(4, {{0, 1, "1"}, {1, 2, "-2.5"}, {3, 3, "7"}, {2, 0, "1e3"}}),
        dialect.file(12, {{0, 11, "1"}, {10, 2, "3"}, {5, 6, "0"}, {5, 6, "4"}, {6, 5, "-4"}}),
        dialect.file(0, {})};
    int read_well = 0;
    for (int round = 0; round < 3000; ++round) {
      const std::string text = mutated(seeds[static_cast<size_t>(round) % seeds.size()], random);
      weiss_read_options options = read_options();
      options.lenient = static_cast<int32_t>(random.below(2));
      options.duplicates = static_cast<int32_t>(random.below(3));
      try {
        const auto problem = read(dialect, text, options, environment);
        ++read_well;
        const Spins ones(static_cast<size_t>(problem->num_spins()), 1);
        CHECK(problem->energy(ones.data()) >= problem->trivial_bound);
        CHECK(!problem->format.empty());
      } catch (const weiss::Error& error) {
        INFO("text ", text, "\nmessage ", error.message());
        CHECK((is_expected(error.status()) || error.status() == WEISS_E_ARGUMENT));
        CHECK(!error.message().empty());
        CHECK(error.line() >= 0);
        CHECK(error.column() >= 0);
        CHECK(error.line() <= std::count(text.begin(), text.end(), '\n') + 1);
      }
    }
    CHECK(environment->memory()->used() == 0);
    CHECK(read_well > 50);
    CHECK(read_well < 2700);
  });
}

TEST_CASE("damaged files of unknown format are read or refused") {
  weiss::Random random(5);
  const auto environment = make_environment(16 << 20);
  const char* const names[] = {"x.mc", "x.qubo", "x.sparse", "x.mat", "x.coo", "x.col", "x.mtx"};
  int read_well = 0;
  for (int round = 0; round < 4000; ++round) {
    const Dialect& dialect = dialects()[static_cast<size_t>(round) % dialects().size()];
    const std::string text = mutated(dialect.file(3, {{0, 1, "1"}, {1, 2, "2"}}), random);
    try {
      read_text(text, names[random.below(7)], read_options(), environment);
      ++read_well;
    } catch (const weiss::Error& error) {
      CHECK(is_expected(error.status()));
    }
  }
  CHECK(read_well > 50);
}

TEST_CASE("damaged solutions are read or refused") {
  weiss::Random random(6);
  const std::string seeds[] = {"0110100", "+--+-++", "0\n1\n1\n0\n1\n0\n0\n",
                               "1 1\n2 -1\n3 1\n7 1\n6 1\n5 1\n4 -1\n"};
  int read = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string text = mutated(seeds[round % 4], random);
    weiss::MemorySource source(text, "x");
    Spins spins(7);
    try {
      weiss::read_solution(source, 7, spins.data());
      ++read;
      for (const int8_t s : spins) CHECK((s == 1 || s == -1));
    } catch (const weiss::Error& error) {
      CHECK(error.status() == WEISS_E_FORMAT);
    }
  }
  CHECK(read > 50);
}

}  // namespace weiss_test
