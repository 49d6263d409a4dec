// The live part of the log: a table of improvements, and a progress bar below it on a terminal.
#pragma once

#include "library.hpp"
#include "log.hpp"

namespace cli {

enum class ProgressStyle { kAuto, kPlain, kNone };

class ProgressTable {
 public:
  // heading names the user's own value: "cut", "value", "energy".
  ProgressTable(Log& log, ProgressStyle style, const char* heading, const char* spec);

  // For weiss_run_config; the user is the table.
  static int32_t on_progress(void* table, const weiss_progress* progress) noexcept;

  // Prints what is still due and removes the bar.
  void finish();

 private:
  struct Row {
    double seconds;
    int64_t work;
    double objective;
    double gap;  // negative: unknown
    std::string source;
  };

  void update(const weiss_progress& progress);
  void print_row(bool improved);
  std::string bar(const weiss_progress& progress) const;

  Log& log_;
  const ProgressStyle style_;
  const std::string heading_;
  const std::string spec_;
  bool header_printed_ = false;
  bool pending_ = false;      // an improvement that the rate limit held back
  double last_printed_ = 0;   // seconds
  Row row_{};
};

// The letter that stands for a source in the table; it is explained in the legend.
char source_letter(const std::string& source);

}  // namespace cli
