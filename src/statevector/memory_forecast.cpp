#include "statevector/memory_forecast.hpp"

#include <unistd.h>

#include <cmath>

#include "base/error.hpp"
#include "weiss/statevector.h"

namespace weiss {

namespace {

// Memory of the machine in bytes; 0 when the system does not say.
double physical_memory() noexcept {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page_size = ::sysconf(_SC_PAGESIZE);
  return pages > 0 && page_size > 0 ? static_cast<double>(pages) * static_cast<double>(page_size) : 0.0;
}

}  // namespace

std::string size_text(double bytes) {
  constexpr const char* kUnits[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
  constexpr int kNumUnits = static_cast<int>(sizeof kUnits / sizeof kUnits[0]);
  int unit = 0;
  double value = bytes;
  for (; value >= 1024.0 && unit + 1 < kNumUnits; ++unit) value /= 1024.0;
  if (value >= 1024.0) return "2^" + std::to_string(static_cast<int>(std::log2(bytes))) + " bytes";
  const auto tenths = static_cast<int64_t>(std::llround(value * 10.0));
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " " + kUnits[unit];
}

void require_qubits(int64_t num_qubits, double bytes_per_amplitude) {
  if (num_qubits < 0)
    throw Error(WEISS_E_ARGUMENT, "num_qubits is " + std::to_string(num_qubits) + "; it must be 0 or more");
  if (num_qubits <= WEISS_MAX_QUBITS) return;
  const double log_bytes = static_cast<double>(num_qubits) + std::log2(bytes_per_amplitude);
  // Beyond the range of a double only the exponent can be said.
  const std::string size = log_bytes < 1000.0
                               ? size_text(std::exp2(log_bytes))
                               : "2^" + std::to_string(static_cast<int64_t>(log_bytes)) + " bytes";
  throw Error(WEISS_E_LIMIT, std::to_string(num_qubits) + " qubits need " + size + "; at most " +
                                 std::to_string(WEISS_MAX_QUBITS) +
                                 " can be held as amplitudes: cut the problem into parts");
}

void require_memory(Environment& environment, int64_t bytes, const std::string& what) {
  environment.memory()->require(bytes, what.c_str());
  const double physical = physical_memory();
  if (physical > 0.0 &&
      static_cast<double>(environment.memory()->used()) + static_cast<double>(bytes) > physical)
    throw Error(WEISS_E_LIMIT, what + " needs " + size_text(static_cast<double>(bytes)) +
                                   "; this machine has " + size_text(physical) +
                                   " of memory: take fewer qubits, or single precision");
}

}  // namespace weiss
