// Annealing of many reads: replicas in lanes, beside a plain loop as annealers in common use have it.
#include <cmath>

#include "bench.hpp"
#include "data.hpp"
#include "model/build.hpp"
#include "search/replicas.hpp"
#include "search/temperatures.hpp"

namespace weiss::bench {
namespace {

constexpr int64_t kSweeps = 50;

struct Graph {
  int64_t num_spins = 0;
  std::vector<int32_t> row, column;
  std::vector<double> value;

  void add(int64_t i, int64_t j, double v) {
    row.push_back(static_cast<int32_t>(i));
    column.push_back(static_cast<int32_t>(j));
    value.push_back(v);
  }
};

std::shared_ptr<Problem> build(const Graph& graph, const KernelTable& table) {
  weiss_problem_data data = {};
  data.struct_size = sizeof data;
  data.origin = WEISS_ORIGIN_ISING;
  data.num_spins = graph.num_spins;
  data.num_terms = static_cast<int64_t>(graph.row.size());
  data.row = graph.row.data();
  data.column = graph.column.data();
  data.value = graph.value.data();
  const auto environment = std::make_shared<Environment>(0, nullptr, nullptr, nullptr, table, LogTarget{});
  return build_problem(environment, data);
}

// Rows by columns spins on a torus, couplings -1 and +1.
Graph torus(int64_t rows, int64_t columns) {
  Random random(1);
  Graph graph;
  graph.num_spins = rows * columns;
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j) {
      graph.add(i * columns + j, i * columns + (j + 1) % columns, random.below(2) ? 1.0 : -1.0);
      graph.add(i * columns + j, (i + 1) % rows * columns + j, random.below(2) ? 1.0 : -1.0);
    }
  return graph;
}

// Each pair with the same probability; couplings of 1, or integers from -largest to largest.
Graph random_graph(int64_t n, double density, uint32_t largest) {
  Random random(2);
  Graph graph;
  graph.num_spins = n;
  for (int64_t i = 0; i < n; ++i)
    for (int64_t j = i + 1; j < n; ++j)
      if (random.uniform() < density)
        graph.add(i, j, largest == 1 ? 1.0 : static_cast<double>(random.below(2 * largest + 1)) - largest);
  return graph;
}

// One chain: fields and gains of double precision that each flip updates, an exponential for each flip uphill
// that is not hopeless, xorshift128+ for its random numbers.
class PlainChain {
 public:
  explicit PlainChain(std::shared_ptr<Problem> problem)
      : problem_(std::move(problem)), range_(temperature_range(*problem_)),
        spins_(problem_->field.size(), 1.0), change_(spins_.size()) {}

  void anneal() {
    const Problem& p = *problem_;
    for (double& s : spins_) s = next() >> 63 ? 1.0 : -1.0;
    for (size_t i = 0; i < spins_.size(); ++i) {
      double field = p.field[i];
      for (size_t k = p.row_begin(i); k < p.row_end(i); ++k)
        field += p.value[k] * spins_[static_cast<size_t>(p.column[k])];
      change_[i] = -2.0 * spins_[i] * field;
    }
    for (int64_t sweep = 0; sweep < kSweeps; ++sweep) {
      const double done = static_cast<double>(sweep) / static_cast<double>(kSweeps - 1);
      const double beta = 1.0 / (range_.first * std::pow(range_.last / range_.first, done));
      const double hopeless = 44.36 / beta;
      for (size_t i = 0; i < spins_.size(); ++i) {
        if (change_[i] >= hopeless) continue;
        if (change_[i] > 0.0 && std::exp(-change_[i] * beta) * 0x1p64 <= static_cast<double>(next())) continue;
        const double factor = 4.0 * spins_[i];
        for (size_t k = p.row_begin(i); k < p.row_end(i); ++k) {
          const auto j = static_cast<size_t>(p.column[k]);
          change_[j] += factor * p.value[k] * spins_[j];
        }
        spins_[i] = -spins_[i];
        change_[i] = -change_[i];
      }
    }
    keep(change_.front());
  }

 private:
  uint64_t next() {
    uint64_t x = a_;
    a_ = b_;
    x ^= x << 23;
    b_ = x ^ b_ ^ (x >> 17) ^ (b_ >> 26);
    return b_ + a_;
  }

  const std::shared_ptr<Problem> problem_;
  const TemperatureRange range_;
  std::vector<double> spins_;
  std::vector<double> change_;  // of the energy by a flip
  uint64_t a_ = 1, b_ = 2;
};

void add_all(Case& c, const Graph& graph) {
  const double proposals = static_cast<double>(kSweeps * graph.num_spins);
  const auto chain = std::make_shared<PlainChain>(build(graph, *tables().back()));
  c.add({"plain chain", [chain] { chain->anneal(); }, proposals, 0.0, ""});
  for (const KernelTable* table : tables()) {
    const auto problem = build(graph, *table);
    const int64_t lanes = replica_lanes(*problem);
    const std::shared_ptr<Replicas> replicas = make_replicas(*problem, lanes);
    c.add({table->name,
           [problem, replicas] {
             weiss_anneal_params params = {};
             params.struct_size = sizeof params;
             params.sweeps = kSweeps;
             replicas->set_random(1);
             replicas->anneal(nullptr, params);
           },
           proposals * static_cast<double>(lanes), 0.0, "plain chain"});
  }
}

const RegisterCase on_torus("replicas.torus.n20000", "proposal", [](Case& c) { add_all(c, torus(100, 200)); });
const RegisterCase degree5("replicas.degree5.n5000", "proposal",
                           [](Case& c) { add_all(c, random_graph(5000, 0.001, 1)); });
const RegisterCase degree20("replicas.degree20.n2000", "proposal",
                            [](Case& c) { add_all(c, random_graph(2000, 0.01, 1)); });
const RegisterCase degree48("replicas.degree48.n800", "proposal",
                            [](Case& c) { add_all(c, random_graph(800, 0.06, 1)); });
const RegisterCase tenth("replicas.tenth.n1000", "proposal",
                         [](Case& c) { add_all(c, random_graph(1000, 0.1, 100)); });
const RegisterCase full("replicas.full.n1000", "proposal",
                        [](Case& c) { add_all(c, random_graph(1000, 1.0, 100)); });
const RegisterCase large("replicas.full.n2500", "proposal",
                         [](Case& c) { add_all(c, random_graph(2500, 1.0, 100)); });

}  // namespace
}  // namespace weiss::bench
