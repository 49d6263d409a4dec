// All fields of a state from dense rows, and all gains from the fields.
#include "bench.hpp"
#include "data.hpp"

namespace weiss::bench {
namespace {

// Fields of spins of 8 bits and integer rows, as the dense engines set a state.
void add_integer_fields(Case& c) {
  constexpr int64_t n = 2048;
  const auto rows = std::make_shared<std::vector<int8_t>>(random_spins(n * n));
  const auto spins = std::make_shared<std::vector<int8_t>>(random_spins(n));
  const auto field = std::make_shared<std::vector<int32_t>>(static_cast<size_t>(n), 1);
  const auto out = std::make_shared<std::vector<int32_t>>(static_cast<size_t>(n));
  for (const KernelTable* table : tables())
    c.add({table->name,
           [=] {
             table->energy.fields_dense_i8(n, n, rows->data(), field->data(), spins->data(), out->data());
             keep(*out);
           },
           static_cast<double>(n * n), static_cast<double>(n * n), "scalar"});
}

template <class T, class Kernel>
void add_gains(Case& c, const Kernel& kernel) {
  constexpr int64_t n = 2000;
  const auto f = std::make_shared<std::vector<T>>(static_cast<size_t>(n), T{3});
  const auto spins = std::make_shared<std::vector<int8_t>>(random_spins(n));
  const auto out = std::make_shared<std::vector<double>>(static_cast<size_t>(n));
  for (const KernelTable* table : tables())
    c.add({table->name,
           [=] {
             (table->energy.*kernel)(n, f->data(), spins->data(), 2.0, out->data());
             keep(*out);
           },
           static_cast<double>(n), static_cast<double>(n) * static_cast<double>(sizeof(T) + 9), "scalar"});
}

const RegisterCase fields("fields.dense.i8.n2048", "entry", add_integer_fields);
const RegisterCase gains_f64("gains.f64.n2000", "spin",
                             [](Case& c) { add_gains<double>(c, &EnergyKernels::gains_f64); });
const RegisterCase gains_i32("gains.i32.n2000", "spin",
                             [](Case& c) { add_gains<int32_t>(c, &EnergyKernels::gains_i32); });

}  // namespace
}  // namespace weiss::bench
