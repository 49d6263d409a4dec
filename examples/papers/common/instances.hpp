// The benchmark instances in the folder that WEISS_INSTANCES names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "weiss/weiss.hpp"

namespace papers {

// A line of an index.tsv by the names of its columns.
using Entry = std::map<std::string, std::string>;

// The folder; throws Skipped when there is none.
std::string instances_folder();
// The lines of folder/name whose files are there.
std::vector<Entry> read_index(const std::string& folder, const std::string& name);
double number(const Entry& entry, const std::string& column);

}  // namespace papers
