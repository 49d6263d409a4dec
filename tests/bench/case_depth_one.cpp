// QAOA at depth one: the closed form against all amplitudes, and sparse rows of thousands of spins.
#include "bench.hpp"
#include "data.hpp"
#include "model/build.hpp"
#include "runtime/pool.hpp"
#include "statevector/depth_one.hpp"
#include "statevector/qaoa.hpp"

namespace weiss::bench {
namespace {

Threads one_thread() {
  static Pool pool(nullptr, nullptr);
  return Threads(pool, 1);
}

const KernelTable& best_table() { return *find_kernels(nullptr); }

std::shared_ptr<Qaoa> evaluator(const Problem& problem, int32_t method) {
  weiss_qaoa_config config{};
  config.method = method;
  return std::make_shared<Qaoa>(problem, one_thread(), config);
}

void add_value(Case& c, const char* name, int32_t method, const std::shared_ptr<Problem>& problem) {
  const auto qaoa = evaluator(*problem, method);
  c.add({name, [problem, qaoa] {
           const double parameters[] = {0.1, -0.3};
           double value = 0.0;
           qaoa->values(nullptr, 1, 1, parameters, &value);
           keep(value);
         },
         1.0, 0.0, "closed form"});
}

template <int64_t kSpins>
void add_against_amplitudes(Case& c) {
  const auto problem = random_problem(kSpins, kSpins - 1, best_table());
  add_value(c, "closed form", WEISS_QAOA_CLOSED_FORM, problem);
  add_value(c, "amplitudes", WEISS_QAOA_STATEVECTOR, problem);
}

template <int64_t kSpins>
void add_dense(Case& c) {
  for (const KernelTable* level : tables()) {
    const auto problem = random_problem(kSpins, kSpins - 1, *level);
    const std::shared_ptr<DepthOne> form = make_dense_depth_one(*problem, one_thread());
    c.add({level->name, [problem, form] {
             BetaCurve curve;
             form->curve(nullptr, 0.1, &curve, nullptr);
             keep(curve);
           },
           1.0, 0.0, "scalar"});
  }
}

// A cubic graph: a ring whose opposite spins are coupled, too; couplings of -1 and +1.
std::shared_ptr<Problem> cubic_problem(int64_t n) {
  const auto size = static_cast<int32_t>(n);
  std::vector<int32_t> row, column;
  std::vector<double> value;
  Random random(3);
  for (int32_t i = 0; i < size; ++i)
    for (const int32_t j : {(i + 1) % size, (i + size / 2) % size}) {
      if (j == (i + size / 2) % size && i > j) continue;
      row.push_back(i);
      column.push_back(j);
      value.push_back(random.next() >> 63 ? 1.0 : -1.0);
    }
  weiss_problem_data data{};
  data.struct_size = sizeof data;
  data.num_spins = n;
  data.num_terms = static_cast<int64_t>(row.size());
  data.row = row.data();
  data.column = column.data();
  data.value = value.data();
  return build_problem(std::make_shared<Environment>(0, nullptr, nullptr, nullptr, best_table(), LogTarget{}),
                       data);
}

template <int64_t kSpins>
void add_sparse(Case& c) {
  const auto problem = cubic_problem(kSpins);
  const std::shared_ptr<DepthOne> form = make_sparse_depth_one(*problem, one_thread());
  const auto couplings = static_cast<double>(problem->num_entries()) / 2.0;
  c.add({"value", [problem, form] {
           BetaCurve curve;
           form->curve(nullptr, 0.5, &curve, nullptr);
           keep(curve);
         },
         couplings, 0.0, ""});
  c.add({"value and slope", [problem, form] {
           BetaCurve curve, slope;
           form->curve(nullptr, 0.5, &curve, &slope);
           keep(slope);
         },
         couplings, 0.0, "value"});
}

template <int64_t kSpins>
void add_correlations(Case& c) {
  for (const bool dense : {true, false}) {
    const auto problem = dense ? random_problem(kSpins, kSpins - 1, best_table()) : cubic_problem(kSpins);
    const std::shared_ptr<DepthOne> form =
        dense ? make_dense_depth_one(*problem, one_thread()) : make_sparse_depth_one(*problem, one_thread());
    const auto out = std::make_shared<std::vector<double>>(static_cast<size_t>(kSpins * kSpins));
    c.add({dense ? "dense" : "sparse", [problem, form, out] {
             form->correlations(0.1, -0.3, out->data());
             keep(*out);
           },
           static_cast<double>(kSpins * (kSpins - 1) / 2), 0.0, ""});
  }
}

const RegisterCase against_8("depth_one.amplitudes.n8", "value", add_against_amplitudes<8>);
const RegisterCase against_10("depth_one.amplitudes.n10", "value", add_against_amplitudes<10>);
const RegisterCase against_12("depth_one.amplitudes.n12", "value", add_against_amplitudes<12>);
const RegisterCase against_16("depth_one.amplitudes.n16", "value", add_against_amplitudes<16>);
const RegisterCase dense_8("depth_one.dense.n8", "value", add_dense<8>);
const RegisterCase dense_16("depth_one.dense.n16", "value", add_dense<16>);
const RegisterCase dense_32("depth_one.dense.n32", "value", add_dense<32>);
const RegisterCase dense_64("depth_one.dense.n64", "value", add_dense<64>);
const RegisterCase sparse_100("depth_one.sparse.n100", "coupling", add_sparse<100>);
const RegisterCase sparse_1000("depth_one.sparse.n1000", "coupling", add_sparse<1000>);
const RegisterCase sparse_10000("depth_one.sparse.n10000", "coupling", add_sparse<10000>);
const RegisterCase correlations_256("depth_one.correlations.n256", "pair", add_correlations<256>);

}  // namespace
}  // namespace weiss::bench
