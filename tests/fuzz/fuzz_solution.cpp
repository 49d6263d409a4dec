// The reader of solutions, for several numbers of spins.
#include <algorithm>
#include <vector>

#include "fuzz.hpp"

namespace {

using weiss_fuzz::require;

constexpr int8_t kUntouched = 77;

void read(const char* text, size_t size, int64_t num_spins) {
  std::vector<int8_t> spins(static_cast<size_t>(num_spins), kUntouched);
  weiss_error error = weiss_fuzz::empty_error();
  const weiss_status status =
      weiss_solution_read_memory(text, size, "input", num_spins, spins.data(), &error);
  const auto all = [&](const auto& is_good) { return std::all_of(spins.begin(), spins.end(), is_good); };
  if (status == WEISS_OK) {
    require(all([](int8_t s) { return s == 1 || s == -1; }), "a spin is -1 or +1");
    return;
  }
  weiss_fuzz::require_told(status, error);
  require(status == WEISS_E_FORMAT, "a bad file is refused as such", error.message);
  require(all([](int8_t s) { return s == kUntouched; }), "spins are written only on success", error.message);
}

}  // namespace

int LLVMFuzzerInitialize(int*, char***) { return 0; }

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  for (const int64_t num_spins : {1, 4, 9}) read(reinterpret_cast<const char*>(data), size, num_spins);
  return 0;
}
