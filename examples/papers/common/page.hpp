// Markdown and files.
#pragma once

#include <string>
#include <vector>

namespace papers {

// A table of Markdown; every row has as many cells as the heading.
std::string markdown_table(const std::vector<std::string>& heading,
                           const std::vector<std::vector<std::string>>& rows);
std::string fixed(double value, int digits);
std::string with_error(double value, double error, int digits);  // 0.8723 ± 0.0012
std::string with_sign(double value, int digits);                 // +0.0012

// Throws std::runtime_error when it cannot be written.
void write_file(const std::string& path, const std::string& text);

}  // namespace papers
