// The command line, read against a table: each command says which arguments and options it takes, and
// the parser, the help and the error messages follow from that.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cli {

struct Option {
  const char* name;          // with its dashes: "--seed", "-v"
  const char* value;         // what the help calls its value: "S"; nullptr: a flag
  const char* help;          // one line
  bool repeatable = false;
};

class Arguments;

struct Command {
  const char* name;
  const char* arguments;  // "FILE SOLUTION", as in the help
  const char* summary;    // one line
  size_t min_arguments;
  size_t max_arguments;
  std::vector<Option> options;
  const char* notes;  // more for the help of the command, several lines; may be ""
  int (*run)(const Arguments&);
};

class Arguments {
 public:
  // Reads the words behind the command's name; throws Failure with kUsage. "--key value" and "--key=value"
  // mean the same, "--" ends the options, "-" alone is an argument. program is how the user called us.
  Arguments(const Command& command, const std::string& program, const std::vector<std::string>& words);

  // The whole command line, program and command included.
  const std::vector<std::string>& words() const noexcept { return words_; }
  const std::vector<std::string>& positional() const noexcept { return positional_; }
  bool has(const std::string& option) const { return values_.count(option) > 0; }
  std::optional<std::string> text(const std::string& option) const;
  std::vector<std::string> all(const std::string& option) const;  // of a repeatable option

  // Values by type, within a range; throw Failure with kUsage.
  std::optional<int64_t> integer(const std::string& option, int64_t least, int64_t most) const;
  std::optional<uint64_t> seed(const std::string& option) const;
  std::optional<double> real(const std::string& option) const;
  std::optional<double> seconds(const std::string& option) const;  // greater than 0
  // Index of the value in choices.
  std::optional<size_t> choice(const std::string& option, const std::vector<std::string>& choices) const;

 private:
  std::vector<std::string> words_;
  std::vector<std::string> positional_;
  std::map<std::string, std::vector<std::string>> values_;
};

// The help of one command.
std::string help_text(const Command& command);

}  // namespace cli
