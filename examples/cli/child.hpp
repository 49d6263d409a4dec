// Runs code that may crash, exit or never return: in a child process, with a deadline.
#pragma once

#include <functional>
#include <string>

namespace cli {

struct ChildEnd {
  bool returned = false;  // the body came to its end; otherwise text says how the child ended
  bool timed_out = false;
  int code = 0;           // 0, or the code of the Failure that the body threw
  std::string text;       // what the body returned, or the message of its Failure
  std::string printed;    // what came out on its standard output and error, when captured
};

enum class ChildOutput { kShared, kCaptured };

// The calling process must have a single thread. deadline in seconds.
ChildEnd run_in_child(const std::function<std::string()>& body, double deadline, ChildOutput output);

}  // namespace cli
