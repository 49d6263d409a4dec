// Memory account of a context: everything that grows with a problem is allocated through it, so that an
// embedder's allocator and memory limit hold. It is a std::pmr resource: containers take its address.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <vector>

namespace weiss {

class Memory final : public std::pmr::memory_resource {
 public:
  using AllocateFn = void* (*)(void* user, size_t size, size_t alignment) noexcept;
  using DeallocateFn = void (*)(void* user, void* ptr, size_t size, size_t alignment) noexcept;

  // limit in bytes, 0 for none; functions may be null for the system's allocator.
  Memory(int64_t limit, AllocateFn allocator, DeallocateFn deallocator, void* user) noexcept
      : limit_(limit), allocate_(allocator), deallocate_(deallocator), user_(user) {}

  int64_t used() const noexcept { return used_.load(std::memory_order_relaxed); }
  int64_t peak() const noexcept { return peak_.load(std::memory_order_relaxed); }

  // Throws E_LIMIT with a forecast when bytes more would pass the limit. For callers that know what they
  // will need before they begin.
  void require(int64_t bytes, const char* what) const;

 private:
  void* do_allocate(size_t size, size_t alignment) override;  // throws std::bad_alloc or Error(E_LIMIT)
  void do_deallocate(void* ptr, size_t size, size_t alignment) override;
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  const int64_t limit_;
  const AllocateFn allocate_;
  const DeallocateFn deallocate_;
  void* const user_;
  std::atomic<int64_t> used_{0};
  std::atomic<int64_t> peak_{0};
};

// A vector on the account; construct it with a Memory*.
template <class T>
using Vector = std::pmr::vector<T>;

}  // namespace weiss
