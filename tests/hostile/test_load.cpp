// What the loader makes of files that are no plugins and of tables that break a rule.
#include <sys/stat.h>
#include <unistd.h>

#include <cfenv>
#include <cfloat>
#include <filesystem>
#include <fstream>

#include "support.hpp"

namespace hostile {

namespace {

const std::string kAbi = std::to_string(WEISS_ABI_MAJOR) + "." + std::to_string(WEISS_ABI_MINOR);

std::string built_for(int major, int minor) {
  return "built for ABI " + std::to_string(major) + "." + std::to_string(minor) + ", this host is " + kAbi + ": rebuild";
}

struct Refusal {
  std::string file;
  weiss_status status;
  std::string message;  // a part of it
};

const Refusal kRefusals[] = {
    {"not_elf", WEISS_E_PLUGIN, "cannot be loaded"},
    {"empty", WEISS_E_PLUGIN, "cannot be loaded"},
    {"no_entry", WEISS_E_PLUGIN, "has no symbol weiss_plugin_entry_v0"},
    {"missing_dependency", WEISS_E_PLUGIN, "libhostile_absent.so"},
    {"unbound", WEISS_E_PLUGIN, "undefined symbol: hostile_nowhere"},
    {"other_major", WEISS_E_ABI, "built for ABI 1.x, this host is " + kAbi},
    {"no_such_file", WEISS_E_NOT_FOUND, "no such file"},
    {"entry_null_plugin", WEISS_E_PLUGIN, "entry returned NULL"},
    {"entry_older_minor", WEISS_E_ABI, built_for(0, WEISS_ABI_MINOR - 1)},
    {"entry_newer_minor", WEISS_E_ABI, built_for(0, WEISS_ABI_MINOR + 1)},
    {"entry_newer_major", WEISS_E_ABI, built_for(WEISS_ABI_MAJOR + 1, WEISS_ABI_MINOR)},
    {"entry_newer_and_longer", WEISS_E_ABI, built_for(0, WEISS_ABI_MINOR + 1)},
    {"entry_older_and_shorter", WEISS_E_ABI, built_for(0, WEISS_ABI_MINOR - 1)},
    {"entry_plugin_size_0", WEISS_E_PLUGIN, "struct_size is 0"},
    {"entry_plugin_size_small", WEISS_E_PLUGIN, "struct_size is 24"},
    {"entry_plugin_size_huge", WEISS_E_PLUGIN, "struct_size is 4294967295"},
    {"entry_null_plugin_id", WEISS_E_PLUGIN, "plugin id must be 3 to 64 characters"},
    {"entry_bad_plugin_id", WEISS_E_PLUGIN, "plugin id must be 3 to 64 characters"},
    {"entry_short_plugin_id", WEISS_E_PLUGIN, "plugin id must be 3 to 64 characters"},
    {"entry_null_license", WEISS_E_PLUGIN, "license is NULL"},
    {"entry_null_algorithms", WEISS_E_PLUGIN, "algorithms must hold 1 to"},
    {"entry_no_algorithms", WEISS_E_PLUGIN, "algorithms must hold 1 to"},
    {"entry_null_algorithm", WEISS_E_PLUGIN, "algorithm is NULL"},
    {"entry_algorithm_size_0", WEISS_E_PLUGIN, "struct_size is 0"},
    {"entry_algorithm_size_huge", WEISS_E_PLUGIN, "struct_size is 4294967295"},
    {"entry_null_algorithm_id", WEISS_E_PLUGIN, "algorithm's id must be 3 to 64 characters"},
    {"entry_bad_algorithm_id", WEISS_E_PLUGIN, "algorithm's id must be 3 to 64 characters"},
    {"entry_duplicate_ids", WEISS_E_PLUGIN, "twice"},
    {"entry_unknown_kind", WEISS_E_PLUGIN, "unknown kind 4"},
    {"entry_null_title", WEISS_E_PLUGIN, "summary is NULL"},
    {"entry_null_create", WEISS_E_PLUGIN, "create or destroy is NULL"},
    {"entry_null_destroy", WEISS_E_PLUGIN, "create or destroy is NULL"},
    {"entry_null_table", WEISS_E_PLUGIN, "table is NULL"},
    {"entry_table_size_small", WEISS_E_PLUGIN, "table: struct_size is 8"},
    {"entry_null_run", WEISS_E_PLUGIN, "run is NULL"},
    {"entry_negative_max_spins", WEISS_E_PLUGIN, "max_spins is negative"},
    {"entry_null_options", WEISS_E_PLUGIN, "options do not fit num_options"},
    {"entry_null_option", WEISS_E_PLUGIN, "option is NULL"},
    {"entry_option_size_0", WEISS_E_PLUGIN, "struct_size is 0"},
    {"entry_null_key", WEISS_E_PLUGIN, "lower_snake_case"},
    {"entry_bad_key", WEISS_E_PLUGIN, "lower_snake_case"},
    {"entry_null_help", WEISS_E_PLUGIN, "option \"depth\": help is NULL"},
    {"entry_duplicate_key", WEISS_E_PLUGIN, "option \"depth\" comes twice"},
    {"entry_unknown_type", WEISS_E_PLUGIN, "unknown type 7"},
    {"entry_default_out_of_range", WEISS_E_PLUGIN, "default 10 is outside 1..9"},
    {"entry_default_is_nan", WEISS_E_PLUGIN, "outside its range"},
    {"entry_default_not_a_choice", WEISS_E_PLUGIN, "\"blue\" is not one of red|green"},
    {"entry_default_not_bool", WEISS_E_PLUGIN, "must be 0 or 1"},
    {"entry_list_without_values", WEISS_E_PLUGIN, "list_default_count"},
    {"entry_algorithm_of_no_kind", WEISS_E_PLUGIN, "unknown kind 0"},
    {"entry_rounding_in_entry", WEISS_E_PLUGIN, "entry changed the floating-point control state"},
    {"entry_flush_in_entry", WEISS_E_PLUGIN, "entry changed the floating-point control state"},
    {"throws_throws_in_entry", WEISS_E_PLUGIN, "no device for entry"},
};

int64_t num_algorithms(weiss_context* context) {
  int64_t count = 0;
  REQUIRE(weiss_context_num_algorithms(context, &count, nullptr) == WEISS_OK);
  return count;
}

weiss_algorithm_info describe(weiss_context* context, const char* id) {
  weiss_algorithm_info found{};
  found.struct_size = sizeof found;
  weiss_context_find_algorithm(context, 0, id, &found, nullptr);
  return found;
}

bool knows(weiss_context* context, const char* id) { return describe(context, id).kind != 0; }

// Does the floating-point unit round to nearest, and keep numbers below the smallest normal one?
bool computes_as_usual() {
  volatile double smallest = DBL_MIN;
  return std::fegetround() == FE_TONEAREST && smallest / 2 > 0.0;
}

// A folder of its own for a test, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "weiss-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path() const { return path_; }
  std::string put(const std::string& module, const std::string& name) const {
    const std::string target = path_ / name;
    std::filesystem::copy_file(module_path(module), target);
    return target;
  }

