// From the user's form of a problem (weiss_problem_data) to the Ising energy of the library.
#pragma once

#include <cstdint>

#include "model/problem.hpp"

namespace weiss {

// Builds a problem from the caller's arrays. Throws Error: E_ARGUMENT names the term that is wrong, E_LIMIT
// before anything is allocated that the memory limit does not allow.
ProblemPtr build_problem(const EnvironmentPtr& environment, const weiss_problem_data& data);

// Terms that the builder may free as soon as it has read them.
struct TermArrays {
  explicit TermArrays(Memory* memory) : row(memory), column(memory), value(memory), linear(memory) {}

  Vector<int32_t> row;
  Vector<int32_t> column;
  Vector<double> value;   // empty: all 1
  Vector<double> linear;  // empty: all 0
};

// The same for readers. The arrays and num_terms of data are taken from terms; the rest is as given.
ProblemPtr build_problem(const EnvironmentPtr& environment, weiss_problem_data data, TermArrays&& terms);

}  // namespace weiss
