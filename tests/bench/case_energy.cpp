// Energies of whole states: CSR and dense, one state and sixteen.
#include "bench.hpp"
#include "data.hpp"

namespace weiss::bench {
namespace {

constexpr int64_t kBatch = 16;

CsrView csr_of(const Problem& p) {
  return {p.num_spins(), p.row_start.data(), p.column.data(), p.value.data(), p.field.data()};
}

double bytes_of_csr(const Problem& p) {
  return static_cast<double>(p.num_entries()) * 12.0 + static_cast<double>(p.num_spins()) * 17.0;
}

void add_csr(Case& c, int64_t n, int64_t degree) {
  const auto problem = random_problem(n, degree, *find_kernels(nullptr));
  const auto spins = std::make_shared<std::vector<int8_t>>(random_spins(n));
  for (const KernelTable* table : tables()) {
    const auto call = [=] {
      const CsrView view = csr_of(*problem);
      keep(table->energy.energy_csr(&view, spins->data()));
    };
    c.add({table->name, call, static_cast<double>(problem->num_entries()), bytes_of_csr(*problem), "scalar"});
  }
}

void add_csr_batch(Case& c, int64_t n, int64_t degree) {
  const auto problem = random_problem(n, degree, *find_kernels(nullptr));
  const auto spins = std::make_shared<std::vector<int8_t>>(random_spins(kBatch * n));
  const auto scratch = std::make_shared<std::vector<int8_t>>(static_cast<size_t>(8 * n));
  for (const KernelTable* table : tables()) {
    const auto call = [=] {
      const CsrView view = csr_of(*problem);
      double energies[kBatch];
      table->energy.energies_csr(&view, kBatch, spins->data(), scratch->data(), energies);
      keep(energies);
    };
    c.add({table->name, call, static_cast<double>(kBatch * problem->num_entries()), 0.0, "scalar"});
  }
}

void add_dense(Case& c, int64_t n, int64_t count) {
  const auto problem = random_problem(n, n - 1, *find_kernels(nullptr));
  const auto dense = std::make_shared<DenseCopy>(*problem);
  const auto spins = std::make_shared<std::vector<int8_t>>(random_spins(count * n));
  for (const KernelTable* table : tables()) {
    const auto call = [=] {
      const DenseView view = {n, dense->stride, dense->rows.data(), problem->field.data()};
      double energies[kBatch];
      if (count == 1) energies[0] = table->energy.energy_dense(&view, spins->data());
      else table->energy.energies_dense(&view, count, spins->data(), energies);
      keep(energies);
    };
    c.add({table->name, call, static_cast<double>(count * n * n),
           count == 1 ? static_cast<double>(n * n) * sizeof(double) : 0.0, "scalar"});
  }
}

const RegisterCase tiny("energy.csr.n10", "entry", [](Case& c) { add_csr(c, 10, 9); });
const RegisterCase sparse("energy.csr.n2000.d20", "entry", [](Case& c) { add_csr(c, 2000, 20); });
const RegisterCase large("energy.csr.n1000000.d6", "entry", [](Case& c) { add_csr(c, 1000000, 6); });
const RegisterCase full("energy.csr.n1000.full", "entry", [](Case& c) { add_csr(c, 1000, 999); });
const RegisterCase batch("energy.csr.n2000.d20.batch", "entry", [](Case& c) { add_csr_batch(c, 2000, 20); });
const RegisterCase dense("energy.dense.n1000", "entry", [](Case& c) { add_dense(c, 1000, 1); });
const RegisterCase dense_batch("energy.dense.n1000.batch", "entry",
                               [](Case& c) { add_dense(c, 1000, kBatch); });

}  // namespace
}  // namespace weiss::bench