 private:
  std::filesystem::path path_;
};

Outcome scan(weiss_context* context, const std::string& folder, int64_t& loaded) {
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_status status = weiss_context_scan_directory(context, folder.c_str(), &loaded, &error);
  return {status, error.message};
}

}  // namespace

TEST_CASE("each plugin that the loader must refuse is refused by its rule, and the context still solves") {
  for (const Refusal& refusal : kRefusals) {
    CAPTURE(refusal.file);
    Host host;
    const int64_t before = num_algorithms(host.context());
    const Outcome outcome = host.load(module_path("refused/" + refusal.file));
    CHECK(outcome.status == refusal.status);
    CAPTURE(outcome.message);
    CHECK(holds(outcome.message, refusal.message));
    CHECK(num_algorithms(host.context()) == before);
    CHECK(computes_as_usual());
    CHECK(host.still_solves());
  }
}

TEST_CASE("the table of refusals names each file of the folder") {
  for (const auto& entry : std::filesystem::directory_iterator(HOSTILE_DIR "/refused")) {
    const std::string name = entry.path().stem();
    bool named = false;
    for (const Refusal& refusal : kRefusals) named = named || name == refusal.file;
    CHECK_MESSAGE(named, name);
  }
}

TEST_CASE("a file that is no regular file is refused") {
  Host host;
  CHECK(host.load("").status == WEISS_E_ARGUMENT);
  CHECK(holds(host.load("/").message, "is not a regular file"));
  CHECK(holds(host.load("/dev/null").message, "is not a regular file"));
  CHECK(weiss_context_load_plugin(host.context(), nullptr, nullptr) == WEISS_E_ARGUMENT);
  CHECK(host.still_solves());
}

