// The problem: an Ising energy in CSR form, read-only once built, with the memory of its origin. The C
// handle weiss_problem is this struct.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/environment.hpp"
#include "weiss/problem.h"

namespace weiss {
struct DenseRows;    // model/dense.hpp
struct IntegerRows;  // model/integer_rows.hpp
}  // namespace weiss

struct weiss_problem {
  explicit weiss_problem(weiss::EnvironmentPtr environment);
  ~weiss_problem();
  weiss_problem(const weiss_problem&) = delete;
  weiss_problem& operator=(const weiss_problem&) = delete;

  int64_t num_spins() const noexcept { return static_cast<int64_t>(field.size()); }
  int64_t num_entries() const noexcept { return static_cast<int64_t>(column.size()); }
  // The entries of spin u are those from row_begin(u) to row_end(u) - 1.
  size_t row_begin(size_t u) const noexcept { return static_cast<size_t>(row_start[u]); }
  size_t row_end(size_t u) const noexcept { return static_cast<size_t>(row_start[u + 1]); }
  bool integer() const noexcept { return (flags & WEISS_PROBLEM_INTEGER) != 0; }
  bool has_fields() const noexcept { return (flags & WEISS_PROBLEM_HAS_FIELDS) != 0; }

  // Energies of states that are known to hold -1 and +1 only; of count states in spins [count * n]. Equal
  // bits both ways. The second takes 8 n bytes meanwhile and throws when it may not.
  double energy(const int8_t* spins) const noexcept;
  void energies(int64_t count, const int8_t* spins, double* energies) const;

  // The user's own value and back. Subtracted from 0, as -0.0 would print as "-0".
  double objective(double energy) const noexcept { return in_sense(energy); }
  double energy_of(double objective) const noexcept { return in_sense(objective); }

  weiss_problem_info info() const;  // text is the problem's

  // New coefficients on the present pattern, see weiss_problem_update. On a throw nothing has changed.
  void update(const weiss_problem_data& data);

  const weiss::EnvironmentPtr environment;
  uint32_t flags = 0;  // WEISS_PROBLEM_*
  int32_t origin = WEISS_ORIGIN_ISING;
  int32_t sense = WEISS_SENSE_MIN;
  double offset = 0.0;
  double scale = 1.0;
  weiss::Vector<int64_t> row_start;  // [n + 1]
  weiss::Vector<int32_t> column;     // both directions of each coupling, ascending in a row
  weiss::Vector<double> value;
  weiss::Vector<double> field;       // [n]

  // What weiss_problem_get_info tells beyond the above.
  int64_t duplicates_merged = 0;
  int64_t self_loops = 0;
  int64_t zeros_dropped = 0;
  double trivial_bound = 0.0;  // offset - sum |h| - sum |J|, rounded down
  std::string format;          // how it was read; empty when built from arrays

  // Couplings in the form that the search engines want, built when first asked for and shared by all
  // searches on the problem. Throw Error(E_LIMIT) when they do not fit.
  std::shared_ptr<const weiss::DenseRows> dense_rows() const;
  std::shared_ptr<const weiss::IntegerRows> integer_rows() const;  // integer() only

 private:
  double in_sense(double x) const noexcept { return sense == WEISS_SENSE_MAX ? 0.0 - x : x + 0.0; }
  int64_t memory() const;
  void drop_caches() const noexcept;

  mutable std::mutex cache_mutex_;
  mutable std::shared_ptr<const weiss::DenseRows> dense_rows_;
  mutable std::shared_ptr<const weiss::IntegerRows> integer_rows_;
};

namespace weiss {
using Problem = ::weiss_problem;
using ProblemPtr = std::unique_ptr<Problem>;
}  // namespace weiss
