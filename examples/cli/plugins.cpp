// weiss plugins: what is there, what it can do, and whether it keeps the rules. Plugins are foreign code, so
// all of it happens in a child process.
#include <algorithm>
#include <cstdio>

#include "listing.hpp"
#include "commands.hpp"
#include "conformance/conformance.hpp"
#include "library.hpp"
#include "option_table.hpp"
#include "presets.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr double kDeadline = 10;  // seconds, for one test

std::string capabilities(uint32_t caps) {
  std::vector<std::string> words;
  if (caps & WEISS_CAP_DETERMINISTIC) words.push_back("deterministic");
  if (caps & WEISS_CAP_WARM_START) words.push_back("warm-start");
  if (caps & WEISS_CAP_EXACT) words.push_back("exact");
  if (caps & WEISS_CAP_ANY_THREAD) words.push_back("any-thread");
  if (caps & WEISS_CAP_MARGINALS) words.push_back("marginals");
  return words.empty() ? "-" : join(words, " ");
}

std::string spin_limit(const weiss_algorithm_info& info) {
  return info.max_spins > 0 ? std::to_string(info.max_spins) : "any";
}

void list_algorithms(weiss_context* context) {
  std::vector<std::vector<std::string>> rows = {
      {"name", "kind", "version", "spins", "capabilities", "title"}};
  for (const weiss_algorithm_info& info : algorithms_of(context))
    rows.push_back({info.name, kind_name(info.kind), info.version, spin_limit(info), capabilities(info.caps),
                    info.title});
  std::printf("%s\n", aligned(rows).c_str());
  rows = {{"preset", "stands for", "summary"}};
  for (const Preset& preset : presets()) rows.push_back({preset.name, preset.spec, preset.summary});
  std::printf("%s\nweiss plugins info NAME shows the options of one.\n", aligned(rows).c_str());
}

void describe_algorithm(weiss_context* context, const std::string& name, bool markdown) {
  const weiss_algorithm_info info = find_algorithm(context, name);
  if (markdown) {
    std::printf("%s", option_table_markdown(info).c_str());
    return;
  }
  const std::string source = *info.path ? info.path : "linked in";
  const std::string license = *info.license ? std::string(", ") + info.license : "";
  std::printf("%s\n", aligned({{info.name, std::string(info.title) + " (" + kind_name(info.kind) + ")"},
                               {"", info.summary},
                               {"id", std::string(info.id) + " " + info.version + license},
                               {"file", source},
                               {"spins", spin_limit(info)},
                               {"can", capabilities(info.caps)}})
                          .c_str());
  std::printf("%s", option_table(info).c_str());
}

int test_files(const Arguments& arguments, const std::vector<std::string>& files) {
  const double deadline = arguments.seconds("--deadline").value_or(kDeadline);
  ConformanceTotals totals;
  for (const std::string& file : files) test_plugin(file, arguments.all("--plugin"), deadline, totals);
  std::printf("%lld tests, %lld failed, %lld left out\n", static_cast<long long>(totals.tests),
              static_cast<long long>(totals.failed), static_cast<long long>(totals.left_out));
  return totals.failed == 0 ? kSolved : kFailed;
}

int plugins(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::string action = words.empty() ? "list" : words.front();
  const bool markdown = arguments.has("--markdown");
  if (markdown && action != "info") throw Failure(kUsage, "--markdown belongs to weiss plugins info NAME");
  if (arguments.has("--deadline") && action != "test")
    throw Failure(kUsage, "--deadline belongs to weiss plugins test FILE");
  if (action == "list" && words.size() <= 1)
    return list_in_child(arguments.all("--plugin"), list_algorithms);
  if (action == "info" && words.size() == 2)
    return list_in_child(arguments.all("--plugin"), [&](weiss_context* context) {
      describe_algorithm(context, words[1], markdown);
    });
  if (action == "test" && words.size() >= 2) return test_files(arguments, {words.begin() + 1, words.end()});
  if (action == "list" || action == "info" || action == "test")
    throw Failure(kUsage, "usage: weiss plugins [list | info NAME | test FILE...]");
  throw Failure(kUsage, "unknown action \"" + action + "\"" + suggestion(action, {"list", "info", "test"}) +
                            "; usage: weiss plugins [list | info NAME | test FILE...]");
}

}  // namespace

const Command& plugins_command() {
  static const Command command = {
      "plugins",
      "[ACTION]",
      "lists the algorithms, describes one, or tests plugin files",
      0,
      SIZE_MAX,
      {
          {"--plugin", "PATH", "load a plugin file, or a folder of them; may be repeated", true},
          {"--markdown", nullptr, "info: the table of options alone, in Markdown"},
          {"--deadline", "T", "test: time for each test; default: 10s"},
      },
      "actions\n"
      "  list          all algorithms and presets (when no action is given)\n"
      "  info NAME     what an algorithm does, and its options\n"
      "  test FILE...  the conformance test of plugin files\n"
      "\n"
      "test runs every algorithm of a plugin file on small problems and checks that it keeps the rules of\n"
      "weiss/plugin.h. Each test has a child process of its own. Exit code 4 when one fails.\n",
      plugins};
  return command;
}

}  // namespace cli
