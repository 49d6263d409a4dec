// The coupling matrix times many vectors, as simulated bifurcation and bounds ask for it.
#include "bench.hpp"
#include "data.hpp"

namespace weiss::bench {
namespace {

constexpr int64_t kCount = 32;

void add_product(Case& c, int64_t n, int64_t degree) {
  for (const KernelTable* table : tables()) {
    const auto problem = random_problem(n, degree, *table);
    const auto x = std::make_shared<std::vector<double>>(static_cast<size_t>(n * kCount), 0.5);
    const auto y = std::make_shared<std::vector<double>>(static_cast<size_t>(n * kCount));
    const auto add = [&](const char* kernel, auto member) {
      c.add({std::string(table->name) + "." + kernel,
             [=] {
               const CsrView view = {n, problem->row_start.data(), problem->column.data(),
                                     problem->value.data(), problem->field.data()};
               (table->multiply.*member)(&view, kCount, x->data(), y->data());
               keep(*y);
             },
             static_cast<double>(problem->num_entries() * kCount),
             static_cast<double>(problem->num_entries() * 12 + n * kCount * 16), "scalar.rows"});
    };
    add("rows", &MultiplyKernels::csr);
    if (degree * 8 >= n) add("tiles", &MultiplyKernels::tiles);
  }
}

const RegisterCase dense("multiply.n1000.dense.k32", "product", [](Case& c) { add_product(c, 1000, 999); });
const RegisterCase quarter("multiply.n1000.degree250.k32", "product",
                           [](Case& c) { add_product(c, 1000, 250); });
const RegisterCase sparse("multiply.n2000.degree20.k32", "product", [](Case& c) { add_product(c, 2000, 20); });

}  // namespace
}  // namespace weiss::bench
