// The problems of a benchmark: an index, a table with a header and a line for each file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cli {

struct SuiteEntry {
  std::string file;    // as the index has it
  std::string path;    // the index' folder in front
  std::string family;  // "" without such a column
  std::string sense;   // "min", "max", or "" for that of the format
  std::optional<double> best_known;
};

// What --filter KEY=VALUE,... asks for: the column holds one of the values.
struct SuiteFilter {
  std::string column;
  std::vector<std::string> values;
};
SuiteFilter parse_filter(const std::string& text);  // Failure with kUsage

// The entries that pass all filters, in the order of the index. Columns are found by their names: file, and
// where there are any family, sense and best_known; others are ignored. Failure with kUnreadable and
// path:line.
std::vector<SuiteEntry> read_suite(const std::string& path, const std::vector<SuiteFilter>& filters);

// A table with tabs between the cells: lines that begin with # are comments, the next one names the columns.
struct TsvTable {
  std::vector<std::string> comments;  // without the #
  std::vector<std::string> columns;
  struct Row {
    size_t line;
    std::vector<std::string> cells;  // as many as there are columns
  };
  std::vector<Row> rows;

  std::optional<size_t> find(const std::string& column) const;
};
TsvTable read_tsv(const std::string& path);  // Failure with kUnreadable and path:line

}  // namespace cli
