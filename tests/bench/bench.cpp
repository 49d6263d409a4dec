#include "bench.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>

namespace weiss::bench {

namespace {

double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double seconds_of(const Measurement& measurement, int64_t calls) {
  const double begin = cpu_seconds();
  for (int64_t k = 0; k < calls; ++k) measurement.call();
  return cpu_seconds() - begin;
}

// Enough calls to fill a repetition; the first ones warm caches up.
int64_t calibrate(const Measurement& measurement, double seconds) {
  for (int64_t calls = 1;; calls *= 4) {
    const double spent = seconds_of(measurement, calls);
    if (spent >= 0.1 * seconds)
      return std::max<int64_t>(1, std::llround(static_cast<double>(calls) * seconds / spent));
  }
}

Measurement read_memory(double bytes) {
  const auto size = std::max<size_t>(64, static_cast<size_t>(bytes / sizeof(uint64_t)) / 64 * 64);
  auto buffer = std::make_shared<std::vector<uint64_t>>(size, 1);
  Measurement read;
  read.name = "read";
  read.items = read.bytes = static_cast<double>(size * sizeof(uint64_t));
  read.call = [buffer] {
    uint64_t sums[16] = {};  // 16 chains, in vector registers
    const uint64_t* const data = buffer->data();
    for (size_t i = 0; i < buffer->size(); i += 16)
      for (size_t l = 0; l < 16; ++l) sums[l] ^= data[i + l];
    uint64_t all = 0;
    for (const uint64_t sum : sums) all ^= sum;
    keep(all);
  };
  return read;
}

std::vector<Registration>& mutable_registrations() {
  static std::vector<Registration> all;
  return all;
}

}  // namespace

RegisterCase::RegisterCase(const char* name, const char* item, void (*build)(Case&)) {
  std::vector<Registration>& all = mutable_registrations();
  const auto before = [](const Registration& r, const std::string& n) { return r.name < n; };
  all.insert(std::lower_bound(all.begin(), all.end(), std::string(name), before), {name, item, build});
}

const std::vector<Registration>& registrations() { return mutable_registrations(); }

double Timing::quantile(double q) const {
  std::vector<double> sorted = seconds;
  std::sort(sorted.begin(), sorted.end());
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<Timing> run_cases(const std::vector<Case>& cases, const Plan& plan) {
  std::vector<Measurement> measurements;
  std::vector<Timing> timings;
  const auto add = [&](const Case& c, const Measurement& m, const std::string& item) {
    Timing timing;
    timing.case_name = c.name();
    timing.name = m.name;
    timing.item = item;
    timing.baseline = m.baseline;
    timing.items = m.items;
    timing.bytes = m.bytes;
    timing.overhead = m.overhead;
    measurements.push_back(m);
    timings.push_back(std::move(timing));
  };
  for (const Case& c : cases) {
    double bytes = 0.0;
    for (const Measurement& m : c.measurements()) bytes = std::max(bytes, m.bytes);
    if (bytes > 0.0) add(c, read_memory(bytes), "byte");
    for (const Measurement& m : c.measurements()) add(c, m, c.item());
  }
  for (size_t k = 0; k < timings.size(); ++k)
    timings[k].calls = calibrate(measurements[k], plan.seconds_each);
  for (int round = 0; round < plan.repetitions; ++round)
    for (size_t k = 0; k < timings.size(); ++k)
      timings[k].seconds.push_back(seconds_of(measurements[k], timings[k].calls) /
                                   static_cast<double>(timings[k].calls));
  return timings;
}

}  // namespace weiss::bench
