// The tables that a benchmark prints.
#pragma once

#include "results.hpp"
#include "table.hpp"

namespace cli {

// A line for each instance.
Table instance_table(const std::vector<BenchInstance>& instances);
// A line for each family, in the order of their names, and one for all together.
Table family_table(const std::vector<BenchInstance>& instances);

}  // namespace cli
