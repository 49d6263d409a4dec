// Annealing of one chain, at every SIMD level, beside a loop in the manner of Isakov, Zintchenko, Ronnow and
// Troyer (2015): stored gains, and thresholds drawn beforehand, so that the loop has no logarithm and no
// random number. It sweeps in the order of the index and updates the neighbours of each flip.
#include <cmath>

#include "bench.hpp"
#include "data.hpp"
#include "search/chain.hpp"
#include "search/coloring.hpp"

namespace weiss::bench {
namespace {

struct Range {
  double first, last;
};

Schedule schedule_of(int64_t sweeps, Range range) {
  weiss_anneal_params params = {};
  params.struct_size = sizeof params;
  params.sweeps = sweeps;
  params.t_first = range.first;
  params.t_last = range.last;
  return Schedule(params, {});
}

class StoredGains {
 public:
  explicit StoredGains(std::shared_ptr<const Problem> problem)
      : problem_(std::move(problem)), gain_(problem_->field.size()), allowed_(problem_->field.size()) {
    Random random(3);
    for (double& x : allowed_) x = -0.5 * std::log(1.0 - random.uniform());
  }

  void anneal(std::vector<int8_t>& spins, const Schedule& schedule) {
    const size_t n = gain_.size();
    for (size_t i = 0; i < n; ++i) {
      double field = problem_->field[i];
      for (size_t k = problem_->row_begin(i); k < problem_->row_end(i); ++k)
        field += problem_->value[k] * spins[static_cast<size_t>(problem_->column[k])];
      gain_[i] = spins[i] * field;
    }
    Random random(4);
    for (int64_t sweep = 0; sweep < schedule.sweeps(); ++sweep) {
      const double temperature = schedule.temperature(sweep);
      size_t at = random.below(static_cast<uint32_t>(n));
      for (size_t i = 0; i < n; ++i, at = at + 1 == n ? 0 : at + 1)
        if (gain_[i] + temperature * allowed_[at] >= 0.0) flip(spins, i);
    }
  }

 private:
  void flip(std::vector<int8_t>& spins, size_t i) {
    const double change = -2.0 * spins[i];
    spins[i] = static_cast<int8_t>(-spins[i]);
    gain_[i] = -gain_[i];
    for (size_t k = problem_->row_begin(i); k < problem_->row_end(i); ++k) {
      const auto j = static_cast<size_t>(problem_->column[k]);
      gain_[j] += change * problem_->value[k] * spins[j];
    }
  }

