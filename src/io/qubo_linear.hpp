// The linear coefficients of the QUBO form of an Ising energy.
//
// With E = v + sum_i a_i x_i + sum_{i<j} 4 J_ij x_i x_j and x = (1 - s)/2 the builder takes
//   h_i = -a_i/2 - sum_j J_ij,   offset = v + sum_i a_i/2 + sum_{i<j} J_ij,
// each rounded once, so that a whole interval of a_i gives the same h_i. Which one is taken on the way back
// matters to people and to the offset.
#pragma once

#include "model/problem.hpp"

namespace weiss {

// a_i from which the fields of the problem come out bit for bit, wherever there are such a_i. Of an interval
// it is the shortest decimal, so that coefficients which were written with few digits come back as they were.
// Where that misses the offset by rounding errors only, the a_i are moved inside of their intervals until
// v = 0 gives it exactly, if they can be.
Vector<double> qubo_linear(const Problem& problem);

// v for these a_i.
double qubo_constant(const Problem& problem, const Vector<double>& linear);

}  // namespace weiss
