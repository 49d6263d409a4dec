// Small problems for the conformance suite, always the same ones.
#pragma once

#include <string>
#include <vector>

#include "../library.hpp"
#include "../stream.hpp"

namespace cli {

struct TestProblem {
  std::string name;  // "20 spins with fields, real data"
  int64_t num_spins;
  double density;    // of couplings
  bool fields;
  bool integer;
};

Problem make_problem(weiss_context* context, const TestProblem& shape, uint64_t seed);

// All combinations of a few densities, fields and data for each of the sizes.
std::vector<TestProblem> test_problems(const std::vector<int64_t>& sizes);

// Sparse, of integer data, about 8 couplings a spin.
TestProblem large_problem(int64_t num_spins);
Problem make_large_problem(weiss_context* context, int64_t num_spins, uint64_t seed);

// Couplings of +-1 for which the state is a ground state: J_ij = -s_i s_j on a random graph.
Problem make_planted_problem(weiss_context* context, const std::vector<int8_t>& state, uint64_t seed);

std::vector<int8_t> random_state(int64_t num_spins, Stream& stream);

double energy_of(const weiss_problem* problem, const int8_t* spins);

// The least energy of a problem of at most 16 spins, by trying all states.
double least_energy(const weiss_problem* problem);

// How far two sums of this problem may differ when energies are not exact.
double tolerance(const weiss_problem* problem);

}  // namespace cli
