// What is read off a run.
#pragma once

#include <ctime>
#include <stdexcept>
#include <string>

#include "weiss/weiss.hpp"

namespace papers {

// CPU time of the calling thread.
inline double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// 0 when the run has not counted it.
inline double counter(const weiss::Result& result, const std::string& name) {
  const auto counters = result.counters();
  const auto found = counters.find(name);
  return found == counters.end() ? 0.0 : static_cast<double>(found->second);
}

inline double figure(const weiss::Result& result, const std::string& name) {
  const auto figures = result.figures();
  const auto found = figures.find(name);
  if (found == figures.end()) throw std::runtime_error("the run has no figure \"" + name + "\"");
  return found->second;
}

}  // namespace papers
