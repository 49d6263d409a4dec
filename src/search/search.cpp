#include "search/search.hpp"

#include <algorithm>
#include <cmath>
#include <new>

#include "base/error.hpp"
#include "model/integer_rows.hpp"
#include "search/dense_engine.hpp"
#include "search/engine.hpp"
#include "search/meter.hpp"
#include "search/sparse_engine.hpp"

namespace weiss {

namespace {

std::unique_ptr<Search> make_sparse(const Problem& problem, int32_t engine, Watch& watch) {
  if (auto search = make_sparse_integer_search(problem, engine, watch)) return search;
  return std::make_unique<Engine<SparseRows<double>>>(problem, engine);
}

std::unique_ptr<Search> make_dense(const Problem& problem, int32_t engine) {
  if (problem.dense_rows()->rows64.empty()) return make_dense_integer_search(problem, engine);
  return std::make_unique<Engine<FullRows<double>>>(problem, engine);
}

// Whether tabu steps are faster on full rows. A step on them costs 45 ns and 0.07 to 0.14 ns for each spin,
// one on integer sparse rows 40 ns and 5.5 ns for each neighbour (Zen 4), as long as the rows stay in the
// caches. The choice is the same on every machine, so that the search is.
bool full_rows_pay(const Problem& problem) {
  constexpr int64_t kSpinsForNeighbour = 56, kMaxSpins = 8192;
  if ((problem.flags & WEISS_PROBLEM_DENSE_ADVISED) != 0) return true;
  const int64_t n = problem.num_spins();
  if (!problem.integer() || n < 2 || n > kMaxSpins || problem.num_entries() * kSpinsForNeighbour < n * n)
    return false;
  const auto is_small = [&problem](double value) { return std::fabs(value) * problem.scale <= INT16_MAX; };
  return std::all_of(problem.value.begin(), problem.value.end(), is_small) && fits_int32(problem);
}

}  // namespace

std::unique_ptr<Search> make_search(const Problem& problem, int32_t engine, const weiss_run* run) {
  Watch watch(run);
  if (engine == WEISS_ENGINE_DENSE) return make_dense(problem, engine);
  if (engine == WEISS_ENGINE_AUTO && full_rows_pay(problem)) {
    try {
      return make_dense(problem, engine);
    } catch (const Error& e) {  // no room for full rows
      if (e.status() != WEISS_E_LIMIT) throw;
    } catch (const std::bad_alloc&) {
    }
  }
  return make_sparse(problem, engine, watch);
}

}  // namespace weiss
