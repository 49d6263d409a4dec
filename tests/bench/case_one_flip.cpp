// One-flip search: tabu steps and annealing sweeps of the engines.
#include "bench.hpp"
#include "data.hpp"
#include "search/search.hpp"

namespace weiss::bench {
namespace {

// A search on a random graph of couplings and fields of -1 and +1, for each table.
template <class Call>
void add_searches(Case& c, int64_t n, int64_t degree, int32_t engine, double items, Call call) {
  for (const KernelTable* table : tables()) {
    const auto problem = random_problem(n, degree, *table);
    const std::shared_ptr<Search> search = make_search(*problem, engine);
    c.add({table->name, [problem, search, call] { call(*search); }, items, 0.0, "scalar"});
  }
}

constexpr int64_t kSteps = 5000;
void run_tabu(Search& search) {
  weiss_tabu_params params = {};
  params.struct_size = sizeof params;
  params.max_steps = params.max_idle = kSteps;
  search.set_random(1);
  search.tabu(nullptr, params);
}

constexpr int64_t kSweeps = 50;
void run_annealing(Search& search) {
  weiss_anneal_params params = {};
  params.struct_size = sizeof params;
  params.sweeps = kSweeps;
  search.set_random(1);
  search.anneal(nullptr, params);
}

const RegisterCase tabu_dense("flip.tabu.dense.n1000", "step", [](Case& c) {
  add_searches(c, 1000, 999, WEISS_ENGINE_DENSE, kSteps, run_tabu);
});
const RegisterCase tabu_sparse("flip.tabu.sparse.n2000.degree20", "step", [](Case& c) {
  add_searches(c, 2000, 20, WEISS_ENGINE_SPARSE, kSteps, run_tabu);
});
const RegisterCase annealing_dense("flip.annealing.dense.n1000", "proposal", [](Case& c) {
  add_searches(c, 1000, 999, WEISS_ENGINE_DENSE, kSweeps * 1000.0, run_annealing);
});
const RegisterCase annealing_sparse("flip.annealing.sparse.n2000.degree20", "proposal", [](Case& c) {
  add_searches(c, 2000, 20, WEISS_ENGINE_SPARSE, kSweeps * 2000.0, run_annealing);
});

}  // namespace
}  // namespace weiss::bench
