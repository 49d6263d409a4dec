// Dense tabu search: steps of the whole search for sizes and types of rows and fields, on every SIMD level,
// beside the scalar table and reading a row and reading and writing the fields.
#include "bench.hpp"
#include "data.hpp"
#include "search/search.hpp"

namespace weiss::bench {
namespace {

constexpr int64_t kSteps = 500;

// A random problem of full rows, couplings of size 1 ... largest.
std::shared_ptr<Problem> dense_problem(int64_t n, uint32_t largest, const KernelTable& table) {
  const auto problem = random_problem(n, n - 1, table);
  Random random(3);
  const auto at = [&](size_t i, size_t j) -> double& {
    return problem->value[i * static_cast<size_t>(n - 1) + (j < i ? j : j - 1)];
  };
  for (size_t i = 0; i < problem->field.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      at(i, j) *= 1.0 + random.below(largest);
      at(j, i) = at(i, j);
    }
  return problem;
}

// field_bytes: what the search takes; the step reads a row and reads and writes the fields.
template <int64_t n, uint32_t largest, int64_t row_bytes, int64_t field_bytes>
void add_levels(Case& c) {
  for (const KernelTable* table : tables()) {
    const auto problem = dense_problem(n, largest, *table);
    const std::shared_ptr<Search> search = make_search(*problem, WEISS_ENGINE_DENSE);
    search->set_random(1);
    search->descend(nullptr);
    c.add({table->name,
           [problem, search, seed = uint64_t{0}]() mutable {
             weiss_tabu_params params = {};
             params.struct_size = sizeof params;
             params.max_steps = params.max_idle = kSteps;
             params.seed = ++seed;
             search->tabu(nullptr, params);
           },
           static_cast<double>(kSteps), static_cast<double>(kSteps * n * (row_bytes + 2 * field_bytes)),
           "scalar"});
  }
}

// Fields of couplings +-1 are proven to fit 16 bits; those of couplings up to 100 fit as long as a look at
// them now and then says so; those of couplings of several hundreds, in rows of 16 bits, do not.
const RegisterCase proven_1000("flip.dense_tabu.row8.field16.n1000", "step", add_levels<1000, 1, 1, 2>);
const RegisterCase proven_2500("flip.dense_tabu.row8.field16.n2500", "step", add_levels<2500, 1, 1, 2>);
const RegisterCase checked_1000("flip.dense_tabu.row8.checked16.n1000", "step", add_levels<1000, 100, 1, 2>);
const RegisterCase checked_2500("flip.dense_tabu.row8.checked16.n2500", "step", add_levels<2500, 100, 1, 2>);
const RegisterCase wide_1000("flip.dense_tabu.row16.field32.n1000", "step", add_levels<1000, 8000, 2, 4>);
const RegisterCase wide_2500("flip.dense_tabu.row16.field32.n2500", "step", add_levels<2500, 8000, 2, 4>);

}  // namespace
}  // namespace weiss::bench
