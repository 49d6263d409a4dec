// The 2^n amplitudes of a register: real and imaginary parts in arrays of their own, for SIMD kernels.
#pragma once

#include <cstdint>
#include <new>
#include <utility>

#include "base/memory.hpp"
#include "statevector/huge_pages.hpp"

namespace weiss {

// Arrays are at least as long as the widest register of any kernel table, 16 floats. Entries beyond 2^n are 0
// and every gate keeps them so: it acts on them as on the states of qubits that are there, linearly and
// within their bits.
constexpr int64_t kMinAmplitudes = 16;

template <class Real>
class Amplitudes {
 public:
  using value_type = Real;

  // Uninitialised. Throws std::bad_alloc, or Error(E_LIMIT) beyond the limit of the memory.
  Amplitudes(Memory* memory, int32_t num_qubits)
      : memory_(memory), size_(int64_t{1} << num_qubits),
        data_(static_cast<Real*>(memory->allocate(byte_size(), kAlignment))) {
    advise_huge_pages(data_, byte_size());
  }
  Amplitudes(Amplitudes&& other) noexcept
      : memory_(other.memory_), size_(other.size_), data_(std::exchange(other.data_, nullptr)) {}
  Amplitudes& operator=(Amplitudes&&) = delete;
  ~Amplitudes() {
    if (data_) memory_->deallocate(data_, byte_size(), kAlignment);
  }

  int64_t size() const noexcept { return size_; }  // 2^n
  int64_t padded_size() const noexcept { return size_ < kMinAmplitudes ? kMinAmplitudes : size_; }
  Real* re() noexcept { return data_; }
  const Real* re() const noexcept { return data_; }
  Real* im() noexcept { return data_ + padded_size() + kGap; }
  const Real* im() const noexcept { return data_ + padded_size() + kGap; }

 private:
  static constexpr size_t kAlignment = 64;
  // Keeps the arrays off each other modulo 4 KiB, where loads from one wait for stores to the other.
  static constexpr int64_t kGap = 64;

  size_t byte_size() const noexcept { return static_cast<size_t>(2 * padded_size() + kGap) * sizeof(Real); }

  Memory* memory_;
  int64_t size_;
  Real* data_;
};

}  // namespace weiss
