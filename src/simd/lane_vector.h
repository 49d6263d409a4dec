// Vectors of this architecture by the vector extension of GCC and Clang: plain operators on all types of lanes,
// masks as lanes of no or all bits, the same source for every instruction set. Rules as in arch.h.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace weiss {
namespace {

#if defined(WEISS_ARCH_avx512)
constexpr int64_t kVectorBytes = 64;
#elif defined(WEISS_ARCH_avx2)
constexpr int64_t kVectorBytes = 32;
#else
constexpr int64_t kVectorBytes = 16;
#endif

// The bits of a lane. Integer sums are those of unsigned numbers, which may wrap on the way to one that fits.
template <class T>
struct LaneBits;
template <>
struct LaneBits<int8_t> {
  using type = uint8_t;
};
template <>
struct LaneBits<int16_t> {
  using type = uint16_t;
};
template <>
struct LaneBits<int32_t> {
  using type = uint32_t;
};
template <>
struct LaneBits<double> {
  using type = uint64_t;
};

template <class T>
struct VectorOf {
  typedef T type __attribute__((vector_size(kVectorBytes)));
};
template <class T>
using Vector = typename VectorOf<T>::type;

template <class V>
inline V load(const void* p) {
  V v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
template <class V>
inline void store(void* p, const V& v) {
  __builtin_memcpy(p, &v, sizeof v);
}

}  // namespace
}  // namespace weiss
