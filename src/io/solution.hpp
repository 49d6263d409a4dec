// States of the spins as files.
#pragma once

#include <cstdint>
#include <string>

#include "io/source.hpp"

namespace weiss {

// Reads spins [num_spins] from
//   strings of 0 and 1, or of + and -, in one line or cut into several,
//   one value a line, 0 and 1 or -1 and 1, or
//   lines "i value" in any order, 1-based,
// with comments after #. 0 is spin +1. Where each value is 1 they are bits; a -1, +1, + or - makes them
// spins. Throws E_FORMAT unless there is one value for each spin; spins is written only on success.
void read_solution(Source& source, int64_t num_spins, int8_t* spins);

// Writes one line of 0 and 1. Throws E_ARGUMENT for an entry that is neither -1 nor +1.
void write_solution_file(const std::string& path, int64_t num_spins, const int8_t* spins);

}  // namespace weiss
