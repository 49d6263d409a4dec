// A run as the functions of the host see it while one circuit is computed: it says stop when it is cancelled
// or out of time, but not for the work of the circuit itself, which is charged when it is done. A circuit
// that was begun under a work limit is finished, so that every run has an answer.
#pragma once

#include <weiss/plugin.hpp>

namespace {

class WholeCircuit {
 public:
  explicit WholeCircuit(const weiss::plugin::Run& run) noexcept : proxy_{*run.table(), run.table(), 0} {
    proxy_.table.should_stop = [](const weiss_run* table) noexcept {
      return of(table).run->should_stop(of(table).run);
    };
    proxy_.table.work_left = [](const weiss_run*) noexcept { return INT64_MAX; };
    proxy_.table.spend = [](const weiss_run* table, int64_t units) noexcept { of(table).spent += units; };
  }
  WholeCircuit(const WholeCircuit&) = delete;
  WholeCircuit& operator=(const WholeCircuit&) = delete;
  ~WholeCircuit() { proxy_.run->spend(proxy_.run, proxy_.spent); }

  weiss::plugin::Run run() const noexcept { return weiss::plugin::Run(&proxy_.table); }

 private:
  struct Proxy {
    weiss_run table;  // first, so that its address is the proxy's
    const weiss_run* run;
    int64_t spent;
  };
  static Proxy& of(const weiss_run* table) noexcept {
    return *const_cast<Proxy*>(reinterpret_cast<const Proxy*>(table));
  }

  Proxy proxy_;
};

}  // namespace
