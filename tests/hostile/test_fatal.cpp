// What no host can survive in its own process, and what only a sanitizer sees: each in a child process.
#include <sys/mman.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <mutex>

#include "closure.hpp"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace hostile {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kAddressSanitizer = true;
bool finds_leaks() { return __lsan_do_recoverable_leak_check() != 0; }
#else
constexpr bool kAddressSanitizer = false;
bool finds_leaks() { return false; }
#endif

// Loads the solver of a file, "fatal/fatal_exits" with the id "hostile.fatal-exits", and runs it on a problem.
bool load_and_run(Host& host, const std::string& file, const weiss_problem* problem) {
  if (host.load(module_path(file)).status != WEISS_OK) return false;
  std::string id = "hostile." + file.substr(file.find('/') + 1);
  for (char& c : id)
    if (c == '_') c = '-';
  InstancePtr instance;
  if (host.create(WEISS_KIND_SOLVER, id, instance).status != WEISS_OK) return false;
  return solve(instance.get(), problem).outcome.status == WEISS_OK;
}

// Memory in pages of its own for each block, which can be made read-only.
class Pages {
 public:
  weiss_context_config config() {
    weiss_context_config own{};
    own.allocate = allocate;
    own.deallocate = deallocate;
    own.allocate_user = this;
    return own;
  }
  // From now on nobody can write to what is allocated now.
  void protect() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [block, size] : blocks_) REQUIRE(::mprotect(block, size, PROT_READ) == 0);
  }

 private:
  static void* allocate(void* user, size_t size, size_t) noexcept {
    Pages& self = *static_cast<Pages*>(user);
    const size_t whole = size + 1;
    void* const block = ::mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return nullptr;
    const std::lock_guard<std::mutex> lock(self.mutex_);
    self.blocks_[block] = whole;
    return block;
  }
  static void deallocate(void* user, void* block, size_t, size_t) noexcept {
    Pages& self = *static_cast<Pages*>(user);
    const std::lock_guard<std::mutex> lock(self.mutex_);
    const auto found = self.blocks_.find(block);
    ::munmap(block, found->second);
    self.blocks_.erase(found);
  }

  std::mutex mutex_;
  std::map<void*, size_t> blocks_;
};

}  // namespace

TEST_CASE("a plugin that exits, aborts or crashes takes the process with it") {
  for (const std::string file : {"fatal/fatal_exits", "fatal/fatal_aborts", "fatal/fatal_crashes"}) {
    CAPTURE(file);
    const ChildEnd end = in_child([&] {
      Host host;
      return load_and_run(host, file, host.problem());
    });
    CAPTURE(end.printed);
    CHECK(end.code != kReturned);
    if (!kAddressSanitizer) CHECK(end.signal == (holds(file, "exits") ? 0 : holds(file, "aborts") ? SIGABRT : SIGSEGV));
  }
}

TEST_CASE("a panic of Rust that leaves its function ends the process, a caught one is a failure of the run") {
#if defined(HOSTILE_RUST)
  const ChildEnd end = in_child([&] {
    Host host;
    return load_and_run(host, "fatal/rust_panic", host.problem());
  });
  CHECK(end.code != kReturned);
  if (!kAddressSanitizer) CHECK(end.signal == SIGABRT);
#else
  MESSAGE("skipped: no rustc");
#endif
}

TEST_CASE("an embedder whose memory can be made read-only finds out who writes to the problem") {
  const ChildEnd unnoticed = in_child([] {
    Host host;
    return load_and_run(host, "fatal/fatal_writes_input", host.problem());
  });
  CHECK(unnoticed.code == kReturned);
  const ChildEnd found = in_child([] {
    Pages pages;
    Host host(pages.config());
    pages.protect();
    return load_and_run(host, "fatal/fatal_writes_input", host.problem());
  });
  CHECK(found.code != kReturned);
  if (!kAddressSanitizer) CHECK(found.signal == SIGSEGV);
}

TEST_CASE("no bundled solver or partitioner writes to the problem") {
  Pages pages;
  Host host(pages.config());
  int64_t count = 0;
  REQUIRE(weiss_context_num_algorithms(host.context(), &count, nullptr) == WEISS_OK);
  pages.protect();
  for (int64_t k = 0; k < count; ++k) {
    weiss_algorithm_info info{};
    info.struct_size = sizeof info;
    REQUIRE(weiss_context_algorithm(host.context(), k, &info, nullptr) == WEISS_OK);
    CAPTURE(std::string(info.id));
    InstancePtr instance;
    REQUIRE(host.create(info.kind, info.id, instance).status == WEISS_OK);
    if (info.kind == WEISS_KIND_SOLVER) CHECK(solve(instance.get(), host.problem()).outcome.status == WEISS_OK);
    if (info.kind != WEISS_KIND_PARTITIONER) continue;
    weiss_result* parts = nullptr;
    CHECK(weiss_instance_partition(instance.get(), host.problem(), nullptr, nullptr, &parts, nullptr) == WEISS_OK);
    const ResultPtr result(parts);
  }
}

TEST_CASE("what only a sanitizer sees is seen by it: a kept problem, and memory that is not the host's") {
  if (!kAddressSanitizer) {
    MESSAGE("skipped: built without the address sanitizer");
    return;
  }
  const ChildEnd kept = in_child([] {
    Host host;
    InstancePtr instance;
    REQUIRE(host.load(module_path("unseen/fatal_keeps_problem")).status == WEISS_OK);
    REQUIRE(host.create(WEISS_KIND_SOLVER, "hostile.fatal-keeps-problem", instance).status == WEISS_OK);
    const double field[3] = {1.0, 2.0, 3.0};
    weiss_problem* first = nullptr;
    REQUIRE(weiss_problem_create_ising(host.context(), 3, field, 0, nullptr, nullptr, nullptr, &first, nullptr) ==
            WEISS_OK);
    solve(instance.get(), first);
    weiss_problem_destroy(first);
    solve(instance.get(), host.problem());
    return true;
  });
  CHECK(kept.code != kReturned);
  CHECK(holds(kept.printed, "heap-use-after-free"));
  const ChildEnd leaked = in_child([] {
    {
      Host host;
      if (!load_and_run(host, "unseen/fatal_leaks_heap", host.problem())) return false;
    }
    return finds_leaks();
  });
  CHECK(leaked.code == kReturned);
}

TEST_CASE("each file of the folders is told about in this source") {
  const std::string told[] = {"fatal_exits",        "fatal_aborts", "fatal_crashes",      "fatal_never_returns",
                              "fatal_writes_input", "rust_panic",   "fatal_keeps_problem", "fatal_leaks_heap"};
  for (const char* folder : {"fatal", "unseen"})
    for (const auto& entry : std::filesystem::directory_iterator(std::string(HOSTILE_DIR "/") + folder)) {
      const std::string name = entry.path().stem();
      CHECK_MESSAGE(std::find(std::begin(told), std::end(told), name) != std::end(told), name);
    }
}

}  // namespace hostile