TEST_CASE("an unusual plugin loads") {
  for (const std::string file : {"entry_sound", "entry_longer_tables", "entry_text_not_utf8", "entry_counts_openings",
                                 "entry_flush_in_constructor", "throws_throws_in_destroy"}) {
    CAPTURE(file);
    Host host;
    const Outcome outcome = host.load(module_path("harmless/" + file));
    CHECK(outcome.status == WEISS_OK);
    CHECK(outcome.message == "");
    CHECK(computes_as_usual());
    CHECK(host.still_solves());
  }
}

TEST_CASE("text that is no UTF-8 reaches nobody as it is") {
  Host host;
  REQUIRE(host.load(module_path("harmless/entry_text_not_utf8")).status == WEISS_OK);
  const weiss_algorithm_info info = describe(host.context(), "hostile.entry-text-not-utf8");
  REQUIRE(info.num_options == 1);
  for (const char* text : {info.title, info.version, info.summary, info.license, info.options[0]->help})
    CHECK(std::string(text) == "bad ?( bytes");
}

// The host cannot undo these: `weiss plugins test`, which compares the process before and after, fails on them.
TEST_CASE("an entry that prints, sets the locale or a signal handler loads, and the context still solves") {
  for (const std::string file : {"entry_prints_in_entry", "entry_locale_in_entry", "entry_sigint_in_entry"}) {
    CAPTURE(file);
    const ChildEnd end = in_child([&] {
      Host host;
      return host.load(module_path("caught/" + file)).status == WEISS_OK && host.still_solves();
    });
    CHECK(end.signal == 0);
    CHECK(end.code == kReturned);
  }
}

TEST_CASE("a file whose plugin was shut down is opened again by the next context") {
  for (int opening = 1; opening <= 2; ++opening) {
    Host host;
    REQUIRE(host.load(module_path("harmless/entry_counts_openings")).status == WEISS_OK);
    const std::string title = describe(host.context(), "hostile.entry-counts-openings").title;
    const std::string numbers = title.substr(title.find_first_of("123456789"));
    // Other tests of this program open the file, too.
    const int opened = std::stoi(numbers);
    CHECK(title == "opened " + std::to_string(opened) + ", ended " + std::to_string(opened - 1));
    CHECK(opened >= opening);
  }
}

TEST_CASE("the same file twice is no error and no second plugin") {
  Host host;
  CHECK(host.load(module_path("harmless/entry_sound")).status == WEISS_OK);
  const int64_t before = num_algorithms(host.context());
  CHECK(host.load(module_path("harmless/../harmless/entry_sound")).status == WEISS_OK);
  CHECK(num_algorithms(host.context()) == before);
}

TEST_CASE("two contexts may have the same file open, and one may end before the other") {
  auto first = std::make_unique<Host>();
  Host second;
  CHECK(first->load(module_path("harmless/entry_sound")).status == WEISS_OK);
  CHECK(!knows(second.context(), "hostile.entry-sound"));
  CHECK(second.load(module_path("harmless/entry_sound")).status == WEISS_OK);
  first.reset();
  InstancePtr instance;
  CHECK(second.create(WEISS_KIND_SOLVER, "hostile.entry-sound", instance).status == WEISS_OK);
  weiss_result* made = nullptr;
  CHECK(weiss_instance_solve(instance.get(), second.problem(), nullptr, &made, nullptr) == WEISS_OK);
  const ResultPtr result(made);
}

TEST_CASE("a known id in another version is refused with both files, in the same version it is skipped") {
  const Folder folder;
  Host host;
  CHECK(host.load(module_path("harmless/entry_sound")).status == WEISS_OK);
  const int64_t before = num_algorithms(host.context());

  const Outcome other = host.load(module_path("harmless/entry_second_version"));
  CHECK(other.status == WEISS_E_PLUGIN);
  CAPTURE(other.message);
  CHECK(holds(other.message, "entry_sound.so"));
  CHECK(holds(other.message, "entry_second_version.so"));
  CHECK(holds(other.message, "hostile.entry-sound"));

  CHECK(host.load(folder.put("harmless/entry_sound", "weiss_twin.so")).status == WEISS_OK);
  CHECK(host.log_lines("weiss_twin.so") == 1);
  CHECK(num_algorithms(host.context()) == before);
  CHECK(host.still_solves());
}

