// The embedder's allocator that refuses, and a memory limit of any size: LIMIT, NOMEM or a true result.
#include <atomic>
#include <cstdlib>

#include "algorithms.hpp"

namespace trust {

using runs::ContextPtr;
using runs::ProblemPtr;

namespace {

// An allocator pair of an embedder's whose n-th call fails.
struct Pair {
  std::atomic<int64_t> countdown{0};  // 0: none fails
  std::atomic<int64_t> blocks{0};

  weiss_context_config config() noexcept {
    weiss_context_config own{};
    own.struct_size = sizeof own;
    own.allocate = [](void* user, size_t size, size_t alignment) noexcept -> void* {
      Pair& self = *static_cast<Pair*>(user);
      if (self.countdown > 0 && --self.countdown == 0) return nullptr;
      const size_t unit = std::max(alignment, sizeof(void*));
      void* const block = std::aligned_alloc(unit, (size + unit) / unit * unit);
      if (block) ++self.blocks;
      return block;
    };
    own.deallocate = [](void* user, void* block, size_t, size_t) noexcept {
      --static_cast<Pair*>(user)->blocks;
      std::free(block);
    };
    own.allocate_user = this;
    return own;
  }
};

ContextPtr context_of(const weiss_context_config& config) {
  weiss_context* context = nullptr;
  REQUIRE(weiss_context_create(&config, &context, nullptr) == WEISS_OK);
  return ContextPtr(context);
}

int64_t peak_of(weiss_context* context) {
  int64_t peak = 0;
  weiss_context_memory(context, &peak);
  return peak;
}

}  // namespace

TEST_CASE("an allocator of the embedder's may refuse any block of a run: NOMEM or a true result, and no leak") {
  for (const Subject& subject : kSubjects) {
    CAPTURE(std::string(subject.spec));
    Pair pair;
    const ContextPtr context = context_of(pair.config());
    for (int64_t n = 1, refused = 1; refused > 0; ++n) {
      REQUIRE(n < 100000);
      {
        const ProblemPtr problem = tiny_problem(context.get());
        pair.countdown = n;
        const Outcome outcome = run(context.get(), subject, problem.get());
        refused = pair.countdown.exchange(0) == 0 ? 1 : 0;
        if (outcome.status != WEISS_E_NOMEM) REQUIRE(outcome.status == WEISS_OK);
        if (outcome.result) REQUIRE(is_valid(outcome.result.get(), problem.get()));
        REQUIRE(run(context.get(), subject, problem.get()).status == WEISS_OK);
      }
      REQUIRE(pair.blocks == 0);
      REQUIRE(weiss_context_memory(context.get(), nullptr) == 0);
    }
  }
}

TEST_CASE("a memory limit of any size gives LIMIT, NOMEM or a true result, is kept, and leaves the context fit") {
  for (const Subject& subject : kSubjects) {
    CAPTURE(std::string(subject.spec));
    weiss_context_config config{};
    config.struct_size = sizeof config;
    int64_t largest = 0;  // all that the run needs
    {
      const ContextPtr context = context_of(config);
      const ProblemPtr problem = tiny_problem(context.get());
      run(context.get(), subject, problem.get());
      largest = peak_of(context.get());
    }
    int refused = 0;
    for (config.memory_limit = 1024; config.memory_limit <= 2 * largest; config.memory_limit += 32) {
      const ContextPtr context = context_of(config);
      {
        weiss_problem* problem = nullptr;
        weiss_status status = make_tiny_problem(context.get(), &problem);
        const ProblemPtr owner(problem);
        Outcome outcome;
        if (status == WEISS_OK) {
          outcome = run(context.get(), subject, problem);
          status = outcome.status;
        }
        refused += status == WEISS_OK ? 0 : 1;
        if (status != WEISS_OK && status != WEISS_E_LIMIT) REQUIRE(status == WEISS_E_NOMEM);
        if (outcome.result) REQUIRE(is_valid(outcome.result.get(), problem));
      }
      REQUIRE(peak_of(context.get()) <= config.memory_limit);
      REQUIRE(weiss_context_memory(context.get(), nullptr) == 0);
      const ProblemPtr small = runs::dense_qubo(context.get(), 2, 5, 1);
      REQUIRE(run(context.get(), {WEISS_KIND_SOLVER, "exact"}, small.get()).status == WEISS_OK);
    }
    CHECK(refused > 0);
  }
}

TEST_CASE("what cannot fit is refused before it is asked for, with a forecast") {
  weiss_context_config config{};
  config.struct_size = sizeof config;
  config.memory_limit = 1 << 20;
  const ContextPtr context = context_of(config);
  const ProblemPtr problem = runs::sparse_problem(context.get(), 2000, 4, 1, false, 1);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  CHECK(weiss_solve(context.get(), problem.get(), "tabu engine=dense", nullptr, &result, &error) == WEISS_E_LIMIT);
  CHECK(result == nullptr);
  CHECK(std::string(error.message).find("of 1 MiB of the context's memory_limit are in use") != std::string::npos);
  CHECK(peak_of(context.get()) <= config.memory_limit);
}

}  // namespace trust
