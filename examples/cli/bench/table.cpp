#include "table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "../text.hpp"

namespace cli {

namespace {

std::string padded(const std::string& text, size_t width, bool left) {
  const std::string blanks(width - std::min(width, text.size()), ' ');
  return left ? text + blanks : blanks + text;
}

}  // namespace

std::vector<std::string> Table::aligned(const std::string& separator) const {
  std::vector<size_t> widths(rows_.front().size(), 0);
  for (const std::vector<std::string>& row : rows_)
    for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
  std::vector<std::string> lines;
  for (const std::vector<std::string>& row : rows_) {
    std::vector<std::string> cells;
    for (size_t c = 0; c < row.size(); ++c) cells.push_back(padded(row[c], widths[c], c == 0));
    lines.push_back(join(cells, separator));
  }
  return lines;
}

std::string Table::text() const { return join(aligned("  "), "\n") + "\n"; }

std::string Table::markdown() const {
  std::string rule = "|:--";
  for (size_t c = 1; c < rows_.front().size(); ++c) rule += "|--:";
  std::vector<std::string> lines = aligned(" | ");
  for (std::string& line : lines) line = "| " + line + " |";
  lines.insert(lines.begin() + 1, rule + "|");
  return join(lines, "\n") + "\n";
}

std::string percent_text(double percent) {
  if (std::isnan(percent)) return "-";
  if (percent == 0) return "0%";
  char buffer[400];
  const int digits = std::abs(percent) < 0.1 ? 4 : 2;
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, percent, std::chars_format::fixed, digits).ptr;
  return std::string(buffer, end) + "%";
}

std::string time_text(double seconds) {
  if (std::isnan(seconds)) return "-";
  return std::isinf(seconds) ? "never" : format_seconds(seconds);
}

}  // namespace cli
