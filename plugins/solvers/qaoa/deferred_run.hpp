// A run that is charged when its circuits are done. Until then it says stop when it is cancelled or out of
// time, but not for the work of a circuit that has been begun: that is finished, so that every run has an
// answer.
#pragma once

#include <algorithm>
#include <weiss/plugin.hpp>

namespace {

class DeferredRun : public weiss::plugin::Run {
 public:
  explicit DeferredRun(const weiss::plugin::Run& run) noexcept
      : Run(&proxy_.table), proxy_{*run.table(), run.table(), 0, false} {
    proxy_.table.should_stop = [](const weiss_run* table) noexcept {
      return of(table).insists ? int32_t{0} : of(table).run->should_stop(of(table).run);
    };
    proxy_.table.work_left = [](const weiss_run*) noexcept { return INT64_MAX; };
    proxy_.table.spend = [](const weiss_run* table, int64_t units) noexcept { of(table).spent += units; };
  }
  DeferredRun(const DeferredRun&) = delete;
  DeferredRun& operator=(const DeferredRun&) = delete;
  ~DeferredRun() { charge(); }

  // What is left of the limit beyond the work that waits to be charged.
  int64_t left() const noexcept {
    return std::max<int64_t>(proxy_.run->work_left(proxy_.run) - proxy_.spent, 0);
  }
  // Goes on even when it should stop: for what takes milliseconds.
  void insist() noexcept { proxy_.insists = true; }
  void charge() noexcept {
    proxy_.run->spend(proxy_.run, proxy_.spent);
    proxy_.spent = 0;
  }

 private:
  struct Proxy {
    weiss_run table;  // first, so that its address is the proxy's
    const weiss_run* run;
    int64_t spent;
    bool insists;
  };
  static Proxy& of(const weiss_run* table) noexcept {
    return *const_cast<Proxy*>(reinterpret_cast<const Proxy*>(table));
  }

  Proxy proxy_;
};

}  // namespace
