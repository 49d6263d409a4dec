// Memory that runs out at any moment: every single allocation of a call is made to fail once. The call must
// return a status, leak nothing, and leave the context fit for work.
#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "problems.hpp"

namespace {

std::atomic<int64_t> countdown{0};  // the allocation that makes it 0 fails; 0: none does
std::atomic<int64_t> blocks{0};     // alive

bool fails() noexcept { return countdown.load() > 0 && countdown.fetch_sub(1) == 1; }

void* allocate(size_t size, size_t alignment) noexcept {
  if (fails()) return nullptr;
  void* const block = alignment <= alignof(std::max_align_t)
                          ? std::malloc(size > 0 ? size : 1)
                          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (block) ++blocks;
  return block;
}

void* allocate_or_throw(size_t size, size_t alignment) {
  if (void* const block = allocate(size, alignment)) return block;
  throw std::bad_alloc();
}

void release(void* block) noexcept {
  if (block) --blocks;
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

namespace runs {

namespace {

// Calls body with the first, the second, ... allocation failing until none is left to fail. body returns the
// status of the call that it tests.
template <class Body>
void with_each_failure(Body&& body) {
  int64_t failures = 0;
  for (int64_t n = 1;; ++n) {
    REQUIRE(n < 100000);
    const int64_t before = blocks;
    countdown = n;
    const weiss_status status = body();
    const bool none_failed = countdown.exchange(0) > 0;
    const bool fit = status == WEISS_OK || status == WEISS_E_NOMEM;
    const int64_t after = blocks;
    if (!fit || after != before) {
      CAPTURE(n);
      CHECK_MESSAGE(fit, std::string(weiss_status_name(status)));
      CHECK(after == before);
    }
    if (status != WEISS_OK) ++failures;
    if (!none_failed) continue;
    CHECK(status == WEISS_OK);
    break;
  }
  CHECK(failures > 0);
}

}  // namespace

TEST_CASE("a context survives any allocation that fails while it is created") {
  with_each_failure([] {
    weiss_context* context = nullptr;
    const weiss_status status = weiss_context_create(nullptr, &context, nullptr);
    weiss_context_destroy(context);
    return status;
  });
}

TEST_CASE("a problem survives any allocation that fails while it is built, read or transformed") {
  const ContextPtr context = make_context();
  const char text[] = "4 4\n1 2 1\n2 3 1\n3 1 1\n3 4 2\n";
  with_each_failure([&] {
    weiss_problem* problem = nullptr;
    const weiss_status status =
        weiss_problem_read_memory(context.get(), text, sizeof text - 1, "a.mc", nullptr, &problem, nullptr);
    weiss_problem_destroy(problem);
    return status;
  });
  const ProblemPtr problem = dense_qubo(context.get(), 12, 5, 1);
  with_each_failure([&] {
    const int32_t members[] = {1, 3, 5, 7};
    const double means[12] = {};
    weiss_problem* part = nullptr;
    const weiss_status status =
        weiss_problem_clamp(problem.get(), 4, members, nullptr, means, 1, &part, nullptr);
    weiss_problem_destroy(part);
    return status;
  });
  with_each_failure([&] {
    weiss_problem* reduced = nullptr;
    weiss_reduction* reduction = nullptr;
    const weiss_status status = weiss_problem_reduce(problem.get(), &reduced, &reduction, nullptr);
    weiss_reduction_destroy(reduction);
    weiss_problem_destroy(reduced);
    return status;
  });
}

TEST_CASE("a solve survives any allocation that fails between the context and the report, with every solver") {
  std::vector<int32_t> row, column;
  std::vector<double> value;
  for (int32_t i = 0; i < 14; ++i)
    for (int32_t j = i; j < 14; j += 1 + i % 3) {
      row.push_back(i);
      column.push_back(j);
      value.push_back((i * 7 + j * 5) % 11 - 5);
    }
  for (const std::string spec : {"tabu", "annealing", "greedy", "exact", "auto", "subqubo part_size=6",
                                 "subqubo subsolver=exact partitioner=contiguous part_size=6"}) {
    CAPTURE(spec);
    with_each_failure([&] {
      weiss_context* context = nullptr;
      weiss_problem* problem = nullptr;
      weiss_result* result = nullptr;
      weiss_run_config config{};
      config.struct_size = sizeof config;
      config.work_limit = 3000;
      weiss_status status = weiss_context_create(nullptr, &context, nullptr);
      if (status == WEISS_OK)
        status = weiss_problem_create_qubo(context, 14, static_cast<int64_t>(row.size()), row.data(),
                                           column.data(), value.data(), &problem, nullptr);
      if (status == WEISS_OK) status = weiss_solve(context, problem, spec.c_str(), &config, &result, nullptr);
      if (status == WEISS_OK && !weiss_result_report(result)) status = WEISS_E_NOMEM;
      weiss_result_destroy(result);
      weiss_problem_destroy(problem);
      weiss_context_destroy(context);
      return status;
    });
  }
}

}  // namespace runs
