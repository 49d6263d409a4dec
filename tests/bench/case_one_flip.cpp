// One-flip search: the fused dense step alone, and whole tabu steps and annealing sweeps of the engines.
#include "bench.hpp"
#include "data.hpp"
#include "search/search.hpp"

namespace weiss::bench {
namespace {

// The row of the spin, field, spin and tenure of all others.
constexpr double kStepBytes = 1.0 + 2.0 * sizeof(int32_t) + 1.0 + sizeof(int32_t);

void add_step(Case& c) {
  constexpr int64_t n = 1024;
  struct Data {
    std::vector<int8_t> rows = random_spins(n * n), spins = random_spins(n + kFlipOverread);
    std::vector<int32_t> field = std::vector<int32_t>(n + kFlipOverread), free_at = field, lane_best = field;
    int64_t next = 0;
  };
  const auto data = std::make_shared<Data>();
  for (const KernelTable* table : tables())
    c.add({table->name,
           [=] {
             Data& d = *data;
             FlipScan32 scan = {n, d.field.data(), d.spins.data(), d.free_at.data(), 0, d.lane_best.data(),
                                0, 0};
             d.next = (d.next + 7) % n;  // the search, too, comes to its rows in no order
             table->flip.step_i8(&scan, d.next % 2 ? 1 : -1, d.rows.data() + d.next * n);
             keep(scan);
           },
           1.0, kStepBytes * n, "scalar"});
}

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

const RegisterCase step("flip.step.i8.n1024", "step", add_step);
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
