#include "page.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "../../cli/text.hpp"

namespace papers {

std::string markdown_table(const std::vector<std::string>& heading,
                           const std::vector<std::vector<std::string>>& rows) {
  const auto line = [](const std::vector<std::string>& cells) {
    return "| " + cli::join(cells, " | ") + " |\n";
  };
  std::string text = line(heading) + "|";
  for (size_t k = 0; k < heading.size(); ++k) text += k == 0 ? "---|" : "---:|";
  text += "\n";
  for (const auto& row : rows) text += line(row);
  return text;
}

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string with_error(double value, double error, int digits) {
  return fixed(value, digits) + " ± " + fixed(error, digits);
}

std::string with_sign(double value, int digits) { return (value >= 0.0 ? "+" : "") + fixed(value, digits); }

void write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  if (!(out << text).flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace papers
