// The command weiss: finds the command line's command, runs it, and turns failures into exit codes.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>

#include "build.hpp"
#include "commands.hpp"
#include "library.hpp"
#include "text.hpp"

namespace cli {

namespace {

std::vector<const Command*> all_commands() {
  return {&solve_command(), &check_command(), &convert_command(), &stats_command(),
          &bench_command(), &plot_command(), &plugins_command(), &params_command(),
          &circuit_command(), &gen_command(), &formats_command()};
}

const Command& find_command(const std::string& name) {
  std::vector<std::string> names = {"help"};
  for (const Command* command : all_commands()) {
    if (name == command->name) return *command;
    names.push_back(command->name);
  }
  throw Failure(kUsage, "unknown command \"" + name + "\"" + suggestion(name, names) +
                            " (weiss help lists the commands)");
}

std::string overview() {
  std::string text = "weiss minimises QUBO, Ising and Max-Cut energies.\n\ncommands\n";
  for (const Command* command : all_commands()) {
    std::string left = std::string("  weiss ") + command->name + " " + command->arguments;
    left.resize(std::max<size_t>(left.size() + 2, 30), ' ');
    text += left + command->summary + "\n";
  }
  return text +
         "  weiss help [COMMAND]        this text, or all options of a command\n"
         "  weiss --version             versions, SIMD level and compiler\n";
}

std::string version_line() {
  int32_t major = 0, minor = 0;
  weiss_abi_version(&major, &minor);
  const Context context = open_context();
  std::string text = std::string("weiss ") + weiss_version() + " (ABI " + std::to_string(major) + "." +
                     std::to_string(minor) + ", SIMD " + weiss_context_simd(context.get()) + ", " + kCompiler;
  if (*kRevision) text += std::string(", ") + kRevision;
  return text + ")";
}

bool asks_for_help(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return false;
    if (word == "--help" || word == "-h") return true;
  }
  return false;
}

int run(const std::string& program, const std::vector<std::string>& words) {
  if (words.empty()) {
    std::fputs(overview().c_str(), stderr);
    return kUsage;
  }
  const std::string& first = words.front();
  if (first == "--version" || first == "version") {
    std::printf("%s\n", version_line().c_str());
    return kSolved;
  }
  if (first == "help" || first == "--help" || first == "-h") {
    std::fputs((words.size() > 1 ? help_text(find_command(words[1])) : overview()).c_str(), stdout);
    return kSolved;
  }
  const Command& command = find_command(first);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (asks_for_help(rest)) {
    std::fputs(help_text(command).c_str(), stdout);
    return kSolved;
  }
  return command.run(Arguments(command, program, rest));
}

}  // namespace

}  // namespace cli

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  try {
    const int code = cli::run(argc > 0 ? argv[0] : "weiss", words);
    if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
    std::fputs("weiss: the standard output cannot be written\n", stderr);
    return cli::kUsage;
  } catch (const cli::Failure& failure) {
    std::fflush(stdout);
    // What is wrong with an input file begins with its name, as compilers and editors expect it.
    std::fprintf(stderr, failure.code() == cli::kUnreadable ? "%s\n" : "weiss: %s\n", failure.what());
    return failure.code();
  } catch (const std::bad_alloc&) {
    std::fputs("weiss: not enough memory\n", stderr);
    return cli::kFailed;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "weiss: %s\n", failure.what());
    return cli::kFailed;
  }
}
