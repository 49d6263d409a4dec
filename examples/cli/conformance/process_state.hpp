// What a plugin must leave as it was: threads, floating-point mode, locale, signal handlers, folder.
#pragma once

#include <string>
#include <vector>

namespace cli {

class ProcessState {
 public:
  ProcessState();  // as it is now
  // Throws Failure that names the first difference.
  void require_unchanged() const;

 private:
  struct Handler {
    int signal;
    const void* function;
  };
  static std::vector<Handler> signal_handlers();
  static unsigned floating_point_mode();
  static int num_threads();
  static std::string folder();

  int num_threads_;
  int rounding_;
  unsigned floating_point_mode_;
  std::string locale_, folder_;
  std::vector<Handler> handlers_;
};

}  // namespace cli
