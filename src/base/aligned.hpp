// A plain array on the memory account whose start lies on a cache line, for what SIMD kernels walk over:
// there a register that straddles two lines costs twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "base/memory.hpp"

namespace weiss {

template <class T>
class AlignedArray {
  static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);

 public:
  AlignedArray() = default;
  AlignedArray(Memory* memory, int64_t size, T value) : memory_(memory), size_(size) {
    if (size < 0 || size > INT64_MAX / static_cast<int64_t>(sizeof(T))) throw std::bad_alloc();
    if (size == 0) return;
    data_ = static_cast<T*>(memory->allocate(byte_size(), kAlignment));
    std::uninitialized_fill_n(data_, size, value);
  }
  AlignedArray(AlignedArray&& other) noexcept { swap(other); }
  AlignedArray& operator=(AlignedArray&& other) noexcept {
    swap(other);
    return *this;
  }
  ~AlignedArray() {
    if (data_) memory_->deallocate(data_, byte_size(), kAlignment);
  }

  T* data() noexcept { return data_; }
  const T* data() const noexcept { return data_; }
  int64_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  size_t byte_size() const noexcept { return static_cast<size_t>(size_) * sizeof(T); }
  T& operator[](int64_t i) noexcept { return data_[i]; }
  const T& operator[](int64_t i) const noexcept { return data_[i]; }

 private:
  static constexpr size_t kAlignment = 64;

  void swap(AlignedArray& other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  Memory* memory_ = nullptr;
  T* data_ = nullptr;
  int64_t size_ = 0;
};

}  // namespace weiss
