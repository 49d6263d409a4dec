// weiss/io.h as a caller in C sees it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "weiss/weiss.h"

namespace {

struct Context {
  Context() { REQUIRE(weiss_context_create(nullptr, &handle, nullptr) == WEISS_OK); }
  ~Context() { weiss_context_destroy(handle); }
  weiss_context* handle = nullptr;
};

constexpr char kTriangle[] = "3 3\n1 2 1\n1 3 1\n2 3 1\n";

weiss_problem* read(const Context& context, const char* text, const char* name) {
  weiss_problem* problem = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_status status =
      weiss_problem_read_memory(context.handle, text, std::strlen(text), name, nullptr, &problem, &error);
  INFO(std::string(error.message));
  REQUIRE(status == WEISS_OK);
  return problem;
}

const weiss_write_options maxcut = {sizeof(weiss_write_options), 0, "maxcut"};
const weiss_write_options qbsolv = {sizeof(weiss_write_options), 0, "qbsolv"};

std::string temporary(const char* name) {
  const std::string file = "weiss_test_io_h_" + std::to_string(::getpid()) + name;
  return (std::filesystem::temp_directory_path() / file).string();
}

}  // namespace

TEST_CASE("a problem goes from memory to a file, back, and to a function") {
  const Context context;
  weiss_problem* problem = read(context, kTriangle, "x.mc");
  weiss_problem_info info{};
  info.struct_size = sizeof info;
  REQUIRE(weiss_problem_get_info(problem, &info, nullptr) == WEISS_OK);
  CHECK(std::string(info.format) == "maxcut (by extension .mc), maximise, 1-based, each edge once");

  const std::string path = temporary(".qubo");
  REQUIRE(weiss_problem_write_file(problem, path.c_str(), &qbsolv, nullptr) == WEISS_OK);
  weiss_problem* again = nullptr;
  REQUIRE(weiss_problem_read_file(context.handle, path.c_str(), nullptr, &again, nullptr) == WEISS_OK);
  std::filesystem::remove(path);

  std::string text;
  const weiss_write_fn append = [](void* user, const char* piece, size_t size) noexcept {
    static_cast<std::string*>(user)->append(piece, size);
    return int32_t{0};
  };
  REQUIRE(weiss_problem_write(again, &maxcut, append, &text, nullptr) == WEISS_OK);
  CHECK(text == kTriangle);
  weiss_problem_destroy(problem);
  weiss_problem_destroy(again);
}

TEST_CASE("errors carry status, file, line and column") {
  const Context context;
  weiss_problem* problem = reinterpret_cast<weiss_problem*>(1);
  weiss_error error = WEISS_ERROR_INIT;
  const char text[] = "800 2\n1 2 1\n1 801 1\n";
  CHECK(weiss_problem_read_memory(context.handle, text, sizeof text - 1, "g.mc", nullptr, &problem, &error) ==
        WEISS_E_FORMAT);
  CHECK(problem == nullptr);
  CHECK(error.status == WEISS_E_FORMAT);
  CHECK(error.line == 3);
  CHECK(error.column == 3);
  CHECK(std::string(error.origin) == "g.mc");
  CHECK(std::string(error.message) == "edge 2: node 801 is not in 1..800");

  const char* none = "/no/such/file.mc";
  CHECK(weiss_problem_read_file(context.handle, none, nullptr, &problem, &error) == WEISS_E_NOT_FOUND);
  CHECK(std::string(error.origin) == none);
  CHECK(weiss_problem_read_file(context.handle, none, nullptr, &problem, nullptr) == WEISS_E_NOT_FOUND);
}

