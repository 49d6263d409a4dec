// The large dense QUBO problems p3000 ... p7000 of Palubeckis (2004), from his own random numbers.
#pragma once

#include <cstdint>
#include <string>

namespace cli {

// The file of the published generator, byte for byte, in the format qubo-max: a diagonal entry for each
// variable, a pair with a probability, integers in -100 ... 100, zeros left out; pairs count twice. p3000.1
// is (3000, 0.5, 31000). seed is no multiple of 2^31 - 1.
std::string palubeckis_file(int64_t num_variables, double density, uint64_t seed);

}  // namespace cli
