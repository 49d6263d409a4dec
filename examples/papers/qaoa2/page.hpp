// The tables, the page and the plots of the comparison.
#pragma once

#include <string>

#include "../common/table.hpp"

namespace papers {

// summary.tsv, page.md and SVG files into a folder, from all cells.
void write_pages(const std::string& folder, const Table& cells);

}  // namespace papers
