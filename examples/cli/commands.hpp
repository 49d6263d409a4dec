// The commands of the program, one file each.
#pragma once

#include "arguments.hpp"

namespace cli {

const Command& solve_command();
const Command& check_command();
const Command& convert_command();
const Command& stats_command();
const Command& bench_command();
const Command& plot_command();
const Command& plugins_command();
const Command& params_command();
const Command& gen_command();
const Command& circuit_command();
const Command& formats_command();

}  // namespace cli
