#include "search/search.hpp"

#include <new>

#include "base/error.hpp"
#include "search/dense_engine.hpp"
#include "search/engine.hpp"
#include "search/sparse_engine.hpp"

namespace weiss {

namespace {

std::unique_ptr<Search> make_sparse(const Problem& problem, int32_t engine) {
  if (auto search = make_sparse_integer_search(problem, engine)) return search;
  return std::make_unique<Engine<SparseRows<double>>>(problem, engine);
}

std::unique_ptr<Search> make_dense(const Problem& problem, int32_t engine) {
  if (problem.dense_rows()->rows64.empty()) return make_dense_integer_search(problem, engine);
  return std::make_unique<Engine<FullRows<double>>>(problem, engine);
}

}  // namespace

std::unique_ptr<Search> make_search(const Problem& problem, int32_t engine) {
  if (engine == WEISS_ENGINE_DENSE) return make_dense(problem, engine);
  if (engine == WEISS_ENGINE_AUTO && (problem.flags & WEISS_PROBLEM_DENSE_ADVISED) != 0) {
    try {
      return make_dense(problem, engine);
    } catch (const Error& e) {  // no room for full rows
      if (e.status() != WEISS_E_LIMIT) throw;
    } catch (const std::bad_alloc&) {
    }
  }
  return make_sparse(problem, engine);
}

}  // namespace weiss
