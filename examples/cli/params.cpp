// weiss params: every option of every algorithm, for people to read and for command lines to take back.
#include <cstdio>

#include "commands.hpp"
#include "library.hpp"
#include "listing.hpp"
#include "option_table.hpp"
#include "text.hpp"

namespace cli {

namespace {

std::string first_word(const std::string& spec) { return spec.substr(0, spec.find(' ')); }

// One line for each option: "tabu.tenure  int  0  0..1000000  ...".
void list_options(weiss_context* context, const std::string& name) {
  std::vector<std::vector<std::string>> rows = {{"option", "type", "default", "range", "meaning"}};
  const auto add = [&rows](const weiss_algorithm_info& info) {
    for (uint32_t k = 0; k < info.num_options; ++k) {
      std::vector<std::string> row = option_row(*info.options[k]);
      row.front() = std::string(info.name) + "." + row.front();
      row.push_back(info.options[k]->help);
      rows.push_back(row);
    }
  };
  if (!name.empty())
    add(find_algorithm(context, name));
  else
    for (const weiss_algorithm_info& info : algorithms_of(context)) add(info);
  std::printf("%s", aligned(rows).c_str());
}

// All settings of an algorithm and of those that it nests, as the library writes them.
std::string full_spec(weiss_context* context, const std::string& spec) {
  const weiss_algorithm_info info = find_algorithm(context, first_word(spec));
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* raw = nullptr;
  require(weiss_instance_create(context, info.kind, spec.c_str(), nullptr, 0, &raw, &error), error, kUsage);
  return weiss_instance_spec(Instance(raw).get());
}

void dump_all(weiss_context* context) {
  for (const weiss_algorithm_info& info : algorithms_of(context))
    std::printf("%s\n", full_spec(context, info.name).c_str());
}

void dump_one(weiss_context* context, const std::string& spec) {
  const std::vector<std::string> words = spec_words(full_spec(context, spec));
  for (size_t k = 1; k < words.size(); ++k) std::printf("--set %s\n", shell_quoted(words[k]).c_str());
}

int params(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::string action = words.empty() ? "list" : words[0];
  const std::string name = words.size() > 1 ? words[1] : "";
  if (action != "list" && action != "dump")
    throw Failure(kUsage, "unknown action \"" + action + "\"" + suggestion(action, {"list", "dump"}) +
                              "; usage: weiss params [list | dump] [NAME]");
  return list_in_child(arguments.all("--plugin"), [&](weiss_context* context) {
    if (action == "list")
      list_options(context, name);
    else if (name.empty())
      dump_all(context);
    else
      dump_one(context, name);
  });
}

}  // namespace

const Command& params_command() {
  static const Command command = {
      "params",
      "[ACTION] [NAME]",
      "lists the options of all algorithms, or of one",
      0,
      2,
      {{"--plugin", "PATH", "load a plugin file, or a folder of them; may be repeated", true}},
      "actions\n"
      "  list       option, type, default, range and meaning, an option a line (when no action is given)\n"
      "  dump       all settings of each algorithm, a line that --solver takes, defaults filled in\n"
      "  dump NAME  the same of one as --set arguments, an option a line; NAME may have settings behind it,\n"
      "             as in \"subqubo subsolver=exact\"\n",
      params};
  return command;
}

}  // namespace cli
