// An array of amplitudes on the memory account: not initialised, and on huge pages where the system has them,
// as passes over high qubits touch many pages at once.
#pragma once

#include <cstdint>
#include <new>
#include <utility>

#include "base/memory.hpp"
#include "statevector/huge_pages.hpp"

namespace weiss {

template <class T>
class FastArray {
 public:
  FastArray() = default;
  FastArray(Memory* memory, int64_t size) : memory_(memory), size_(size) {
    data_ = static_cast<T*>(memory->allocate(byte_size(), alignment()));
    advise_huge_pages(data_, byte_size());
  }
  FastArray(FastArray&& other) noexcept { swap(other); }
  FastArray& operator=(FastArray&& other) noexcept {
    swap(other);
    return *this;
  }
  ~FastArray() {
    if (data_) memory_->deallocate(data_, byte_size(), alignment());
  }

  // Makes room for size elements; the old ones are lost.
  void grow(Memory* memory, int64_t size) {
    if (size <= size_) return;
    *this = FastArray();
    *this = FastArray(memory, size);
  }

  T* data() const noexcept { return data_; }
  int64_t size() const noexcept { return size_; }

 private:
  static constexpr size_t kCacheLine = 64;

  size_t byte_size() const noexcept { return static_cast<size_t>(size_) * sizeof(T); }
  size_t alignment() const noexcept { return byte_size() < kHugePage ? kCacheLine : kHugePage; }
  void swap(FastArray& other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  Memory* memory_ = nullptr;
  T* data_ = nullptr;
  int64_t size_ = 0;
};

}  // namespace weiss
