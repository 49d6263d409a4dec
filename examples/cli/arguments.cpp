#include "arguments.hpp"

#include <algorithm>

#include "failure.hpp"
#include "text.hpp"

namespace cli {

namespace {

const Option& find_option(const Command& command, const std::string& name) {
  std::vector<std::string> names;
  for (const Option& option : command.options) {
    if (name == option.name) return option;
    names.push_back(option.name);
  }
  throw Failure(kUsage, "unknown option \"" + name + "\"" + suggestion(name, names));
}

[[noreturn]] void bad_value(const std::string& option, const std::string& value, const std::string& wanted) {
  throw Failure(kUsage, option + " takes " + wanted + ", not \"" + value + "\"");
}

// What stands left and right of the first "=" of a long option.
std::pair<std::string, std::optional<std::string>> split_option(const std::string& word) {
  const size_t equals = word.compare(0, 2, "--") == 0 ? word.find('=') : std::string::npos;
  if (equals == std::string::npos) return {word, std::nullopt};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

}  // namespace

Arguments::Arguments(const Command& command, const std::string& program,
                     const std::vector<std::string>& words)
    : words_{program, command.name} {
  words_.insert(words_.end(), words.begin(), words.end());
  bool options_ended = false;
  for (size_t k = 0; k < words.size(); ++k) {
    if (options_ended || words[k].size() < 2 || words[k][0] != '-') {
      positional_.push_back(words[k]);
      continue;
    }
    if (words[k] == "--") {
      options_ended = true;
      continue;
    }
    auto [name, value] = split_option(words[k]);
    const Option& option = find_option(command, name);
    if (!option.value && value) throw Failure(kUsage, name + " takes no value");
    if (option.value && !value) {
      if (k + 1 == words.size())
        throw Failure(kUsage, name + " needs a value: " + name + " " + option.value);
      value = words[++k];
    }
    std::vector<std::string>& values = values_[name];
    if (!values.empty() && !option.repeatable) throw Failure(kUsage, name + " is given twice");
    values.push_back(value.value_or(""));
  }
  const std::string usage = std::string("; usage: weiss ") + command.name + " " + command.arguments;
  if (positional_.size() < command.min_arguments)
    throw Failure(kUsage, std::string("an argument is missing") + usage);
  if (positional_.size() > command.max_arguments)
    throw Failure(kUsage, "unexpected argument \"" + positional_[command.max_arguments] + "\"" + usage);
}

std::optional<std::string> Arguments::text(const std::string& option) const {
  const auto found = values_.find(option);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Arguments::all(const std::string& option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::optional<int64_t> Arguments::integer(const std::string& option, int64_t least, int64_t most) const {
  const auto word = text(option);
  if (!word) return std::nullopt;
  const auto value = parse_integer(*word);
  if (!value || *value < least || *value > most)
    bad_value(option, *word, most == INT64_MAX
                                 ? "an integer of at least " + std::to_string(least)
                                 : "an integer in " + std::to_string(least) + ".." + std::to_string(most));
  return value;
}

std::optional<uint64_t> Arguments::seed(const std::string& option) const {
  const auto word = text(option);
  if (!word) return std::nullopt;
  const auto value = parse_unsigned(*word);
  if (!value) bad_value(option, *word, "an integer in 0..2^64-1");
  return value;
}

std::optional<double> Arguments::real(const std::string& option) const {
  const auto word = text(option);
  if (!word) return std::nullopt;
  const auto value = parse_real(*word);
  if (!value) bad_value(option, *word, "a number");
  return value;
}

std::optional<double> Arguments::seconds(const std::string& option) const {
  const auto word = text(option);
  if (!word) return std::nullopt;
  const auto value = parse_seconds(*word);
  if (!value || !(*value > 0)) bad_value(option, *word, "a duration such as 5, 5s, 500ms, 2m or 1h");
  return value;
}

std::optional<size_t> Arguments::choice(const std::string& option,
                                        const std::vector<std::string>& choices) const {
  const auto word = text(option);
  if (!word) return std::nullopt;
  const auto found = std::find(choices.begin(), choices.end(), *word);
  if (found == choices.end()) bad_value(option, *word, join(choices, ", "));
  return static_cast<size_t>(found - choices.begin());
}

std::string help_text(const Command& command) {
  std::string text = std::string("weiss ") + command.name + " " + command.arguments + "\n  " +
                     command.summary + "\n";
  if (!command.options.empty()) text += "\noptions\n";
  for (const Option& option : command.options) {
    std::string left = std::string("  ") + option.name;
    if (option.value) left += std::string(" ") + option.value;
    left.resize(std::max<size_t>(left.size() + 2, 30), ' ');
    text += left + option.help + "\n";
  }
  if (*command.notes) text += std::string("\n") + command.notes;
  return text;
}

}  // namespace cli
