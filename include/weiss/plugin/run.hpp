// weiss/plugin/run.hpp - what solve, partition and minimize work with. A part of plugin.hpp.
#ifndef WEISS_PLUGIN_RUN_HPP
#define WEISS_PLUGIN_RUN_HPP

#include <exception>
#include <mutex>
#include <type_traits>

#include "host.hpp"

namespace weiss {
namespace plugin {

class Run {
 public:
  explicit Run(const weiss_run* table) noexcept : table_(table) {}
  const weiss_run* table() const noexcept { return table_; }

  int32_t threads() const noexcept { return table_->threads; }
  int32_t worker() const noexcept { return table_->worker; }
  uint64_t seed() const noexcept { return table_->seed; }
  uint64_t stream(uint64_t k) const noexcept { return weiss_seed_derive(table_->seed, k); }

  bool should_stop() const noexcept { return table_->should_stop(table_) != 0; }
  bool limits_work() const noexcept { return table_->work_limit != INT64_MAX; }
  double time_left() const noexcept { return table_->time_left(table_); }
  int64_t work_left() const noexcept { return table_->work_left(table_); }
  void spend(int64_t units) const noexcept { table_->spend(table_, units); }
  void count(const char* name, int64_t n = 1) const noexcept { table_->count(table_, name, n); }
  void progress(double fraction) const noexcept { table_->progress(table_, fraction); }
  // Ends the whole call of the user's, not this run alone.
  void cancel() const noexcept { table_->cancel(table_); }

  // Calls body(index, const Run&) for 0 ... count - 1 in parallel, each with a run of its own (plugin.h).
  // Rethrows the exception of the smallest index when all have returned.
  template <class Body>
  void parallel_for(int64_t count, Body&& body) const {
    struct Section {
      std::remove_reference_t<Body>& body;
      std::mutex mutex;
      int64_t failed_index;
      std::exception_ptr failure;
    } section{body, {}, count, nullptr};
    const weiss_status status = table_->parallel_for(
        table_, count,
        [](void* user, int64_t index, const weiss_run* run) noexcept {
          auto& shared = *static_cast<Section*>(user);
          try {
            shared.body(index, Run(run));
          } catch (...) {
            const std::lock_guard<std::mutex> lock(shared.mutex);
            if (index > shared.failed_index) return;
            shared.failed_index = index;
            shared.failure = std::current_exception();
          }
        },
        &section);
    if (section.failure) std::rethrow_exception(section.failure);
    if (status < 0) throw Failure(status, "the host could not run a parallel section");
  }

 private:
  const weiss_run* table_;
};

// For functions that take a run or NULL.
inline const weiss_run* table_of(const Run* run) noexcept { return run ? run->table() : nullptr; }

// Where a solver leaves its results. report returns true when the host wants it to stop.
class Sink {
 public:
  explicit Sink(const weiss_sink* table) noexcept : table_(table) {}
  const weiss_sink* table() const noexcept { return table_; }

  // energy NaN: the solver does not say. source null: the algorithm's name.
  bool report(const int8_t* spins, double energy, const char* source = nullptr,
              int64_t multiplicity = 1) const noexcept {
    weiss_sample sample = sized<weiss_sample>();
    sample.spins = spins;
    sample.energy = energy;
    sample.source = source;
    sample.multiplicity = multiplicity;
    return table_->report(table_, &sample) != 0;
  }
  void marginals(const double* marginals) const noexcept { table_->marginals(table_, marginals); }
  void parameters(int64_t count, const double* parameters) const noexcept {
    table_->parameters(table_, count, parameters);
  }
  void bound(double lower_bound, int32_t proof) const noexcept { table_->bound(table_, lower_bound, proof); }
  void figure(const char* name, double value) const noexcept { table_->figure(table_, name, value); }

 private:
  const weiss_sink* table_;
};

// Problems to be solved in one call, each with an input, a run and a sink of its own.
class Batch {
 public:
  Batch(int64_t size, const weiss_problem_view* const* problems, const weiss_solver_input* const* inputs,
        const weiss_run* const* runs, const weiss_sink* const* sinks, weiss_status* statuses) noexcept
      : size_(size), problems_(problems), inputs_(inputs), runs_(runs), sinks_(sinks), statuses_(statuses) {}

  int64_t size() const noexcept { return size_; }
  const weiss_problem_view& problem(int64_t k) const noexcept { return *problems_[k]; }
  const weiss_solver_input& input(int64_t k) const noexcept { return *inputs_[k]; }
  Run run(int64_t k) const noexcept { return Run(runs_[k]); }
  Sink sink(int64_t k) const noexcept { return Sink(sinks_[k]); }
  // Says that one of them could not be solved; the others go on.
  void fail(int64_t k, weiss_status status, const char* text) const noexcept {
    runs_[k]->set_error(runs_[k], text);
    statuses_[k] = status;
  }

 private:
  int64_t size_;
  const weiss_problem_view* const* problems_;
  const weiss_solver_input* const* inputs_;
  const weiss_run* const* runs_;
  const weiss_sink* const* sinks_;
  weiss_status* statuses_;
};

// Where a partitioner leaves its parts.
class PartSink {
 public:
  explicit PartSink(const weiss_part_sink* table) noexcept : table_(table) {}
  const weiss_part_sink* table() const noexcept { return table_; }

  bool add(int64_t num_members, const int32_t* members, double priority = 0.0) const noexcept {
    weiss_part part = sized<weiss_part>();
    part.num_members = num_members;
    part.members = members;
    part.priority = priority;
    return table_->add(table_, &part) != 0;
  }

 private:
  const weiss_part_sink* table_;
};

// Random numbers by the published hash of the seed and a counter: same seed, same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) noexcept : seed_(seed) {}
  uint64_t next() noexcept { return weiss_seed_derive(seed_, counter_++); }
  // Uniform in 0 ... bound - 1, for bound in 1 ... 2^32 - 1.
  int64_t below(int64_t bound) noexcept {
    return static_cast<int64_t>(((next() >> 32) * static_cast<uint64_t>(bound)) >> 32);
  }
  // Uniform in [0, 1).
  double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  uint64_t seed_;
  uint64_t counter_ = 0;
};

struct Coupling {
  int32_t spin;
  double value;
};

// for (const auto [spin, value] : row(problem, i)): the couplings of spin i.
class Row {
 public:
  class Iterator {
   public:
    Iterator(const int32_t* column, const double* value) noexcept : column_(column), value_(value) {}
    Coupling operator*() const noexcept { return {*column_, *value_}; }
    Iterator& operator++() noexcept {
      ++column_;
      ++value_;
      return *this;
    }
    bool operator!=(const Iterator& other) const noexcept { return column_ != other.column_; }

   private:
    const int32_t* column_;
    const double* value_;
  };

  Row(const weiss_problem_view& problem, int64_t spin) noexcept
      : problem_(problem), first_(problem.row_start[spin]), last_(problem.row_start[spin + 1]) {}
  int64_t size() const noexcept { return last_ - first_; }
  Iterator begin() const noexcept { return {problem_.column + first_, problem_.value + first_}; }
  Iterator end() const noexcept { return {problem_.column + last_, problem_.value + last_}; }

 private:
  const weiss_problem_view& problem_;
  int64_t first_, last_;
};
inline Row row(const weiss_problem_view& problem, int64_t spin) noexcept { return Row(problem, spin); }

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_PLUGIN_RUN_HPP
