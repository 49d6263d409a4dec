// What a sub-problem of 10 spins costs in each scheme, and the scheme's overhead: the share of its time that is not
// spent in sub-solves, on 1,000 spins with 6 neighbours each and on 500 spins that are all coupled, one thread.
//
// A sub-solve is the solver's own run: `exact` from its first instruction to its last, with the samples that it
// reports, which the host checks as they come. All else is overhead: the parts (by `bfs`, which costs next to
// nothing: partitioners have cases of their own), clamping or contracting, making the problem of a sub-problem,
// what the host does for a nested run before and after, choosing, merging, the energies of whole states, and one-flip
// descents where the scheme has any. `exact` is one call of the same solver by the user, for comparison.
//
// The sub-solver of the runs whose overhead is found is `exact` with a watch around its run; those that are timed have
// it without.
#include <chrono>
#include <cstring>
#include <memory>
#include <string>

#include "bench.hpp"
#include "bundled.hpp"
#include "pairs.hpp"
#include "weiss/plugin.h"

namespace weiss::bench {
namespace {

using Clock = std::chrono::steady_clock;  // cheaper to read than the time of the thread

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// The bundled solver, and the seconds spent in it by the only thread that there is.
struct Watched {
  weiss_solver original{};
  weiss_solver table{};
  weiss_algorithm algorithm{};
  double seconds = 0.0;

  static Watched& exact() {
    static Watched one;
    return one;
  }

 private:
  Watched() {
    for (const weiss_plugin_entry_fn* entry = bundled_plugins(); *entry; ++entry) {
      const weiss_plugin& plugin = *(*entry)(nullptr);
      for (uint32_t k = 0; k < plugin.num_algorithms; ++k)
        if (std::strcmp(plugin.algorithms[k]->id, "weiss.exact") == 0) algorithm = *plugin.algorithms[k];
    }
    original = *static_cast<const weiss_solver*>(algorithm.table);
    table = {sizeof table, 0, run, nullptr};
    algorithm.id = "bench.watched";
    algorithm.table = &table;
  }

  static weiss_status run(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                          const weiss_run* run, const weiss_sink* sink) noexcept {
    const auto start = Clock::now();
    const weiss_status status = exact().original.run(self, problem, input, run, sink);
    exact().seconds += seconds_since(start);
    return status;
  }
};

// An instance of a spec in which $ stands for the sub-solver.
class Scheme {
 public:
  Scheme(std::shared_ptr<const Bed> bed, std::string spec, const char* subsolver) : bed_(std::move(bed)) {
    while (spec.find('$') != std::string::npos) spec.replace(spec.find('$'), 1, subsolver);
    require(weiss_instance_create(bed_->context, WEISS_KIND_SOLVER, spec.c_str(), nullptr, 0, &instance_, nullptr));
  }
  ~Scheme() { weiss_instance_destroy(instance_); }
  Scheme(const Scheme&) = delete;
  Scheme& operator=(const Scheme&) = delete;

  // Returns the number of sub-problems solved; a problem that was solved at once is one.
  int64_t solve() const {
    weiss_run_config config = sized<weiss_run_config>();
    config.seed = 1;
    config.work_limit = int64_t{1} << 60;
    weiss_result* result = nullptr;
    require(weiss_instance_solve(instance_, bed_->problem, &config, &result, nullptr));
    int64_t count = 1, value = 0;
    for (int64_t k = 0; weiss_result_counter(result, k, &value)[0] != '\0'; ++k)
      if (std::strcmp(weiss_result_counter(result, k, &value), "sub-problems") == 0) count = value;
    weiss_result_destroy(result);
    return count;
  }

 private:
  std::shared_ptr<const Bed> bed_;
  weiss_instance* instance_ = nullptr;
};

double overhead(const std::shared_ptr<const Bed>& bed, const char* spec) {
  constexpr double kSeconds = 1.0;
  const Scheme scheme(bed, spec, Watched::exact().algorithm.id);
  scheme.solve();
  Watched::exact().seconds = 0.0;
  const auto start = Clock::now();
  while (seconds_since(start) < kSeconds) scheme.solve();
  return 1.0 - Watched::exact().seconds / seconds_since(start);
}

struct Row {
  const char* name;
  const char* spec;
};
constexpr Row kRows[] = {
    {"qaoa2 K=1", "qaoa2 partitioner=bfs candidates=1 subsolver=$"},
    {"qaoa2 K=8", "qaoa2 partitioner=bfs candidates=8 subsolver=$ subsolver.samples=16"},
    {"subqubo", "subqubo partitioner=bfs part_size=10 subsolver=$ iterations=5"},
    {"contraction D=0", "contraction start=none descents=0 subsolver=$ subsolver.samples=64 sub_problems=500"},
    {"contraction", "contraction start=none subsolver=$ subsolver.samples=64 sub_problems=500"},
    {"hadof", "hadof partitioner=bfs part_size=10 subsolver=$ subsolver.samples=16 iterations=3 final_solves=2"},
    {"dqaoa", "dqaoa partitioner=bfs subsolver=$ sub_problems=500"},
    {"multilevel", "multilevel part_size=10 subsolver=$ start=none coarsen=coupling cycles=1"},
};

void add(Case& c, int64_t n, const Pairs& pairs) {
  const auto bed = std::make_shared<Bed>(n, pairs);
  require(weiss_context_add_algorithm(bed->context, &Watched::exact().algorithm, nullptr, nullptr));
  for (const Row& row : kRows) {
    const auto scheme = std::make_shared<Scheme>(bed, row.spec, "exact");
    Measurement measurement{row.name, [scheme] { scheme->solve(); }, static_cast<double>(scheme->solve()), 0.0, ""};
    measurement.overhead = overhead(bed, row.spec);
    c.add(measurement);
  }
  const auto small = std::make_shared<Bed>(10, full(10));
  for (const char* spec : {"exact", "exact samples=16", "exact samples=64"}) {
    const auto solver = std::make_shared<Scheme>(small, spec, "");
    c.add({spec, [solver] { solver->solve(); }, 1.0, 0.0, ""});
  }
}

const RegisterCase sparse("scheme.sparse", "sub-solve", [](Case& c) { add(c, 1000, regular(1000, 6)); });
const RegisterCase dense("scheme.dense", "sub-solve", [](Case& c) { add(c, 500, full(500)); });

}  // namespace
}  // namespace weiss::bench
