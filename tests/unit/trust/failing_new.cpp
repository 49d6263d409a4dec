#include "failing_new.hpp"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

std::atomic<int64_t> countdown{0};  // the allocation that makes it 0 fails; 0: none does
std::atomic<int64_t> alive{0};

bool fails() noexcept {
  int64_t left = countdown.load();
  while (left > 0 && !countdown.compare_exchange_weak(left, left - 1)) continue;
  return left == 1;
}

void* allocate(size_t size, size_t alignment) noexcept {
  if (fails()) return nullptr;
  void* const block = alignment <= alignof(std::max_align_t)
                          ? std::malloc(size > 0 ? size : 1)
                          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (block) ++alive;
  return block;
}

void* allocate_or_throw(size_t size, size_t alignment) {
  if (void* const block = allocate(size, alignment)) return block;
  throw std::bad_alloc();
}

void release(void* block) noexcept {
  if (block) --alive;
  std::free(block);
}

}  // namespace

void* operator new(size_t size) { return allocate_or_throw(size, 1); }
void* operator new(size_t size, const std::nothrow_t&) noexcept { return allocate(size, 1); }
void* operator new(size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<size_t>(alignment));
}
void* operator new(size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return allocate(size, static_cast<size_t>(alignment));
}
void operator delete(void* block) noexcept { release(block); }
void operator delete(void* block, size_t) noexcept { release(block); }
void operator delete(void* block, std::align_val_t) noexcept { release(block); }
void operator delete(void* block, size_t, std::align_val_t) noexcept { release(block); }

namespace trust {

int64_t fail_allocation(int64_t n) noexcept { return countdown.exchange(n); }
int64_t blocks() noexcept { return alive.load(); }

}  // namespace trust