TEST_CASE("arguments that are missing are errors") {
  const Context context;
  weiss_problem* problem = read(context, kTriangle, "x.mc");
  weiss_problem* out = nullptr;
  int8_t spins[3] = {1, 1, 1};
  const weiss_write_fn ignore = [](void*, const char*, size_t) noexcept { return int32_t{0}; };
  weiss_read_options options{};  // struct_size was forgotten
  for (const weiss_status status :
       {weiss_problem_read_file(nullptr, "/dev/null", nullptr, &out, nullptr),
        weiss_problem_read_file(context.handle, nullptr, nullptr, &out, nullptr),
        weiss_problem_read_file(context.handle, "/dev/null", nullptr, nullptr, nullptr),
        weiss_problem_read_memory(nullptr, kTriangle, 5, "x.mc", nullptr, &out, nullptr),
        weiss_problem_read_memory(context.handle, nullptr, 5, "x.mc", nullptr, &out, nullptr),
        weiss_problem_read_memory(context.handle, kTriangle, 5, "x.mc", &options, &out, nullptr),
        weiss_problem_read_memory(context.handle, kTriangle, 5, "x.mc", nullptr, nullptr, nullptr),
        weiss_problem_write_file(nullptr, "/dev/null", &maxcut, nullptr),
        weiss_problem_write_file(problem, nullptr, &maxcut, nullptr),
        weiss_problem_write_file(problem, "/dev/null", nullptr, nullptr),
        weiss_problem_write(nullptr, &maxcut, ignore, nullptr, nullptr),
        weiss_problem_write(problem, nullptr, ignore, nullptr, nullptr),
        weiss_problem_write(problem, &maxcut, nullptr, nullptr, nullptr),
        weiss_solution_read_file(nullptr, 3, spins, nullptr),
        weiss_solution_read_file("/dev/null", 3, nullptr, nullptr),
        weiss_solution_read_file("/dev/null", -1, spins, nullptr),
        weiss_solution_read_memory(nullptr, 3, "x", 3, spins, nullptr),
        weiss_solution_read_memory("000", 3, "x", 3, nullptr, nullptr),
        weiss_solution_write_file(nullptr, 3, spins, nullptr),
        weiss_solution_write_file("/dev/null", 3, nullptr, nullptr),
        weiss_solution_write_file("/dev/null", -1, spins, nullptr)})
    CHECK(status == WEISS_E_ARGUMENT);
  CHECK(out == nullptr);
  weiss_problem_destroy(problem);
}

TEST_CASE("an empty memory of NULL is an empty text") {
  const Context context;
  weiss_problem* problem = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  const auto read_nothing = [&](const char* name) {
    return weiss_problem_read_memory(context.handle, nullptr, 0, name, nullptr, &problem, &error);
  };
  CHECK(read_nothing("x.mc") == WEISS_E_FORMAT);
  CHECK(error.line == 1);
  CHECK(read_nothing(nullptr) == WEISS_E_FORMAT);
  CHECK(error.origin[0] == '\0');
  CHECK(weiss_solution_read_memory(nullptr, 0, nullptr, 0, nullptr, nullptr) == WEISS_OK);
}

TEST_CASE("solutions go to a file and back") {
  const std::string path = temporary(".sol");
  const int8_t spins[] = {1, -1, -1, 1};
  int8_t again[4] = {};
  REQUIRE(weiss_solution_write_file(path.c_str(), 4, spins, nullptr) == WEISS_OK);
  REQUIRE(weiss_solution_read_file(path.c_str(), 4, again, nullptr) == WEISS_OK);
  CHECK(std::memcmp(spins, again, sizeof spins) == 0);
  weiss_error error = WEISS_ERROR_INIT;
  CHECK(weiss_solution_read_file(path.c_str(), 3, again, &error) == WEISS_E_FORMAT);
  CHECK(error.line == 1);
  CHECK(weiss_solution_read_memory("0110", 4, "s", 4, again, nullptr) == WEISS_OK);
  CHECK(std::memcmp(spins, again, sizeof spins) == 0);
  std::filesystem::remove(path);
}

TEST_CASE("the formats are listed") {
  std::vector<std::string> names;
  for (int64_t k = 0; k < weiss_num_formats(); ++k) {
    weiss_format_info info{};
    info.struct_size = sizeof info;
    REQUIRE(weiss_format_get_info(k, &info, nullptr) == WEISS_OK);
    names.push_back(info.name);
    CHECK(info.can_write == 1);
    CHECK(info.extensions != nullptr);
    CHECK(std::strlen(info.summary) > 0);
    CHECK(std::strlen(info.help) > 0);
  }
  for (const char* name : {"maxcut", "dimacs", "mtx-graph", "qbsolv", "qubo-max", "biqmac", "biqmac-mat",
                           "mqlib-qubo", "or-library", "mtx-qubo", "dimod-coo", "qubist"})
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  weiss_format_info info{};
  info.struct_size = sizeof info;
  CHECK(weiss_format_get_info(-1, &info, nullptr) == WEISS_E_ARGUMENT);
  CHECK(weiss_format_get_info(weiss_num_formats(), &info, nullptr) == WEISS_E_ARGUMENT);
  CHECK(weiss_format_get_info(0, nullptr, nullptr) == WEISS_E_ARGUMENT);
}
