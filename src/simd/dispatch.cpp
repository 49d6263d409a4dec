// Which tables can run here. Compiled with the flags of the baseline only.
#include <cstring>

#include "simd/kernels.h"

namespace weiss {

// Of these the build defines those with WEISS_HAVE_<arch>.
extern const KernelTable kernels_scalar;
extern const KernelTable kernels_neon64;
extern const KernelTable kernels_sse2;
extern const KernelTable kernels_avx2;
extern const KernelTable kernels_avx512;

size_t kernel_tables(const KernelTable** out, size_t capacity) noexcept {
  size_t count = 0;
  const auto add = [&](const KernelTable& table) {
    if (count < capacity) out[count] = &table;
    ++count;
  };

  add(kernels_scalar);
#if defined(WEISS_HAVE_neon64)
  add(kernels_neon64);
#endif
#if defined(WEISS_HAVE_sse2)
  add(kernels_sse2);
#endif
  // The compiler's detection reads XCR0 too, so a system that keeps the AVX state switched off is honoured.
#if defined(WEISS_HAVE_avx2) || defined(WEISS_HAVE_avx512)
  __builtin_cpu_init();
#endif
#if defined(WEISS_HAVE_avx2)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) add(kernels_avx2);
#endif
#if defined(WEISS_HAVE_avx512)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    add(kernels_avx512);
#endif
  return count;
}

const KernelTable* find_kernels(const char* name) noexcept {
  constexpr size_t kCapacity = 5;
  const KernelTable* tables[kCapacity];
  const size_t count = kernel_tables(tables, kCapacity);
  if (!name) return tables[count - 1];
  for (size_t k = 0; k < count; ++k)
    if (std::strcmp(tables[k]->name, name) == 0) return tables[k];
  return nullptr;
}

}  // namespace weiss
