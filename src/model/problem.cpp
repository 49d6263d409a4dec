#include "model/problem.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/dense.hpp"
#include "model/integer_rows.hpp"

namespace {

weiss::CsrView csr_view(const weiss_problem& problem) noexcept {
  return {problem.num_spins(), problem.row_start.data(), problem.column.data(), problem.value.data(),
          problem.field.data()};
}

template <class T>
int64_t bytes(const weiss::Vector<T>& array) noexcept {
  return static_cast<int64_t>(array.capacity() * sizeof(T));
}

}  // namespace

weiss_problem::weiss_problem(weiss::EnvironmentPtr environment_)
    : environment(std::move(environment_)), row_start(environment->memory()), column(environment->memory()),
      value(environment->memory()), field(environment->memory()) {}

weiss_problem::~weiss_problem() = default;

double weiss_problem::energy(const int8_t* spins) const noexcept {
  const weiss::CsrView view = csr_view(*this);
  return environment->kernels().energy.energy_csr(&view, spins) + offset + 0.0;
}

void weiss_problem::energies(int64_t count, const int8_t* spins, double* energies) const {
  constexpr int64_t kSideBySide = 8;  // states that the kernel takes at once, given the room
  const weiss::CsrView view = csr_view(*this);
  weiss::Vector<int8_t> scratch(environment->memory());
  if (count >= kSideBySide) scratch.resize(static_cast<size_t>(kSideBySide * num_spins()));
  environment->kernels().energy.energies_csr(&view, count, spins, scratch.empty() ? nullptr : scratch.data(),
                                             energies);
  for (int64_t k = 0; k < count; ++k) energies[k] = energies[k] + offset + 0.0;
}

weiss_problem_info weiss_problem::info() const {
  weiss_problem_info info = {};
  info.struct_size = sizeof info;
  info.flags = flags;
  info.origin = origin;
  info.sense = sense;
  info.num_spins = num_spins();
  info.num_couplings = num_entries() / 2;
  info.duplicates_merged = duplicates_merged;
  info.self_loops = self_loops;
  info.zeros_dropped = zeros_dropped;
  info.memory = memory();
  info.trivial_bound = trivial_bound;
  info.format = format.c_str();
  const auto weigh = [&info](double coefficient) {
    const double size = std::fabs(coefficient);
    if (size == 0.0) return;
    info.smallest = info.smallest == 0.0 ? size : std::min(info.smallest, size);
    info.largest = std::max(info.largest, size);
  };
  for (const double coupling : value) weigh(coupling);
  for (const double h : field) {
    weigh(h);
    if (h != 0.0) ++info.num_fields;
  }
  return info;
}

int64_t weiss_problem::memory() const {
  auto total = static_cast<int64_t>(sizeof *this);
  total += bytes(row_start) + bytes(column) + bytes(value) + bytes(field);
  const std::lock_guard<std::mutex> lock(cache_mutex_);
  if (dense_rows_) total += dense_rows_->memory();
  if (integer_rows_) total += integer_rows_->memory();
  return total;
}

void weiss_problem::drop_caches() const noexcept {
  const std::lock_guard<std::mutex> lock(cache_mutex_);
  dense_rows_.reset();
  integer_rows_.reset();
}
