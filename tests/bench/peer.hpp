// What the programs that time Weiss beside others have in common. A peer is a command that prints one line.
#pragma once

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace peer {

[[noreturn]] inline void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(2);
}

// Of the whole process: a solver may work in threads of its own.
inline double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline double median(std::vector<double> values) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 != 0 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

// The first line that a command prints; empty when there is none.
inline std::string first_line(const std::string& command) {
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (!pipe) fail("cannot run " + command);
  std::string line;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    if (c == '\n') break;
    line += static_cast<char>(c);
  }
  while (std::fgetc(pipe) != EOF) continue;
  ::pclose(pipe);
  return line;
}

// "NAME=COMMAND" of an option.
inline std::pair<std::string, std::string> name_and_command(const std::string& option, const std::string& value) {
  const size_t equals = value.find('=');
  if (equals == std::string::npos) fail(option + " needs NAME=COMMAND");
  return {value.substr(0, equals), value.substr(equals + 1)};
}

}  // namespace peer
