// Files that hold a matrix: MatrixMarket in all its layouts, and Biq Mac's .mat.
#include "io/dialects.hpp"

namespace weiss_test {

namespace {

std::string mtx(const std::string& banner, const std::string& rest) {
  return "%%MatrixMarket matrix " + banner + "\n" + rest;
}

using Matrix = std::vector<std::vector<int>>;

Matrix random_matrix(weiss::Random& random, size_t n, bool symmetric) {
  Matrix matrix(n, std::vector<int>(n));
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < n; ++j)
      matrix[i][j] = symmetric && j < i ? matrix[j][i]
                     : random.below(2)  ? 0
                                        : static_cast<int>(random.below(19)) - 9;
  return matrix;
}

// MatrixMarket of the entries that are not 0 (coordinate) or of all (array), or of those below the diagonal.
std::string mtx_of(const Matrix& matrix, bool array, bool symmetric) {
  const size_t n = matrix.size();
  std::string entries;
  int64_t count = 0;
  for (size_t j = 0; j < n; ++j)
    for (size_t i = symmetric ? j : 0; i < n; ++i) {
      const std::string value = std::to_string(matrix[i][j]);
      if (!array && matrix[i][j] == 0) continue;
      ++count;
      entries +=
          array ? value + "\n" : std::to_string(i + 1) + " " + std::to_string(j + 1) + " " + value + "\n";
    }
  const std::string size = std::to_string(n) + " " + std::to_string(n);
  return mtx(
      std::string(array ? "array" : "coordinate") + " integer " + (symmetric ? "symmetric" : "general"),
      size + (array ? "" : " " + std::to_string(count)) + "\n" + entries);
}

// x'Qx in the state, x = 1 where s = -1.
int quadratic_form(const Matrix& matrix, const Spins& spins) {
  int sum = 0;
  for (size_t i = 0; i < matrix.size(); ++i)
    for (size_t j = 0; j < matrix.size(); ++j)
      if (spins[i] < 0 && spins[j] < 0) sum += matrix[i][j];
  return sum;
}

int cut(const Matrix& matrix, const Spins& spins) {
  int sum = 0;
  for (size_t i = 0; i < matrix.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      if (spins[i] != spins[j]) sum += matrix[i][j];
  return sum;
}

}  // namespace

TEST_CASE("the value of a matrix is x'Qx, or the cut of its graph, in each layout") {
  weiss::Random random(23);
  for (int round = 0; round < 40; ++round) {
    const size_t n = 1 + random.below(6);
    for (const bool symmetric : {false, true}) {
      const Matrix matrix = random_matrix(random, n, symmetric);
      std::vector<std::string> texts;
      for (const bool array : {false, true}) {
        texts.push_back(mtx_of(matrix, array, false));
        if (symmetric) texts.push_back(mtx_of(matrix, array, true));
      }
      for (const std::string& text : texts) {
        INFO("text ", text);
        const auto qubo = read_as(text, "mtx-qubo");
        REQUIRE(qubo->num_spins() == static_cast<int64_t>(n));
        CHECK(qubo->duplicates_merged == 0);
        for_each_state(qubo->num_spins(), [&](const Spins& spins) {
          CHECK(qubo->objective(qubo->energy(spins.data())) == quadratic_form(matrix, spins));
        });
        if (!symmetric) continue;
        const auto graph = read_as(text, "mtx-graph");
        for_each_state(graph->num_spins(), [&](const Spins& spins) {
          CHECK(graph->objective(graph->energy(spins.data())) == cut(matrix, spins));
        });
      }
    }
  }
}

TEST_CASE("mtx-graph: of a general matrix one direction will do, and two must agree") {
  const auto expected = read_as("3 2\n1 2 5\n2 3 7\n", "maxcut");
  for (const char* entries :
       {"2\n1 2 5\n3 2 7\n", "3\n1 2 5\n3 2 7\n2 3 7\n", "4\n1 2 5\n3 2 7\n2 3 7\n2 1 5\n"})
    check_equal(*read_as(mtx("coordinate real general", std::string("3 3 ") + entries), "mtx-graph"),
                *expected);
  const weiss::Error error =
      error_as(mtx("coordinate real general", "3 3 3\n1 2 5\n3 2 7\n2 1 6\n"), "mtx-graph");
  CHECK(error.line() == 5);
  CHECK(error.message() == "entry 3: the entries (1,2) and (2,1) must be equal, got 5 and 6");
  const weiss::Error array = error_as(mtx("array real general", "2 2\n0\n5\n4\n0\n"), "mtx-graph");
  CHECK(array.line() == 5);
  CHECK(array.message() == "column 2: the entries of a pair must be equal, got 5 and 4");
}

TEST_CASE("of a general matrix only entries of the same place are duplicates") {
  const std::string text = mtx("coordinate real general", "2 2 4\n1 2 5\n2 1 3\n1 2 2\n1 1 1\n");
  const auto value_of_ones = [&](int32_t duplicates, const char* format) {
    weiss_read_options options = named(format);
    options.duplicates = duplicates;
    const auto problem = read_text(text, "file", options);
    CHECK(problem->duplicates_merged == 1);
    const int8_t spins[] = {-1, -1};
    return problem->objective(problem->energy(spins));
  };
  CHECK(value_of_ones(WEISS_DUPLICATES_SUM, "mtx-qubo") == 11.0);
  CHECK(value_of_ones(WEISS_DUPLICATES_LAST, "mtx-qubo") == 6.0);
  weiss_read_options options = named("mtx-qubo");
  options.duplicates = WEISS_DUPLICATES_ERROR;
  const weiss::Error error = read_error(text, "file", options);
  CHECK(error.line() == 5);
  CHECK(error.message() == "entry 3: the entry was given before, on line 3");
}

TEST_CASE("MatrixMarket: pattern, exponents with d, comments and capitals are read") {
  const std::string start = "% one\n\n%two\n";
  const auto expected = read_as("2 2\n1 1 1\n1 2 1\n", "biqmac");
  check_equal(*read_as(mtx("coordinate pattern symmetric", start + "2 2 2\n1 1\n2 1\n"), "mtx-qubo"),
              *expected);
  check_equal(*read_as(mtx("Coordinate REAL Symmetric", start + "2 2 2\n1 1 1D0\n2 1 10d-1\n"), "mtx-qubo"),
              *expected);
  check_equal(*read_as(mtx("array real symmetric", start + "2 2\n1\n1d+0\n0\n"), "mtx-qubo"), *expected);
  check_equal(*read_as(mtx("array real symmetric", "2 2\n1 1\n 0"), "mtx-qubo"), *expected);
}

TEST_CASE("MatrixMarket: what cannot be a problem is refused") {
  const std::pair<std::string, const char*> cases[] = {
      {"%%MatrixMarket vector coordinate real general\n2 2 0\n", "only a \"matrix\""},
      {mtx("coordinate complex general", "2 2 0\n"), "real, integer or pattern"},
      {mtx("coordinate real hermitian", "2 2 0\n"), "general or symmetric"},
      {mtx("coordinate real skew-symmetric", "2 2 0\n"), "general or symmetric"},
      {mtx("sparse real general", "2 2 0\n"), "coordinate or array"},
      {mtx("array pattern general", "2 2\n"), "an array must have numbers"},
      {mtx("coordinate real", "2 2 0\n"), "the symmetry is missing"},
      {mtx("coordinate real general extra", "2 2 0\n"), "unexpected \"extra\""},
      {mtx("coordinate real general", "2 3 0\n"), "must be square, but has 2 rows and 3 columns"},
      {mtx("coordinate real general", "% x\n"), "size is missing"},
      {mtx("coordinate real general", "2 2\n"), "the number of entries is missing"},
      {"% MatrixMarket\n2 2 0\n", "must come first"},
      {"2 2 0\n", "must come first"},
  };
  for (const char* format : {"mtx-qubo", "mtx-graph"})
    for (const auto& [text, message] : cases) CHECK(contains(error_as(text, format).message(), message));
}

TEST_CASE("a file of MatrixMarket does not tell what it means") {
  for (const char* name : {"x.mtx", "x", "x.mc"}) {
    const weiss::Error error = read_error(mtx("coordinate real general", "1 1 0\n"), name);
    CHECK(error.status() == WEISS_E_FORMAT);
    for (const char* part : {"%%MatrixMarket does not tell", "mtx-graph", "mtx-qubo", "--format"})
      CHECK(contains(error.message(), part));
  }
}

TEST_CASE("a matrix in full must hold all its numbers and no more") {
  struct Case {
    const char* format;
    std::string header;
    int64_t count;  // of numbers
  };
  const Case cases[] = {{"biqmac-mat", "3\n", 9},
                        {"mtx-qubo", mtx("array real general", "3 3\n"), 9},
                        {"mtx-graph", mtx("array real symmetric", "3 3\n"), 6}};
  for (const Case& c : cases) {
    INFO("format ", std::string(c.format));
    std::string numbers;
    for (int64_t k = 1; k < c.count; ++k) numbers += k % 2 ? "0\n" : "0 ";
    CHECK(read_as(c.header + numbers + "0", c.format)->num_spins() == 3);
    CHECK(contains(error_as(c.header + numbers, c.format).message(), "the matrix ends within"));
    const weiss::Error more = error_as(c.header + numbers + "0 0\n", c.format);
    CHECK(contains(more.message(), "unexpected text behind the last entry"));
    CHECK(
        contains(error_as(c.header + "0 0 0\n", c.format).message(), "numbers do not fit into the 7 bytes"));
    CHECK(contains(error_as(c.header + "0 x 0 0 0 0 0 0 0 0 0\n", c.format).message(),
                   "an entry must be a finite"));
    const size_t three = c.header.rfind('3');
    std::string huge = c.header;
    huge.replace(huge.find('3'), three - huge.find('3') + 1,
                 huge.find('3') == three ? "4000000" : "4000000 4000000");
    CHECK(contains(error_as(huge + numbers, c.format).message(), "numbers do not fit"));
  }
}

TEST_CASE("biqmac-mat: the matrix must be symmetric") {
  const weiss::Error error = error_as("# a comment\n3\n1 2 3\n2 0 4\n3 5 0\n", "biqmac-mat");
  CHECK(error.line() == 5);
  CHECK(error.column() == 3);
  CHECK(error.message() == "row 3: the matrix must be symmetric, but entry (2,3) is 4 and (3,2) is 5");
  check_equal(*read_text("2\n1\n2 2\n-3", "x.mat"), *read_as("2 3\n1 1 1\n1 2 2\n2 2 -3\n", "biqmac"));
  CHECK(written(*read_text("2 2\n1 2 3\n1 1 -1\n", "x.sparse"), "biqmac-mat") == "2\n-1 3\n3 0\n");
}

TEST_CASE("biqmac-mat: a matrix of too many rows is refused before it is written") {
  const auto problem = read_as("20000 1\n1 2 1\n", "biqmac");
  try {
    written(*problem, "biqmac-mat");
    FAIL("this was written");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_UNSUPPORTED);
    CHECK(contains(error.message(), "biqmac lists"));
  }
}

TEST_CASE("the doubled value of a symmetric entry must fit a double") {
  const std::pair<const char*, std::string> cases[] = {
      {"biqmac", "2 2\n1 2 1\n1 2 1e308\n"},
      {"biqmac-mat", "2\n0 1e308\n1e308 0\n"},
      {"or-library", "1\n2 1\n1 2 1e308\n"},
      {"mtx-qubo", mtx("coordinate real symmetric", "2 2 1\n2 1 -1e308\n")}};
  for (const auto& [format, text] : cases) {
    const weiss::Error error = error_as(text, format);
    CHECK(error.line() == 3);
    CHECK(error.column() == (std::string_view(format) == "biqmac-mat" ? 1 : 5));
    CHECK(contains(error.message(), "twice the value is more than a double can hold"));
  }
}

}  // namespace weiss_test
