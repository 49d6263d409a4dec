#include "progress.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "text.hpp"

namespace cli {

namespace {

struct SourceLetter {
  char letter;
  const char* source;
};
constexpr SourceLetter kLetters[] = {
    {'M', "memetic"}, {'A', "annealing"}, {'T', "tabu"},  {'G', "greedy"},
    {'H', "tempering"}, {'B', "simulated-bifurcation"}, {'E', "exact"}, {'W', "tree"}, {'L', "forest"},
    {'Q', "qaoa"}, {'R', "rqaoa"}, {'D', "subqubo"}, {'C', "contraction"},
    {'V', "multilevel"}, {'S', "qaoa2"}, {'F', "hadof"}, {'O', "dqaoa"}, {'U', "start"},
};
constexpr char kOtherLetter = 'P';

constexpr double kLineInterval = 0.2;     // seconds between two lines, at least
constexpr double kSilenceInterval = 5.0;  // without a terminal: a line at least this often

std::string left_padded(const std::string& text, size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

// Of the algorithms that a full spec such as "memetic children=0 exact=tree" names, and the starts.
std::string legend(const std::string& spec) {
  std::set<std::string> words{"start"};
  for (size_t begin = 0; begin < spec.size();) {
    const size_t end = std::min(spec.find_first_of(" =", begin), spec.size());
    words.insert(spec.substr(begin, end - begin));
    begin = end + 1;
  }
  std::string text;
  for (const SourceLetter& entry : kLetters)
    if (words.count(entry.source) > 0) text += std::string(1, entry.letter) + " " + entry.source + ", ";
  return text + kOtherLetter + " plugin";
}

double relative_gap(const weiss_progress& progress) {
  if (!std::isfinite(progress.bound) || !std::isfinite(progress.energy)) return -1;
  const double distance = progress.energy - progress.bound;
  if (distance <= 0) return 0;
  return progress.objective == 0 ? -1 : distance / std::abs(progress.objective);
}

std::string percent(double gap) {
  if (gap < 0) return "-";
  const double tenths = std::floor(gap * 1000 + 0.5) / 10;
  return tenths > 999 ? ">999%" : format_number(tenths) + "%";
}

}  // namespace

char source_letter(const std::string& source) {
  // A scheme's sources may be a path such as "subqubo/tabu": the last part found the state.
  const std::string last = source.substr(source.find_last_of("/ ") + 1);
  for (const SourceLetter& entry : kLetters)
    if (last == entry.source) return entry.letter;
  return kOtherLetter;
}

ProgressTable::ProgressTable(Log& log, ProgressStyle style, const char* heading, const char* spec)
    : log_(log), style_(style), heading_(heading), spec_(spec) {}

int32_t ProgressTable::on_progress(void* table, const weiss_progress* progress) noexcept {
  static_cast<ProgressTable*>(table)->update(*progress);
  return 0;
}

void ProgressTable::update(const weiss_progress& progress) {
  if (style_ == ProgressStyle::kNone || log_.verbosity() == Verbosity::kQuiet) return;
  const bool improved = progress.event == WEISS_EVENT_IMPROVED;
  const bool verbose = log_.verbosity() >= Verbosity::kVerbose;
  const bool with_bar = style_ == ProgressStyle::kAuto && log_.terminal().interactive;
  if (std::isfinite(progress.energy)) {
    const std::string source = progress.source ? progress.source : "";
    row_ = {progress.seconds, progress.work, progress.objective, relative_gap(progress), source};
    pending_ = pending_ || improved;
    const double silence = progress.seconds - last_printed_;
    const bool first = !header_printed_;
    if (pending_ && (verbose || first || silence >= kLineInterval))
      print_row(true);
    else if (!with_bar && silence >= kSilenceInterval)
      print_row(false);
  }
  if (with_bar && progress.event != WEISS_EVENT_FINISHED) log_.status(bar(progress));
}

void ProgressTable::finish() {
  if (pending_) print_row(true);
  log_.status("");
}

void ProgressTable::print_row(bool improved) {
  if (!header_printed_) {
    log_.fact("legend", legend(spec_));
    log_.line("      time     work " + left_padded(heading_, 18) + "     gap new source");
    header_printed_ = true;
  }
  log_.line(left_padded(format_seconds(row_.seconds), 10) + left_padded(format_count(row_.work), 9) + " " +
            left_padded(format_number(row_.objective), 18) + left_padded(percent(row_.gap), 8) +
            (improved ? "  *  " : "     ") + source_letter(row_.source) + " " + row_.source);
  last_printed_ = row_.seconds;
  pending_ = false;
}

std::string ProgressTable::bar(const weiss_progress& progress) const {
  std::string text = format_seconds(progress.seconds);
  if (std::isfinite(progress.energy)) text += "  best " + format_number(progress.objective);
  const int width = std::min(40, Terminal::width() - static_cast<int>(text.size()) - 12);
  if (progress.fraction < 0 || width < 4) return "  " + text;
  const double fraction = std::min(progress.fraction, 1.0);
  const auto filled = static_cast<int>(fraction * width + 0.5);
  std::string drawn;
  for (int k = 0; k < width; ++k)
    drawn += log_.terminal().utf8 ? (k < filled ? "\u2588" : "\u2591") : (k < filled ? "#" : ".");
  const std::string done = std::to_string(static_cast<int>(fraction * 100));
  return "  [" + drawn + "] " + left_padded(done, 3) + "%  " + text;
}

}  // namespace cli
