// Tables for people: aligned columns for a terminal, or Markdown.
#pragma once

#include <string>
#include <vector>

namespace cli {

class Table {
 public:
  // The first column is aligned to the left, the others, numbers, to the right.
  explicit Table(std::vector<std::string> heading) : rows_{std::move(heading)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const;
  std::string markdown() const;

 private:
  std::vector<std::string> aligned(const std::string& separator) const;  // a line for each row

  std::vector<std::vector<std::string>> rows_;
};

// "0.42%", "-" for what is not known.
std::string percent_text(double percent);
// "1.20 s", "never" for infinity, "-" for what is not known.
std::string time_text(double seconds);

}  // namespace cli
