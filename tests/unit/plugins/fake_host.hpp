// A host and a run that are nothing but tables: what the C++ helpers need to be tested alone.
#pragma once

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "weiss/plugin.h"

namespace weiss_test {

class FakeHost {
 public:
  FakeHost() {
    table_.struct_size = sizeof table_;
    table_.abi_major = WEISS_ABI_MAJOR;
    table_.abi_minor = WEISS_ABI_MINOR;
    table_.context = reinterpret_cast<weiss_context*>(this);
    table_.log = [](const weiss_host*, int32_t, const char*) noexcept {};
    table_.alloc = [](const weiss_host* host, size_t size, size_t) noexcept -> void* {
      FakeHost& self = of(host);
      if (self.held + size > self.limit) return nullptr;
      self.held += size;
      return std::malloc(size);
    };
    table_.free = [](const weiss_host* host, void* ptr, size_t size, size_t) noexcept {
      of(host).held -= size;
      std::free(ptr);
    };
    table_.get_extension = [](const weiss_host* host, const char* id) noexcept -> const void* {
      const auto found = of(host).extensions.find(id);
      return found == of(host).extensions.end() ? nullptr : found->second;
    };
  }
  const weiss_host* table() const { return &table_; }

  size_t held = 0;
  size_t limit = 1 << 20;
  std::map<std::string, const void*> extensions;

 private:
  static FakeHost& of(const weiss_host* host) { return *reinterpret_cast<FakeHost*>(host->context); }
  weiss_host table_{};
};

class FakeRun {
 public:
  FakeRun() {
    table_.struct_size = sizeof table_;
    table_.threads = 1;
    table_.seed = 7;
    table_.work_limit = INT64_MAX;
    table_.impl = this;
    table_.should_stop = [](const weiss_run* run) noexcept { return of(run).stop; };
    table_.spend = [](const weiss_run* run, int64_t units) noexcept { of(run).spent += units; };
    table_.count = [](const weiss_run*, const char*, int64_t) noexcept {};
    table_.set_error = [](const weiss_run* run, const char* text) noexcept { of(run).error = text; };
    table_.parallel_for = [](const weiss_run* run, int64_t count,
                             void (*body)(void*, int64_t, const weiss_run*) noexcept,
                             void* user) noexcept -> weiss_status {
      for (int64_t index = count; index-- > 0;) body(user, index, run);
      return WEISS_OK;
    };
  }
  const weiss_run* table() const { return &table_; }

  int32_t stop = 0;
  int64_t spent = 0;
  std::string error;

 private:
  static FakeRun& of(const weiss_run* run) { return *static_cast<FakeRun*>(run->impl); }
  weiss_run table_{};
};

}  // namespace weiss_test
