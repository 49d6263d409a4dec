#include "instances.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "../../cli/text.hpp"
#include "experiment.hpp"

namespace papers {

std::string instances_folder() {
  const char* const folder = std::getenv("WEISS_INSTANCES");
  if (!folder || *folder == '\0')
    throw Skipped("WEISS_INSTANCES does not name a folder with the benchmark instances");
  return folder;
}

std::vector<Entry> read_index(const std::string& folder, const std::string& name) {
  std::ifstream in(folder + "/" + name);
  if (!in) throw std::runtime_error("cannot read " + folder + "/" + name);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> heading = cli::split(line, '\t');
  std::vector<Entry> entries;
  while (std::getline(in, line)) {
    const std::vector<std::string> words = cli::split(line, '\t');
    Entry entry;
    for (size_t k = 0; k < words.size() && k < heading.size(); ++k) entry[heading[k]] = words[k];
    if (std::filesystem::exists(folder + "/" + entry["file"])) entries.push_back(std::move(entry));
  }
  return entries;
}

double number(const Entry& entry, const std::string& column) {
  const auto found = entry.find(column);
  const auto value = found == entry.end() ? std::nullopt : cli::parse_real(found->second);
  if (!value) throw std::runtime_error("the index has no number in the column " + column);
  return *value;
}

}  // namespace papers
