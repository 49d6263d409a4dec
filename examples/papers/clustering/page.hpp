// Tables, summaries and plots of the experiment.
#pragma once

#include <string>
#include <vector>

#include "../common/table.hpp"
#include "graphs.hpp"

namespace papers {

void write_pages(const std::string& folder, const std::vector<StoredGraph>& graphs, const Table& stored,
                 const Table& sizes);
// The part of the generated sets: figures.tsv, drops.tsv, fits.tsv and plots; returns its tables as Markdown.
std::string write_sizes(const std::string& folder, const Table& sizes);

}  // namespace papers
