// The tables and the plots of the comparison.
#pragma once

#include <string>

#include "../common/table.hpp"

namespace papers {

// TSV, Markdown and SVG files into a folder, from all cells, and from many runs on some problems.
void write_pages(const std::string& folder, const Table& cells, const Table& runs);

}  // namespace papers
