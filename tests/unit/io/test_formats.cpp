// How the format of a file is told, and what is particular to each.
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "io/formats.hpp"
#include "io/support.hpp"

namespace weiss_test {

namespace {

const char* const kCompressed[] = {"\x1F\x8B\x08\x08", "BZh91AY", "\xFD" "7zXZ", "\x28\xB5\x2F\xFD"};

std::string format_of(const std::string& text, const char* name,
                      const weiss_read_options& options = read_options()) {
  return read_text(text, name, options)->format;
}

}  // namespace

TEST_CASE("the extension tells the format of a bare file") {
  CHECK(format_of("1 0\n", "graph.mc") == "maxcut (by extension .mc), maximise, 1-based, each edge once");
  CHECK(format_of("1 0\n", "a.b/graph.RUD") ==
        "maxcut (by extension .rud), maximise, 1-based, each edge once");
  CHECK(format_of("1 0\n", "x.mac") == "maxcut (by extension .mac), maximise, 1-based, each edge once");
  CHECK(format_of("1 0\n", "x.qubo") ==
        "qubo-max (by extension .qubo), maximise, 1-based, each pair once: q x_i x_j as written");
}

TEST_CASE("content that says what it is goes before the extension") {
  const std::string expected =
      "qbsolv (by content: a line \"p qubo\"), minimise, 0-based, each pair once: q x_i x_j as written";
  for (const char* name : {"x.qubo", "x.mc", "x.txt", "x", ""}) {
    CHECK(format_of("p qubo 0 1 0 0\n", name) == expected);
    CHECK(format_of("\xEF\xBB\xBF" "c a\r\n\r\nC b\n  P\tqubo 0 1 0 0\n", name) == expected);
  }
}

TEST_CASE("a name of the caller goes before all") {
  weiss_read_options options = read_options();
  options.format = "qubo-max";
  CHECK(format_of("1 0\n", "graph.mc", options).substr(0, 20) == "qubo-max (as named),");
  options.format = "maxcut";
  CHECK(read_error("p qubo 0 1 0 0\n", "x.qubo", options).status() == WEISS_E_FORMAT);
  options.format = "qbsolv";
  CHECK(contains(read_error("1 0\n", "x.qubo", options).message(), "p qubo"));
}

TEST_CASE("a bare file without a telling name is an error that lists the candidates") {
  for (const char* name : {"", "x", "x.txt", ".mc/x", "mc", "x.m", "x.mc2", "x."}) {
    const weiss::Error error = read_error("1 0\n", name);
    CHECK(error.status() == WEISS_E_FORMAT);
    for (const char* part : {"--format", "maxcut (.mc .rud .mac)", "qbsolv (.qubo)", "qubo-max (.qubo)"})
      CHECK(contains(error.message(), part));
  }
}

TEST_CASE("a format that does not exist is an error that lists those that do") {
  weiss_read_options options = read_options();
  options.format = "max-cut";
  try {
    read_text("1 0\n", "x.mc", options);
    FAIL("this was read");
  } catch (const weiss::Error& error) {
    CHECK(error.status() == WEISS_E_ARGUMENT);
    CHECK(error.message().substr(0, 51) == "no format is named \"max-cut\"; there are maxcut, dim");
    for (int64_t k = 0; k < weiss::num_formats(); ++k)
      CHECK(contains(error.message(), weiss::format_at(k).name));
  }
}

TEST_CASE("compressed, binary and UTF-16 input is named as such") {
  for (const char* magic : kCompressed) {
    weiss_read_options options = read_options();
    CHECK(contains(read_error(magic, "graph.mc").message(), "compressed input is not supported"));
    CHECK(contains(read_error(magic, "graph.mc.gz").message(), "compressed input is not supported"));
    options.format = "maxcut";
    CHECK(contains(read_error(magic, "graph", options).message(), "compressed input is not supported"));
  }
  CHECK(contains(read_error(std::string("\x7F" "ELF\0\0", 6), "program").message(), "binary data"));
  CHECK(contains(read_error(std::string("\xFF\xFE" "1\0", 4), "graph.mc").message(), "UTF-16"));
}

TEST_CASE("every format tells all about itself") {
  for (int64_t k = 0; k < weiss::num_formats(); ++k) {
    const weiss::Format& format = weiss::format_at(k);
    const std::string extensions = format.extensions;
    CHECK((extensions.empty() || extensions[0] == '.'));
    CHECK(!std::string(format.summary).empty());
    if (std::string_view(format.name) == "dimod-bqm") continue;  // not text
    // The example at the end of the help is a file of the format.
    const std::string help = format.help;
    const size_t example = help.find("Example");
    REQUIRE(example != std::string::npos);
    weiss_read_options options = read_options();
    options.format = format.name;
    const auto problem = read_text(help.substr(help.find('\n', example) + 1), "", options);
    CHECK(problem->num_spins() > 1);
    const size_t best = help.find("best ", example);
    const std::string value = help.substr(help.find_first_of("-0123456789", best), 2);
    CHECK(problem->objective(minimum_energy(*problem)) == std::stod(value));
  }
}

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

TEST_CASE("a file gives the same as its text, and files that cannot be read say why") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("weiss_test_formats_" + std::to_string(::getpid()));
  fs::create_directory(folder);
  const fs::path file = folder / "graph.mc";
  const std::string text = "3 2\n1 2 1\n2 3 -4\n";
  std::ofstream(file, std::ios::binary) << text;
  const auto read_file = [](const fs::path& path) {
    weiss::FileSource source(path.string());
    return weiss::read_problem(make_environment(), source, read_options());
  };
  const auto status_of = [&](const fs::path& path) {
    try {
      read_file(path);
    } catch (const weiss::Error& error) {
      CHECK(!error.origin().empty());
      return error.status();
    }
    return WEISS_OK;
  };
  check_equal(*read_file(file), *read_text(text, "x.mc"));
  CHECK(status_of(folder / "none.mc") == WEISS_E_NOT_FOUND);
  CHECK(status_of(file / "graph.mc") == WEISS_E_NOT_FOUND);
  CHECK(status_of(folder) == WEISS_E_IO);
  fs::remove_all(folder);
}

TEST_CASE("a long path keeps its end in the origin of an error") {
  const std::string path = "/somewhere/" + std::string(100, 'x') + "/graph.txt";
  weiss::MemorySource source("1 0\n", path);
  try {
    weiss::read_problem(make_environment(), source, read_options());
    FAIL("this was read");
  } catch (const weiss::Error& error) {
    CHECK(error.origin().size() == 63);
    CHECK(error.origin().substr(0, 3) == "...");
    CHECK(contains(error.origin(), "/graph.txt"));
  }
}

}  // namespace weiss_test
