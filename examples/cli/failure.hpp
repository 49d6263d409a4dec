// How a command ends: its exit codes, and the exception that carries one with a message for the user.
#pragma once

#include <stdexcept>
#include <string>

namespace cli {

enum ExitCode : int {
  kSolved = 0,         // or a limit was reached with a solution at hand
  kUsage = 1,          // the command line asks for something that does not exist
  kUnreadable = 2,     // an input file; the message begins with file:line:column
  kNoSolution = 3,     // the run ended without any solution
  kFailed = 4,         // a plugin or a solver failed
  kTargetMissed = 5,   // with --target and --require
  kInterrupted = 130,  // by Ctrl-C; the best solution so far was still written
};

class Failure : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

}  // namespace cli
