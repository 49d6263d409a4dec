// The options of an algorithm as a table, for the terminal and for the README of a plugin.
#pragma once

#include <string>
#include <vector>

#include "library.hpp"

namespace cli {

// Rows of cells as lines with aligned columns; the last column is not padded.
std::string aligned(const std::vector<std::vector<std::string>>& rows);

// Words in lines of at most width bytes, each with an indent of blanks and a line end.
std::string wrapped(const std::string& words, size_t indent, size_t width);

// Key, type, default and range.
std::vector<std::string> option_row(const weiss_option_info& option);

std::string option_table(const weiss_algorithm_info& info);
std::string option_table_markdown(const weiss_algorithm_info& info);

}  // namespace cli
