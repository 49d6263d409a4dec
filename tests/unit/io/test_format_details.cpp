// What is particular to each format.
#include "io/support.hpp"

namespace weiss_test {

namespace {

// Three problems; the second without terms.
constexpr char kThree[] = "3\n2 2\n1 1 5\n1 2 -3\n4 0\n\n3 1\n2 3 7\n";

}  // namespace

TEST_CASE("maxcut: lines may be comments") {
  const auto expected = read_text("3 2\n1 2 1\n2 3 1\n", "x.mc");
  check_equal(*read_text("# one\n\n  #two\n#\n3 2\n1 2 1\n2 3 1\n", "x.mc"), *expected);
  check_equal(*read_text("3 2\n# one\n1 2 1\nc two\n2 3 1\n#", "x.mc"), *expected);
  check_equal(*read_text("c one\nMAX-CUT 3 2\n1 2 1\n2 3 1\n", "x.mc"), *expected);
  CHECK(contains(read_error("MIN-CUT 3 2\n1 2 1\n2 3 1\n", "x.mc").message(), "\"MAX-CUT n m\""));
  CHECK(read_error("3 2\n1 2 1 # one\n2 3 1\n", "x.mc").column() == 7);
  CHECK(contains(read_error("# one\n# two", "x.mc").message(), "the header \"n m\" is missing"));
  CHECK(read_error(std::string("# a\0b\n1 0\n", 10), "x.mc").column() == 4);
  CHECK(read_error("# a\rb\n1 0\n", "x.mc").column() == 4);
}

TEST_CASE("maxcut: a file without the third column has weights 1") {
  const auto problem = read_text("3 2\n1 2\n2 3\n", "x.mc");
  check_equal(*problem, *read_text("3 2\n1 2 1\n2 3 1\n", "x.mc"));
  CHECK(contains(problem->format, "no third column: all values 1"));
  CHECK(contains(read_error("3 2\n1 2 1\n2 3\n", "x.mc").message(), "edge 2: the value is missing"));
  CHECK(contains(read_error("3 2\n1 2\n2 3 1\n", "x.mc").message(), "edge 2: unexpected \"1\""));
  CHECK(read_error("3 1\n1 2\n", "x.qubo").message() == "term 1: the value is missing");
}

TEST_CASE("qbsolv: comments stand anywhere, of any length") {
  const auto expected = read_text("p qubo 0 2 1 1\n0 0 5\n0 1 2\n", "x");
  const std::string comment = "c " + std::string(700000, '-') + "\n";
  const std::string text = "c\ncomment\nC x\n\np qubo 0 2 1 1\nc y\n0 0 5\n  c z\n" + comment + "0 1 2\nc";
  check_equal(*read_text(text, "x"), *expected);
}

TEST_CASE("qbsolv: QUBOTools' comments of scale and offset are read") {
  const auto problem =
      read_text("c scale : 2.0\nc offset : -1.5\nc id : 3\np qubo 0 2 1 1\n0 0 5\n0 1 2\n", "x");
  const int8_t zero[] = {1, 1};
  const int8_t one[] = {-1, 1};
  const int8_t both[] = {-1, -1};
  CHECK(problem->energy(zero) == -3.0);
  CHECK(problem->energy(one) == 7.0);
  CHECK(problem->energy(both) == 11.0);
  CHECK(contains(problem->format, "scale in a comment, offset in a comment"));
  CHECK(read_text("p qubo 0 1 1 0\n0 0 5\nc  offset:+1e1 \r\n", "x")->energy(zero) == 10.0);
  for (const char* comment : {"c offset : x", "c offset :", "c offset : 1 2", "c scale : 0", "c scale : -1",
                              "c scale : nan", "c offset : 1e999"})
    CHECK(read_error(std::string(comment) + "\np qubo 0 1 0 0\n", "x").line() == 1);
  for (const char* comment : {"c the offset : x", "c offset is good", "c offsets : 1", "coffset"})
    CHECK(read_text(std::string(comment) + "\np qubo 0 1 0 0\n", "x")->offset == 0.0);
  const weiss::Error error = read_error("c scale : 1e300\np qubo 0 2 1 1\n0 0 1\n0 1 1e300\n", "x");
  CHECK(error.line() == 4);
  CHECK(contains(error.message(), "term 2: the scaled value is more than a double can hold"));
}

TEST_CASE("qbsolv: the header is checked") {
  for (const char* topology : {"0", "0abc", "unconstrained"})
    CHECK(read_text(std::string("p qubo ") + topology + " 1 0 0\n", "x")->num_spins() == 1);
  CHECK(contains(read_error("p qubo chimera 1 0 0\n", "x").message(), "only the topology 0"));
  CHECK(contains(read_error("p qubo\n", "x").message(), "the topology is missing"));
  weiss_read_options options = read_options();
  options.format = "qbsolv";
  for (const char* text : {"q qubo 0 1 0 0\n", "p cut 0 1 0 0\n", "0 0 1\n", "p\n", "# x\n"})
    CHECK(contains(read_error(text, "x", options).message(), "p qubo"));
}

TEST_CASE("qbsolv: diagonal terms and couplers are counted apart") {
  const weiss::Error error = read_error("p qubo 0 2 2 1\n0 0 5\n0 1 2\n0 1 3\n", "x");
  CHECK(contains(error.message(), "2 diagonal terms and 1 couplers, the input has 1 and 2"));
  weiss_read_options options = read_options();
  options.lenient = 1;
  CHECK(read_text("p qubo 0 2 2 1\n0 0 5\n0 1 2\n0 1 3\n", "x", options)->num_entries() == 2);
}

TEST_CASE("or-library: one of several problems is chosen by its number") {
  const auto number = [](int64_t k) { return read_text(kThree, "file", named("or-library", k)); };
  check_equal(*number(1), *read_as("2 2\n1 1 5\n1 2 -3\n", "mqlib-qubo"));
  check_equal(*number(2), *read_as("4 0\n", "mqlib-qubo"));
  check_equal(*number(3), *read_as("3 1\n2 3 7\n", "mqlib-qubo"));
  CHECK(contains(number(3)->format, "problem 3 of 3"));
  check_equal(*read_as("1\n3 1\n2 3 7\n", "or-library"), *number(3));
}

TEST_CASE(
    "or-library: a number that is missing, or of no problem, is an error that tells how many there are") {
  const weiss::Error none = error_as(kThree, "or-library");
  CHECK(none.status() == WEISS_E_ARGUMENT);
  CHECK(contains(none.message(), "the file holds 3 problems; choose one by its number"));
  const weiss::Error beyond = read_error(kThree, "file", named("or-library", 4));
  CHECK(beyond.status() == WEISS_E_ARGUMENT);
  CHECK(contains(beyond.message(), "the file holds 3 problems, there is no number 4"));
  for (const char* text : {"0\n", "-1\n", "1.0\n", "x\n", "\n"})
    CHECK(error_as(text, "or-library").status() == WEISS_E_FORMAT);
}

TEST_CASE("or-library: the file must hold what it announces, before and behind the problem") {
  const auto message = [](const std::string& text, int64_t k) {
    const weiss::Error error = read_error(text, "file", named("or-library", k));
    CHECK(error.status() == WEISS_E_FORMAT);
    return error.message();
  };
  CHECK(contains(message("2\n1 0\n", 1), "the header \"n m\" of problem 2 is missing"));
  CHECK(contains(message("2\n1 5\n1 1 1\n", 2), "announces 5 terms, the input ends after 1"));
  CHECK(contains(message("2\n1 0\n1 1\n1 1 1\n1 1 1\n", 1), "unexpected text behind the last problem"));
  CHECK(contains(message("2\n1 0\n1 1\n1 1 1\n1 1 1\n", 2), "announces only 1 terms"));
  CHECK(contains(message("2\n1 0\n1 -1\n", 1), "problem 2: the number of terms is negative"));
  CHECK(contains(message("2\n1 0\n1 1 1\n", 1), "unexpected \"1\""));
  CHECK(contains(message("2\n1 2\n1 1 1\n1 0\n", 1), "term 2: variable 0 is not in 1..1"));
}

TEST_CASE("dimod-coo: the vartype is told by a comment") {
  const std::string terms = "0 0 1\n0 1 2\n";
  const auto spin = read_as("# vartype=SPIN\n" + terms, "dimod-coo");
  CHECK(spin->origin == WEISS_ORIGIN_ISING);
  const auto binary = read_as("# vartype=BINARY\n" + terms, "dimod-coo");
  CHECK(binary->origin == WEISS_ORIGIN_QUBO);
  for (const char* comment :
       {"#vartype=SPIN", "# a vartype: SPIN", "  # vartype=\tSPIN text", "#x\n#vartype:SPIN\n#y"})
    check_equal(*read_as(comment + ("\n" + terms), "dimod-coo"), *spin);
  check_equal(*read_as(terms + "# vartype=BINARY", "dimod-coo"), *binary);
  check_equal(*read_as("# vartype=SPIN\n# the vartype\n# vartype=SPIN\n" + terms, "dimod-coo"), *spin);
  CHECK(contains(error_as(terms, "dimod-coo").message(), "the vartype is missing"));
  CHECK(contains(error_as("", "dimod-coo").message(), "the vartype is missing"));
  for (const char* name : {"spin", "SPINS", "", "INTEGER"})
    CHECK(error_as(std::string("#\n# vartype=") + name + "\n", "dimod-coo").line() == 2);
  CHECK(contains(error_as("# vartype=SPIN\n# vartype=BINARY\n", "dimod-coo").message(), "earlier comment"));
}

TEST_CASE("dimod-coo: lines that dimod would skip are errors") {
  for (const char* line : {"0 1", "a b 1", "0 1 2 3", "0,1,2", "vartype=SPIN", "0 1 x"})
    CHECK(error_as(std::string("# vartype=SPIN\n") + line + "\n", "dimod-coo").line() == 2);
}

TEST_CASE("dimod-coo: an isolated last variable is written, and no exponents") {
  UserForm form;
  form.num_spins = 3;
  form.add(0, 1, 1e-7);
  CHECK(written(*build(make_environment(), form), "dimod-coo") == "# vartype=SPIN\n0 1 0.0000001\n2 2 0\n");
  form.add(0, 2, 1e22);
  CHECK(written(*build(make_environment(), form), "dimod-coo") ==
        "# vartype=SPIN\n0 1 0.0000001\n0 2 10000000000000000000000\n");
  form.offset = 2.0;
  CHECK(contains(write_error(*build(make_environment(), form), "dimod-coo").message(), "bqpjson has"));
}

TEST_CASE("dimod-coo: of the two vartypes the one is written that needs no constant") {
  const auto cut = read_as("3 2\n1 2 1\n2 3 5\n", "maxcut");
  const std::string text = written(*cut, "dimod-coo");
  CHECK(text == "# vartype=BINARY\n0 0 -1\n1 1 -6\n2 2 -5\n0 1 2\n1 2 10\n");
  check_equal(*read_as(text, "dimod-coo"), *cut);
}

TEST_CASE("qubist: spins with fields and couplings, and no exponents when written") {
  const auto problem = read_as("3 3\n1 1 0.5\n2 1 -2\n3 3 1e-7\n", "qubist");
  const int8_t spins[] = {-1, 1, 1};
  CHECK(problem->objective(problem->energy(spins)) == -0.5 + 2.0 + 1e-7);
  CHECK(written(*problem, "qubist") == "3 3\n1 1 0.5\n3 3 0.0000001\n1 2 -2\n");
}

TEST_CASE("dimacs: an edge is there once, however often it is listed") {
  const auto expected = read_as("3 2\n1 2 1\n2 3 1\n", "maxcut");
  const auto problem = read_as("p col 3 5\ne 1 2\ne 2 1\ne 2 3\ne 2 3\ne 3 2\n", "dimacs");
  check_equal(*problem, *expected);
  CHECK(problem->duplicates_merged == 3);
}

TEST_CASE("dimacs: weights, and lines of other kinds, are refused") {
  const std::pair<const char*, const char*> cases[] = {
      {"n 1 5", "node weights are not supported"}, {"d 2", "an edge must begin with \"e\""},
      {"1 2", "an edge must begin with \"e\""},    {"e 1 2 5", "unexpected \"5\""},
      {"e 1", "the second index is missing"},      {"e", "the first index is missing"}};
  for (const auto& [line, message] : cases) {
    const weiss::Error error = error_as(std::string("p edge 2 1\n") + line + "\n", "dimacs");
    CHECK(error.line() == 2);
    CHECK(contains(error.message(), message));
  }
  CHECK(contains(error_as("p cnf 2 1\n", "dimacs").message(), "\"p edge n m\" must come first"));
  CHECK(contains(error_as("e 1 2\n", "dimacs").message(), "\"p edge n m\" must come first"));
  const auto weighted = read_text("2 1\n1 2 3\n", "x.mc");
  CHECK(write_error(*weighted, "dimacs").message() == "a DIMACS graph has no weights but 1; maxcut has");
}

TEST_CASE("the entry of a pair is half of its coefficient in a symmetric matrix") {
  const auto graph = read_text("2 1\n1 2 3\n", "x.mc");
  CHECK(written(*graph, "mtx-graph") == "%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n2 1 3\n");
  const auto qubo = read_text("2 2\n1 1 5\n1 2 3\n", "x.sparse");
  CHECK(written(*qubo, "mtx-qubo") ==
        "%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 5\n2 1 3\n");
  CHECK(written(*qubo, "or-library") == "1\n2 2\n1 1 -5\n1 2 -3\n");
}

}  // namespace weiss_test
