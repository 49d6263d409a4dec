// Problems, a run that is nothing but a table, and the naive reference of the search tests.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "model/support.hpp"
#include "search/meter.hpp"
#include "search/search.hpp"
#include "simd/tables.hpp"

namespace weiss_test {

constexpr int32_t kEngines[] = {WEISS_ENGINE_SPARSE, WEISS_ENGINE_DENSE};

// Runs body(environment) for each SIMD level of this machine.
template <class Body>
void for_each_level(const Body& body) {
  for (const weiss::KernelTable* table : weiss::test::tables()) {
    const std::string level = table->name;
    CAPTURE(level);
    body(make_environment(0, table->name));
  }
}

// Runs body(problem, search) for each engine, on the best SIMD level or a given one.
template <class Body>
void for_each_engine(const UserForm& form, const Body& body,
                     const weiss::EnvironmentPtr& environment = make_environment()) {
  const weiss::ProblemPtr problem = build(environment, form);
  for (const int32_t engine : kEngines) {
    CAPTURE(engine);
    const auto search = weiss::make_search(*problem, engine);
    body(*problem, *search);
  }
}

// Runs body(problem, search) for each SIMD level and engine.
template <class Body>
void for_each_search(const UserForm& form, const Body& body) {
  for_each_level(
      [&](const weiss::EnvironmentPtr& environment) { for_each_engine(form, body, environment); });
}

inline Spins spins_of(const weiss::Search& search) {
  return Spins(search.spins(), search.spins() + search.num_spins());
}
inline Spins best_of(weiss::Search& search) {
  const int8_t* const spins = search.best_spins();
  return Spins(spins, spins + search.num_spins());
}

// A square torus of couplings -1 and +1.
inline UserForm torus(weiss::Random& random, int32_t side) {
  UserForm form;
  form.num_spins = side * side;
  for (int32_t y = 0; y < side; ++y)
    for (int32_t x = 0; x < side; ++x) {
      form.add(y * side + x, y * side + (x + 1) % side, random.below(2) ? 1.0 : -1.0);
      form.add(y * side + x, (y + 1) % side * side + x, random.below(2) ? 1.0 : -1.0);
    }
  return form;
}

// A graph of n spins in which each has the two neighbours to its left and right, weights of +1 and -1.
inline UserForm ladder(weiss::Random& random, int32_t n) {
  UserForm form;
  form.num_spins = n;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t step = 1; step <= 2; ++step)
      if (i + step < n) form.add(i, i + step, random.below(2) ? 1.0 : -1.0);
  return form;
}

// Counts what it is charged, and says stop from the k-th question on or when the work is used up.
class CountingRun {
 public:
  explicit CountingRun(int64_t work_limit = INT64_MAX, int64_t asks_before_stop = INT64_MAX)
      : work_limit_(work_limit), asks_left_(asks_before_stop) {
    table_.struct_size = sizeof table_;
    table_.threads = 1;
    table_.work_limit = work_limit;
    table_.impl = this;
    table_.should_stop = [](const weiss_run* run) noexcept -> int32_t {
      CountingRun& self = of(run);
      return self.asks_left_-- <= 0 || self.spent >= self.work_limit_;
    };
    table_.work_left = [](const weiss_run* run) noexcept -> int64_t {
      const CountingRun& self = of(run);
      if (self.work_limit_ == INT64_MAX) return INT64_MAX;
      return std::max<int64_t>(self.work_limit_ - self.spent, 0);
    };
    table_.spend = [](const weiss_run* run, int64_t units) noexcept { of(run).spent += units; };
  }
  const weiss_run* table() const { return &table_; }

  int64_t spent = 0;

 private:
  static CountingRun& of(const weiss_run* run) { return *static_cast<CountingRun*>(run->impl); }
  const int64_t work_limit_;
  int64_t asks_left_;
  weiss_run table_{};
};

// For what is set up outside of a run.
inline weiss::Watch& unwatched() {
  static thread_local weiss::Watch watch(nullptr);
  return watch;
}

// The gain s_i f_i of a spin, from the definition; integer data in units of 1 / scale.
inline double gain_of(const weiss::Problem& problem, const Spins& spins, int64_t spin) {
  const auto i = static_cast<size_t>(spin);
  double field = problem.field[i];
  const auto end = static_cast<size_t>(problem.row_start[i + 1]);
  for (auto k = static_cast<size_t>(problem.row_start[i]); k < end; ++k)
    field += problem.value[k] * spins[static_cast<size_t>(problem.column[k])];
  return spins[i] * field * problem.scale;
}

inline void flip(Spins& spins, int64_t spin) {
  int8_t& s = spins[static_cast<size_t>(spin)];
  s = static_cast<int8_t>(-s);
}

}  // namespace weiss_test