TEST_CASE("a scan takes what is called weiss_*.so, and each refusal is one line of the log") {
  const Folder folder;
  folder.put("harmless/entry_sound", "weiss_solver_sound.so");
  folder.put("harmless/entry_longer_tables", "other_name.so");
  folder.put("refused/entry_unknown_kind", "weiss_a_bad.so");
  folder.put("refused/not_elf", "weiss_z_text.so");
  const std::string open_to_all = folder.put("harmless/create_null_self", "weiss_open.so");
  REQUIRE(::chmod(open_to_all.c_str(), 0666) == 0);

  Host host;
  int64_t loaded = -1;
  CHECK(scan(host.context(), folder.path(), loaded).status == WEISS_OK);
  CHECK(loaded == 1);
  CHECK(knows(host.context(), "hostile.entry-sound"));
  CHECK(!knows(host.context(), "hostile.create-null-self"));
  CHECK(host.log_lines("weiss_open.so") == 1);
  CHECK(host.log_lines("can be written by everybody") == 1);
  CHECK(host.log_lines("weiss_a_bad.so") == 1);
  CHECK(host.log_lines("unknown kind 4") == 1);
  CHECK(host.log_lines("weiss_z_text.so") == 1);
  CHECK(host.log_lines("other_name.so") == 0);
  CHECK(host.still_solves());
}

TEST_CASE("a group-writable plugin is taken by a scan, and a world-writable one by its explicit path") {
  const Folder folder;
  const std::string file = folder.put("harmless/entry_sound", "weiss_sound.so");
  REQUIRE(::chmod(file.c_str(), 0664) == 0);
  {
    Host host;
    int64_t loaded = 0;
    CHECK(scan(host.context(), folder.path(), loaded).status == WEISS_OK);
    CHECK(loaded == 1);
  }
  REQUIRE(::chmod(file.c_str(), 0666) == 0);
  Host host;
  CHECK(host.load(file).status == WEISS_OK);
}

TEST_CASE("a scan judges a symbolic link by the file behind it, and one that leads nowhere is a line of the log") {
  const Folder folder;
  const Folder elsewhere;
  const std::string open_to_all = elsewhere.put("harmless/create_null_self", "anything.so");
  REQUIRE(::chmod(open_to_all.c_str(), 0666) == 0);
  std::filesystem::create_symlink(open_to_all, folder.path() + "/weiss_link_to_open.so");
  std::filesystem::create_symlink(folder.path() + "/gone", folder.path() + "/weiss_link_to_nothing.so");
  std::filesystem::create_symlink(elsewhere.put("harmless/entry_sound", "sound.so"), folder.path() + "/weiss_link.so");
  Host host;
  int64_t loaded = -1;
  CHECK(scan(host.context(), folder.path(), loaded).status == WEISS_OK);
  CHECK(loaded == 1);
  CHECK(knows(host.context(), "hostile.entry-sound"));
  CHECK(host.log_lines("weiss_link_to_open.so") == 1);
  CHECK(host.log_lines("weiss_link_to_nothing.so") == 1);
  CHECK(host.still_solves());
}

TEST_CASE("a folder that everybody can write is not scanned") {
  const Folder folder;
  folder.put("harmless/entry_sound", "weiss_sound.so");
  REQUIRE(::chmod(folder.path().c_str(), 0777) == 0);
  Host host;
  int64_t loaded = -1;
  const Outcome outcome = scan(host.context(), folder.path(), loaded);
  CHECK(outcome.status == WEISS_E_PLUGIN);
  CHECK(holds(outcome.message, "can be written by everybody"));
  CHECK(!knows(host.context(), "hostile.entry-sound"));
  CHECK(host.still_solves());
}

TEST_CASE("a plugin of another user is not taken by a scan" * doctest::skip(::geteuid() != 0)) {
  const Folder folder;
  const std::string file = folder.put("harmless/entry_sound", "weiss_sound.so");
  REQUIRE(::chown(file.c_str(), 12345, 12345) == 0);
  Host host;
  int64_t loaded = -1;
  CHECK(scan(host.context(), folder.path(), loaded).status == WEISS_OK);
  CHECK(loaded == 0);
  CHECK(host.log_lines("belongs neither to root") == 1);
}

TEST_CASE("a scan of no folder is an error, and of an empty one none") {
  const Folder folder;
  Host host;
  int64_t loaded = -1;
  CHECK(scan(host.context(), folder.path() + "/nowhere", loaded).status == WEISS_E_NOT_FOUND);
  CHECK(scan(host.context(), folder.path(), loaded).status == WEISS_OK);
  CHECK(loaded == 0);
}

}  // namespace hostile
