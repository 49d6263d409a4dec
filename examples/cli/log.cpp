#include "log.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "weiss/context.h"

namespace cli {

namespace {

constexpr char kYellow[] = "\x1b[33m";
constexpr char kPlain[] = "\x1b[0m";
constexpr char kEraseLine[] = "\r\x1b[K";

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

// The codeset of the locale that the environment asks for: what stands behind the dot.
bool environment_is_utf8() {
  std::string locale;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    locale = environment(name);
    if (!locale.empty()) break;
  }
  std::transform(locale.begin(), locale.end(), locale.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return locale.find(".utf-8") != std::string::npos || locale.find(".utf8") != std::string::npos;
}

}  // namespace

Terminal Terminal::of_standard_error() {
  Terminal terminal;
  const std::string type = environment("TERM");
  terminal.interactive = isatty(STDERR_FILENO) && !type.empty() && type != "dumb";
  terminal.colour = terminal.interactive && environment("NO_COLOR").empty();
  terminal.utf8 = environment_is_utf8();
  return terminal;
}

int Terminal::width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

Log::Log(Verbosity verbosity) : verbosity_(verbosity), terminal_(Terminal::of_standard_error()) {}

void Log::print(const char* colour, const std::string& text) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool coloured = terminal_.colour && *colour;
  std::string all = status_.empty() ? "" : kEraseLine;
  all += coloured ? colour + text + kPlain : text;
  all += "\n" + status_;
  std::fwrite(all.data(), 1, all.size(), stderr);
  std::fflush(stderr);
}

void Log::line(const std::string& text) {
  if (verbosity_ != Verbosity::kQuiet) print("", text);
}

void Log::fact(const std::string& label, const std::string& text) {
  std::string padded = label;
  padded.resize(std::max<size_t>(label.size() + 1, 10), ' ');
  line(padded + text);
}

void Log::warning(const std::string& text) { print(kYellow, "warning   " + text); }

void Log::status(const std::string& text) {
  if (!terminal_.interactive || verbosity_ == Verbosity::kQuiet) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (text.empty() && status_.empty()) return;
  status_ = text;
  const std::string all = kEraseLine + status_;
  std::fwrite(all.data(), 1, all.size(), stderr);
  std::fflush(stderr);
}

int32_t Log::library_level() const noexcept {
  switch (verbosity_) {
    case Verbosity::kQuiet: return WEISS_LOG_WARNING;
    case Verbosity::kNormal:
    case Verbosity::kVerbose: return WEISS_LOG_INFO;
    default: return WEISS_LOG_DEBUG;
  }
}

void Log::from_library(void* log, int32_t level, const char* text) noexcept {
  auto& self = *static_cast<Log*>(log);
  if (level <= WEISS_LOG_WARNING)
    self.warning(text);
  else
    self.fact(level == WEISS_LOG_DEBUG ? "debug" : "note", text);
}

}  // namespace cli
