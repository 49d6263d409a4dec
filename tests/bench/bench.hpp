// The harness of weiss_bench: cases register themselves, so that a new one is a new file case_<name>.cpp and
// nothing else.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace weiss::bench {

// One thing to time.
struct Measurement {
  std::string name;            // within its case, such as the SIMD level
  std::function<void()> call;  // does the thing once; owns its data, which siblings may share
  double items = 1.0;          // things done by one call, to print time for each and things for each second
  double bytes = 0.0;          // that one call must read or write; 0: memory is not its limit
  std::string baseline;        // sibling to compare with; empty: none
  double overhead = -1.0;      // share of its time that the case calls overhead; below 0: it does not say
};

// The measurements of one case. Reading memory as fast as this core can is timed along with each
// measurement that says its bytes, for a buffer of as many bytes: the physical limit.
class Case {
 public:
  Case(std::string name, std::string item) : name_(std::move(name)), item_(std::move(item)) {}
  void add(Measurement measurement) { measurements_.push_back(std::move(measurement)); }

  const std::string& name() const { return name_; }
  const std::string& item() const { return item_; }
  const std::vector<Measurement>& measurements() const { return measurements_; }

 private:
  std::string name_;
  std::string item_;
  std::vector<Measurement> measurements_;
};

// A namespace-scope object of this type registers a case: name in dotted lower case, item as in "ns/item",
// and a function that builds data and measurements, called only when the case is wanted.
struct RegisterCase {
  RegisterCase(const char* name, const char* item, void (*build)(Case&));
};

struct Registration {
  const char* name;
  const char* item;
  void (*build)(Case&);
};
const std::vector<Registration>& registrations();  // sorted by name

// What was measured: CPU seconds of one call, over the repetitions.
struct Timing {
  std::string case_name, name, item, baseline;
  double items = 1.0, bytes = 0.0, overhead = -1.0;
  int64_t calls = 0;  // in each repetition
  std::vector<double> seconds;

  double quantile(double q) const;  // linear between order statistics
  double median() const { return quantile(0.5); }
};

struct Plan {
  int repetitions = 15;
  double seconds_each = 0.02;  // of each repetition of each measurement
};

// Times all measurements of the cases in turn, round after round, so that a slow moment of the machine
// falls on all alike.
std::vector<Timing> run_cases(const std::vector<Case>& cases, const Plan& plan);

// A value that the compiler must compute.
template <class T>
inline void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

}  // namespace weiss::bench
