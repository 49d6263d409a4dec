#include "base/memory.hpp"

#include <new>
#include <string>

#include "base/error.hpp"

namespace weiss {

namespace {

[[noreturn]] void refuse(int64_t wanted, int64_t used, int64_t limit, const char* what) {
  constexpr int64_t kMiB = 1 << 20;
  throw Error(WEISS_E_LIMIT, std::string(what) + " would take " + std::to_string(wanted / kMiB + 1) +
                                 " MiB more; " + std::to_string(used / kMiB) + " of " +
                                 std::to_string(limit / kMiB) +
                                 " MiB of the context's memory_limit are in use");
}

}  // namespace

void Memory::require(int64_t bytes, const char* what) const {
  const int64_t used = this->used();
  if (limit_ > 0 && bytes > limit_ - used) refuse(bytes, used, limit_, what);
}

void* Memory::do_allocate(size_t size, size_t alignment) {
  if (size > static_cast<size_t>(INT64_MAX)) throw std::bad_alloc();
  const auto bytes = static_cast<int64_t>(size);
  const int64_t before = used_.fetch_add(bytes, std::memory_order_relaxed);
  if (limit_ > 0 && bytes > limit_ - before) {
    used_.fetch_sub(bytes, std::memory_order_relaxed);
    refuse(bytes, before, limit_, "an array");
  }
  void* ptr = allocate_ ? allocate_(user_, size, alignment)
                        : ::operator new(size, std::align_val_t(alignment), std::nothrow);
  if (!ptr) {
    used_.fetch_sub(bytes, std::memory_order_relaxed);
    throw std::bad_alloc();
  }
  int64_t peak = peak_.load(std::memory_order_relaxed);
  while (before + bytes > peak &&
         !peak_.compare_exchange_weak(peak, before + bytes, std::memory_order_relaxed)) {
  }
  return ptr;
}

void Memory::do_deallocate(void* ptr, size_t size, size_t alignment) {
  if (deallocate_)
    deallocate_(user_, ptr, size, alignment);
  else
    ::operator delete(ptr, std::align_val_t(alignment));
  used_.fetch_sub(static_cast<int64_t>(size), std::memory_order_relaxed);
}

}  // namespace weiss
