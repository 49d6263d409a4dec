// States from unit vectors by random hyperplanes (Goemans, Williamson 1995).
#pragma once

#include <cstdint>

#include "bounds/unit_vectors.hpp"
#include "model/problem.hpp"

namespace weiss {

// Writes count states, spins [count * n], in the order of their energy. Spins that the form leaves out are
// +1.
void round_by_hyperplanes(const Problem& problem, const QuadraticForm& form, UnitVectors& vectors,
                          int64_t count, uint64_t seed, int8_t* spins);

}  // namespace weiss
