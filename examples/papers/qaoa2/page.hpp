// The tables, the page and the plots of the comparison.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "../common/table.hpp"

namespace papers {

// Tables and SVG files into a folder, from all cells.
void write_pages(const std::string& folder, const Table& cells);
// over_n.tsv and over_n.svg; nodes: of each instance.
void write_over_n(const std::string& folder, const Table& cells, const std::map<std::string, int64_t>& nodes);

}  // namespace papers
