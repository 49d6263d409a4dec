// weiss/ext/replicas.hpp - C++ for the extension "weiss.replicas/1". Failures are exceptions (plugin.hpp).
#ifndef WEISS_EXT_REPLICAS_HPP
#define WEISS_EXT_REPLICAS_HPP

#include <memory>

#include "../plugin.hpp"
#include "replicas.h"

namespace weiss {
namespace plugin {

// Table of the extension, to keep in a plugin's class.
inline const weiss_ext_replicas& replicas_table(const Host& host) {
  return host.extension<weiss_ext_replicas>(WEISS_EXT_REPLICAS);
}

// The replicas of weiss/replicas.h. With a run their constructor throws Failure(WEISS_STOPPED) when that says stop.
class Replicas {
 public:
  Replicas(const weiss_ext_replicas& table, const weiss_problem* problem, int64_t count, const Run* run = nullptr)
      : table_(&table), replicas_(nullptr, table.destroy) {
    weiss_replicas* out = nullptr;
    call_whole(table.create, problem, table_of(run), count, &out);
    replicas_.reset(out);
  }
  // How many states of a problem are swept for the price of one.
  static int64_t lanes(const weiss_ext_replicas& table, const weiss_problem* problem) noexcept {
    return table.lanes(problem);
  }
  weiss_replicas* get() const noexcept { return replicas_.get(); }

  void set(int64_t replica, const int8_t* spins) { call(table_->set, get(), replica, spins); }
  void set_random(uint64_t seed) noexcept { table_->set_random(get(), seed); }
  void spins(int64_t replica, int8_t* spins) const { call(table_->spins, get(), replica, spins); }
  void energies(double* energies) const noexcept { table_->energies(get(), energies); }
  int64_t anneal(const Run& run, const weiss_anneal_params& params) noexcept {
    return table_->anneal(get(), run.table(), &params);
  }
  int64_t sweep(const Run& run, int64_t sweeps, const double* temperatures, uint64_t seed) noexcept {
    return table_->sweep(get(), run.table(), sweeps, temperatures, seed);
  }

 private:
  const weiss_ext_replicas* table_;
  std::unique_ptr<weiss_replicas, void (*)(weiss_replicas*) noexcept> replicas_;
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_EXT_REPLICAS_HPP
