// Exact enumeration of complete problems with fields, states for each second.
#include "bench.hpp"
#include "data.hpp"
#include "search/enumerate.hpp"

namespace weiss::bench {
namespace {

void add(Case& c, int64_t n, bool slow_levels) {
  for (const KernelTable* table : tables()) {
    if (!slow_levels && table != find_kernels(nullptr)) continue;
    const auto problem = random_problem(n, n - 1, *table);
    c.add({table->name,
           [problem] {
             int8_t spins[30];
             keep(enumerate(*problem, nullptr, spins));
           },
           static_cast<double>(int64_t{1} << n), 0.0, slow_levels ? "scalar" : ""});
  }
}

const RegisterCase n6("enumerate.n06", "state", [](Case& c) { add(c, 6, true); });
const RegisterCase n10("enumerate.n10", "state", [](Case& c) { add(c, 10, true); });
const RegisterCase n20("enumerate.n20", "state", [](Case& c) { add(c, 20, true); });
const RegisterCase n30("enumerate.n30", "state", [](Case& c) { add(c, 30, false); });

}  // namespace
}  // namespace weiss::bench
