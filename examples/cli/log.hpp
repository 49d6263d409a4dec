// The log on the standard error: facts, warnings, a table, and a status line at the bottom of a terminal.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

namespace cli {

// What the standard error can show.
struct Terminal {
  bool interactive = false;  // a terminal that understands control sequences
  bool colour = false;       // and NO_COLOR does not forbid it
  bool utf8 = false;         // by the environment; the locale itself is left alone
  static Terminal of_standard_error();
  static int width();
};

enum class Verbosity { kQuiet, kNormal, kVerbose, kDebug };

class Log {
 public:
  explicit Log(Verbosity verbosity);
  ~Log() { status(""); }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  Verbosity verbosity() const noexcept { return verbosity_; }
  const Terminal& terminal() const noexcept { return terminal_; }

  // A line of the log; nothing when quiet.
  void line(const std::string& text);
  // "label     text", labels in a column.
  void fact(const std::string& label, const std::string& text);
  // Shown even when quiet.
  void warning(const std::string& text);
  // Replaces the line that stays at the bottom of a terminal; "" removes it.
  void status(const std::string& text);

  // For weiss_context_config: the level wanted and the callback, whose user is the Log.
  int32_t library_level() const noexcept;
  static void from_library(void* log, int32_t level, const char* text) noexcept;

 private:
  void print(const char* colour, const std::string& text);

  const Verbosity verbosity_;
  const Terminal terminal_;
  std::mutex mutex_;  // the library logs from any thread
  std::string status_;
};

}  // namespace cli
