// How the format of a file is told.
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
  const std::string list = "1-based, each pair once: q x_i x_j as written";
  const std::string half = "1-based, half of a symmetric matrix: 2 q x_i x_j";
  const struct {
    const char* text;
    const char* name;
    std::string format;
  } cases[] = {
      {"1 0\n", "graph.mc", "maxcut (by extension .mc), maximise, 1-based, each edge once"},
      {"1 0\n", "a.b/graph.RUD", "maxcut (by extension .rud), maximise, 1-based, each edge once"},
      {"1 0\n", "x.mac", "maxcut (by extension .mac), maximise, 1-based, each edge once"},
      {"1 0\n", "x.qubo", "qubo-max (by extension .qubo), maximise, " + list},
      {"1 0\n", "x.sparse", "biqmac (by extension .sparse), minimise, " + half},
      {"1 0\n", "x.bq", "biqmac (by extension .bq), minimise, " + half},
      {"1\n5\n", "x.mat",
       "biqmac-mat (by extension .mat), minimise, the whole of a symmetric matrix: 2 q x_i x_j"},
      {"# vartype=SPIN\n", "x.coo",
       "dimod-coo (by extension .coo), minimise, 0-based, each pair once as written, vartype SPIN"},
  };
  for (const auto& c : cases) CHECK(format_of(c.text, c.name) == c.format);
}

TEST_CASE("content that says what it is goes before the extension") {
  const std::string expected =
      "qbsolv (by content: a line \"p qubo\"), minimise, 0-based, each pair once: q x_i x_j as written";
  for (const char* name : {"x.qubo", "x.mc", "x.txt", "x", ""}) {
    CHECK(format_of("p qubo 0 1 0 0\n", name) == expected);
    CHECK(format_of("\xEF\xBB\xBF" "c a\r\n\r\nC b\n  P\tqubo 0 1 0 0\n", name) == expected);
  }
}

TEST_CASE("DIMACS graphs are told by their content") {
  const std::string expected = "dimacs (by content: a line \"p edge\"), maximise, 1-based, each edge once";
  for (const char* name : {"x.col", "x.mc", "x"})
    for (const char* kind : {"edge", "edges", "col"})
      CHECK(format_of(std::string("c x\n\np ") + kind + " 2 0\n", name) == expected);
  for (const char* text : {"p cut 2 0\n", "p edged 2 0\n", "pedge 2 0\n", "p\n", "x\np edge 2 0\n"})
    CHECK(contains(read_error(text, "x.col").message(), "neither content nor name tells the format"));
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
    for (const char* part : {"--format", "maxcut (.mc .rud .mac)", "qbsolv (.qubo)", "qubo-max (.qubo)",
                             "biqmac (.sparse .bq)", "biqmac-mat (.mat)",
                             "mqlib-qubo, or-library, mtx-qubo (.mtx)", "dimod-coo (.coo)", "qubist",
                             "dimacs (.col .clq .edge .dimacs)"})
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
