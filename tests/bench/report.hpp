// The results of weiss_bench for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "bench.hpp"

namespace weiss::bench {

void print_table(const std::vector<Timing>& timings);

// False when the file cannot be written.
bool write_json(const std::vector<Timing>& timings, const Plan& plan, const std::string& path);

}  // namespace weiss::bench