  std::shared_ptr<const Problem> problem_;
  std::vector<double> gain_, allowed_;
};

// A torus of rows x columns spins with couplings of -1 and +1; a random problem has fields besides, which a
// chain may take in its stride or not, so they are taken out.
std::shared_ptr<Problem> torus(int64_t rows, int64_t columns, const KernelTable& table) {
  auto problem = random_problem(rows * columns, 0, table);
  std::fill(problem->field.begin(), problem->field.end(), 0.0);
  const int64_t n = rows * columns;
  Random random(5);
  std::vector<double> right(static_cast<size_t>(n)), down(right);
  for (double& x : right) x = random.next() >> 63 ? 1.0 : -1.0;
  for (double& x : down) x = random.next() >> 63 ? 1.0 : -1.0;
  for (int64_t i = 0; i < n; ++i) {
    const int64_t x = i % columns, y = i / columns;
    const int64_t left_of = y * columns + (x + columns - 1) % columns, right_of = y * columns + (x + 1) % columns;
    const int64_t above = (y + rows - 1) % rows * columns + x, below = (y + 1) % rows * columns + x;
    std::pair<int64_t, double> row[] = {{left_of, right[static_cast<size_t>(left_of)]},
                                        {right_of, right[static_cast<size_t>(i)]},
                                        {above, down[static_cast<size_t>(above)]},
                                        {below, down[static_cast<size_t>(i)]}};
    std::sort(std::begin(row), std::end(row));
    for (const auto& [column, value] : row) {
      problem->column.push_back(static_cast<int32_t>(column));
      problem->value.push_back(value);
    }
    problem->row_start[static_cast<size_t>(i) + 1] = static_cast<int64_t>(problem->column.size());
  }
  return problem;
}

// Couplings of -1 and +1, or integers up to largest, without fields.
std::shared_ptr<Problem> random_couplings(int64_t n, int64_t degree, int32_t largest, const KernelTable& table) {
  auto problem = random_problem(n, degree, table);
  std::fill(problem->field.begin(), problem->field.end(), 0.0);
  if (largest == 1) return problem;
  const auto value_of = [largest](uint64_t i, uint64_t j) {
    Random random(std::min(i, j) << 32 | std::max(i, j));
    return static_cast<double>(random.below(static_cast<uint32_t>(2 * largest + 1))) - largest;
  };
  for (size_t i = 0; i < problem->field.size(); ++i)
    for (size_t k = problem->row_begin(i); k < problem->row_end(i); ++k)
      problem->value[k] = value_of(i, static_cast<uint64_t>(problem->column[k]));
  return problem;
}

template <class Make>
void add_chains(Case& c, const Make& make, Range range) {
  for (const KernelTable* table : tables()) {
    const std::shared_ptr<Problem> problem = make(*table);
    const int64_t n = problem->num_spins(), sweeps = 100;
    if (range.first == 0.0) {
      const TemperatureRange own = temperature_range(*problem);
      range = {own.first, own.last};
    }
    const Schedule schedule = schedule_of(sweeps, range);
    const auto items = static_cast<double>(n * sweeps);
    if (c.measurements().empty()) {
      const auto loop = std::make_shared<StoredGains>(problem);
      c.add({"stored gains",
             [=] {
               std::vector<int8_t> spins = random_spins(n);
               loop->anneal(spins, schedule);
               keep(spins);
             },
             items, 0.0, ""});
    }
    const std::shared_ptr<Chain> chain = make_chain(*problem, WEISS_ENGINE_AUTO);
    c.add({table->name,
           [problem, chain, n, schedule] {  // the problem goes last
             std::vector<int8_t> spins = random_spins(n);
             Meter meter(nullptr);
             chain->anneal(spins.data(), schedule, 1, meter);
             keep(spins);
           },
           items, 0.0, "stored gains"});
  }
}

constexpr Range kDefault = {0.0, 0.0}, kUseful = {6.0, 0.6};

const RegisterCase torus_2000("chain.torus.n2000", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return torus(40, 50, table); }, kUseful);
});
const RegisterCase torus_20000("chain.torus.n20000", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return torus(100, 200, table); }, kUseful);
});
const RegisterCase torus_20000_cold("chain.torus.n20000.cold", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return torus(100, 200, table); }, Range{2.4, 0.4});
});
const RegisterCase degree_4("chain.random.n5000.degree4", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(5000, 4, 1, table); }, kUseful);
});
const RegisterCase degree_4_weighted("chain.random.n5000.degree4.weights100", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(5000, 4, 100, table); }, kDefault);
});
const RegisterCase degree_20("chain.random.n2000.degree20", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(2000, 20, 1, table); }, kUseful);
});
const RegisterCase degree_20_hot("chain.random.n2000.degree20.default", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(2000, 20, 1, table); }, kDefault);
});
const RegisterCase dense_1000("chain.dense.n1000.weights100", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(1000, 999, 100, table); }, kDefault);
});
const RegisterCase dense_1000_hot("chain.dense.n1000.weights100.hot", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(1000, 999, 100, table); },
             Range{4000.0, 1000.0});
});
const RegisterCase dense_1000_wide("chain.dense.n1000.weights1000", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(1000, 999, 1000, table); }, kDefault);
});
const RegisterCase dense_2500("chain.dense.n2500.weights100", "proposal", [](Case& c) {
  add_chains(c, [](const KernelTable& table) { return random_couplings(2500, 2499, 100, table); }, kDefault);
});

}  // namespace
}  // namespace weiss::bench
