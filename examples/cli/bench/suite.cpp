#include "suite.hpp"

#include <algorithm>

#include "../failure.hpp"
#include "../files.hpp"
#include "../text.hpp"

namespace cli {

namespace {

[[noreturn]] void refuse(const std::string& path, size_t line, const std::string& what) {
  throw Failure(kUnreadable, path + ":" + std::to_string(line) + ": " + what);
}

bool passes(const TsvTable& table, const TsvTable::Row& row, const SuiteFilter& filter) {
  const auto column = table.find(filter.column);
  if (!column)
    throw Failure(kUsage, "the index has no column \"" + filter.column + "\"" +
                              suggestion(filter.column, table.columns) +
                              " (columns: " + join(table.columns, ", ") + ")");
  return std::find(filter.values.begin(), filter.values.end(), row.cells[*column]) != filter.values.end();
}

}  // namespace

std::optional<size_t> TsvTable::find(const std::string& column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return std::nullopt;
  return static_cast<size_t>(found - columns.begin());
}

TsvTable read_tsv(const std::string& path) {
  TsvTable table;
  size_t number = 0;
  for (std::string line : split(read_text(path), '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    if (line[0] == '#') {
      table.comments.push_back(line.substr(std::min(line.size(), line.find_first_not_of("# "))));
      continue;
    }
    std::vector<std::string> cells = split(line, '\t');
    if (table.columns.empty()) {
      table.columns = std::move(cells);
      continue;
    }
    if (cells.size() != table.columns.size())
      refuse(path, number,
             "there are " + std::to_string(table.columns.size()) + " columns, but " +
                 std::to_string(cells.size()) + " cells in this line");
    table.rows.push_back({number, std::move(cells)});
  }
  if (table.columns.empty())
    refuse(path, 1, "a line with the names of the columns, with tabs between, is missing");
  return table;
}

SuiteFilter parse_filter(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Failure(kUsage, "--filter takes column=value,..., not \"" + text + "\"");
  return {text.substr(0, equals), split(text.substr(equals + 1), ',')};
}

std::vector<SuiteEntry> read_suite(const std::string& path, const std::vector<SuiteFilter>& filters) {
  const TsvTable table = read_tsv(path);
  const auto file = table.find("file"), family = table.find("family"), sense = table.find("sense"),
             best_known = table.find("best_known");
  if (!file) refuse(path, 1, "the index has no column \"file\"");
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  std::vector<SuiteEntry> suite;
  for (const TsvTable::Row& row : table.rows) {
    if (!std::all_of(filters.begin(), filters.end(),
                     [&](const SuiteFilter& filter) { return passes(table, row, filter); }))
      continue;
    SuiteEntry entry;
    entry.file = row.cells[*file];
    if (entry.file.empty()) refuse(path, row.line, "the name of the file is missing");
    entry.path = entry.file.front() == '/' ? entry.file : folder + entry.file;
    if (family) entry.family = row.cells[*family];
    if (sense) entry.sense = row.cells[*sense];
    if (!entry.sense.empty() && entry.sense != "min" && entry.sense != "max")
      refuse(path, row.line, "the sense is min or max, not \"" + entry.sense + "\"");
    if (best_known && !row.cells[*best_known].empty()) {
      entry.best_known = parse_real(row.cells[*best_known]);
      if (!entry.best_known)
        refuse(path, row.line, "best_known is \"" + row.cells[*best_known] + "\", not a number");
    }
    suite.push_back(std::move(entry));
  }
  return suite;
}

}  // namespace cli
