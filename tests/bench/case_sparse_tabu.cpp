// Sparse tabu search: steps on tori and on random graphs, beside the engine for real numbers,
// which passes over all spins in each step. The code is one for all SIMD levels, so only the best is timed.
#include <array>

#include "bench.hpp"
#include "data.hpp"
#include "search/search.hpp"

namespace weiss::bench {
namespace {

// A torus of height * width spins, couplings -1 and +1.
std::shared_ptr<Problem> torus(int64_t height, int64_t width, const KernelTable& table) {
  auto problem = std::make_shared<Problem>(
      std::make_shared<Environment>(0, nullptr, nullptr, nullptr, table, LogTarget{}));
  problem->flags = WEISS_PROBLEM_INTEGER;
  problem->row_start.push_back(0);
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x) {
      const auto at = [&](int64_t dy, int64_t dx) {
        return (y + dy + height) % height * width + (x + dx + width) % width;
      };
      // The sign of a coupling is a hash of its ends.
      std::array<std::pair<int32_t, double>, 4> row;
      const int64_t here = at(0, 0), others[] = {at(0, 1), at(1, 0), at(0, -1), at(-1, 0)};
      for (size_t k = 0; k < 4; ++k) {
        const auto low = static_cast<uint64_t>(std::min(here, others[k]));
        const bool up = weiss_seed_derive(low, static_cast<uint64_t>(std::max(here, others[k]))) >> 63 != 0;
        row[k] = {static_cast<int32_t>(others[k]), up ? 1.0 : -1.0};
      }
      std::sort(row.begin(), row.end());
      for (const auto& [column, value] : row) {
        problem->column.push_back(column);
        problem->value.push_back(value);
      }
      problem->row_start.push_back(static_cast<int64_t>(problem->column.size()));
      problem->field.push_back(0.0);
    }
  return problem;
}

// Steps near a minimum: from where a descent ends.
void add(Case& c, const char* name, std::shared_ptr<Problem> problem, int64_t steps, const char* baseline) {
  const std::shared_ptr<Search> search = make_search(*problem, WEISS_ENGINE_SPARSE);
  search->set_random(1);
  search->descend(nullptr);
  c.add({name,
         [problem, search, steps, seed = uint64_t{0}]() mutable {
           weiss_tabu_params params = {};
           params.struct_size = sizeof params;
           params.max_steps = params.max_idle = steps;
           params.seed = ++seed;
           search->tabu(nullptr, params);
         },
         static_cast<double>(steps), 0.0, baseline});
}

void add_engines(Case& c, const std::shared_ptr<Problem>& problem) {
  const int64_t n = problem->num_spins();
  add(c, "buckets", problem, 10 * n, "pass");
  // The same couplings in units so large that they are beyond 32 bits.
  const auto large = std::make_shared<Problem>(problem->environment);
  large->flags = problem->flags;
  large->row_start = problem->row_start;
  large->column = problem->column;
  constexpr double kUnit = 0x1p33;
  for (const double value : problem->value) large->value.push_back(kUnit * value);
  for (const double field : problem->field) large->field.push_back(kUnit * field);
  add(c, "pass", large, std::max<int64_t>(2'000'000 / n, 100), "");
}

template <int64_t height, int64_t width>
void add_torus(Case& c) {
  add_engines(c, torus(height, width, *tables().back()));
}
template <int64_t n, int64_t degree>
void add_graph(Case& c) {
  add_engines(c, random_problem(n, degree, *tables().back()));
}

const RegisterCase torus_2000("flip.sparse_tabu.torus.n2000", "step", add_torus<40, 50>);
const RegisterCase torus_5000("flip.sparse_tabu.torus.n5000", "step", add_torus<50, 100>);
const RegisterCase torus_20000("flip.sparse_tabu.torus.n20000", "step", add_torus<100, 200>);
const RegisterCase torus_200000("flip.sparse_tabu.torus.n200000", "step", add_torus<400, 500>);
const RegisterCase graph_2000("flip.sparse_tabu.degree20.n2000", "step", add_graph<2000, 20>);
const RegisterCase graph_5000("flip.sparse_tabu.degree6.n5000", "step", add_graph<5000, 6>);
const RegisterCase graph_20000("flip.sparse_tabu.degree6.n20000", "step", add_graph<20000, 6>);
const RegisterCase graph_200000("flip.sparse_tabu.degree6.n200000", "step", add_graph<200000, 6>);

}  // namespace
}  // namespace weiss::bench
