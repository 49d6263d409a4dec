// The SDP bound: whole, one sweep of its vectors, and the dense part of its proof at every SIMD level.
#include <cmath>

#include "base/aligned.hpp"
#include "bench.hpp"
#include "bounds/sdp.hpp"
#include "data.hpp"
#include "model/build.hpp"
#include "simd/kernels.h"

namespace weiss::bench {
namespace {

// A square torus of couplings -1 and +1.
std::shared_ptr<Problem> torus(int32_t side) {
  Random random(1);
  std::vector<int32_t> row, column;
  std::vector<double> value;
  const auto connect = [&](int32_t i, int32_t j) {
    row.push_back(i);
    column.push_back(j);
    value.push_back(random.next() >> 63 ? 1.0 : -1.0);
  };
  for (int32_t i = 0; i < side; ++i)
    for (int32_t j = 0; j < side; ++j) {
      connect(i * side + j, i * side + (j + 1) % side);
      connect(i * side + j, (i + 1) % side * side + j);
    }
  weiss_problem_data data = {};
  data.struct_size = sizeof data;
  data.num_spins = int64_t{side} * side;
  data.num_terms = static_cast<int64_t>(row.size());
  data.row = row.data();
  data.column = column.data();
  data.value = value.data();
  return build_problem(std::make_shared<Environment>(0, nullptr, nullptr, nullptr, *find_kernels(nullptr),
                                                     LogTarget{}),
                       data);
}

// Vectors of a problem of about degree neighbours, rank as by the rule of the bound.
struct Vectors {
  Vectors(int64_t n, int64_t degree)
      : problem(random_problem(n, degree, *find_kernels(nullptr))),
        rank((static_cast<int64_t>(std::ceil(std::sqrt(2.0 * static_cast<double>(n)))) + 16) / 16 * 16),
        value(problem->value.begin(), problem->value.end()),
        vector(problem->environment->memory(), n * rank, 0.0f),
        field(problem->environment->memory(), rank, 0.0f) {
    Random random(3);
    const float length = static_cast<float>(1.0 / std::sqrt(static_cast<double>(rank)));
    for (int64_t k = 0; k < vector.size(); ++k) vector[k] = random.next() >> 63 ? length : -length;
  }
  std::shared_ptr<Problem> problem;
  int64_t rank;
  std::vector<float> value;
  AlignedArray<float> vector, field;
};

void add_sweep(Case& c, int64_t n, int64_t degree) {
  for (const KernelTable* table : tables()) {
    const auto data = std::make_shared<Vectors>(n, degree);
    const auto call = [=] {
      const Problem& p = *data->problem;
      const MixingRows rows = {p.row_start.data(), p.column.data(),     data->value.data(),
                               data->rank,         data->vector.data(), data->field.data()};
      keep(table->mixing.sweep(&rows, 0, p.num_spins(), 0.8));
    };
    c.add({table->name, call, static_cast<double>(data->problem->num_entries() * data->rank), 0.0, "scalar"});
  }
}

// A block of columns behind 1,024 others.
void add_products(Case& c) {
  constexpr int64_t n = 1024;
  const auto left = std::make_shared<std::vector<double>>(n * n, 1e-6);
  const auto right = std::make_shared<std::vector<double>>(n * kCholeskyBlock, 1e-6);
  for (const KernelTable* table : tables()) {
    const auto out = std::make_shared<std::vector<double>>(n * n, 1.0);
    const auto call = [=] {
      table->cholesky.subtract_products(n, n, n, left->data(), right->data(), out->data());
      keep((*out)[0]);
    };
    c.add({table->name, call, static_cast<double>(n * n * kCholeskyBlock), 0.0, "scalar"});
  }
}

void add_bound(Case& c, const std::shared_ptr<Problem>& problem) {
  c.add({"bound",
         [=] {
           Meter meter(nullptr);
           weiss_sdp_params params = {};
           params.struct_size = sizeof params;
           keep(sdp_bound(*problem, params, nullptr, meter));
         },
         1.0, 0.0, ""});
}

const RegisterCase sparse("sdp.sweep.n2000.d20", "product", [](Case& c) { add_sweep(c, 2000, 20); });
const RegisterCase large("sdp.sweep.n20000.d4", "product", [](Case& c) { add_sweep(c, 20000, 4); });
const RegisterCase dense("sdp.sweep.n1000.full", "product", [](Case& c) { add_sweep(c, 1000, 999); });
const RegisterCase products("sdp.cholesky.n1024", "product", [](Case& c) { add_products(c); });
const RegisterCase degree20("sdp.bound.n2000.d20", "bound",
                            [](Case& c) { add_bound(c, random_problem(2000, 20, *find_kernels(nullptr))); });
const RegisterCase small_torus("sdp.bound.torus.n2025", "bound", [](Case& c) { add_bound(c, torus(45)); });
const RegisterCase large_torus("sdp.bound.torus.n19881", "bound", [](Case& c) { add_bound(c, torus(141)); });

}  // namespace
}  // namespace weiss::bench
