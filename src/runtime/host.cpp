// Services that plugins get from their host table.
#include <new>

#include "base/version.hpp"
#include "runtime/clean_text.hpp"
#include "runtime/context.hpp"
#include "weiss/context.h"

namespace weiss {

namespace {

const Plugin& plugin_of(const weiss_host* host) noexcept {
  return *reinterpret_cast<const Plugin::Host*>(host)->plugin;
}

void host_log(const weiss_host* host, int32_t level, const char* text) noexcept {
  try {
    Environment& environment = *context_of(host).environment;
    if (!text || level < WEISS_LOG_ERROR || !environment.logs(level)) return;
    environment.log(level, plugin_of(host).id() + ": " + clean_text(text));
  } catch (const std::bad_alloc&) {  // a log line is not worth a failure
  }
}

void* host_alloc(const weiss_host* host, size_t size, size_t alignment) noexcept {
  if (alignment == 0 || (alignment & (alignment - 1)) != 0) return nullptr;
  try {
    return context_of(host).environment->memory()->allocate(size, alignment);
  } catch (...) {
    return nullptr;
  }
}

void host_free(const weiss_host* host, void* ptr, size_t size, size_t alignment) noexcept {
  if (ptr) context_of(host).environment->memory()->deallocate(ptr, size, alignment);
}

}  // namespace

Context& context_of(const weiss_host* host) noexcept { return *host->context; }

weiss_host host_services(Context& context,
                         const void* (*get_extension)(const weiss_host* host, const char* id) noexcept) {
  weiss_host host{};
  host.struct_size = sizeof host;
  host.abi_major = WEISS_ABI_MAJOR;
  host.abi_minor = WEISS_ABI_MINOR;
  host.context = &context;
  host.name = "weiss";
  host.version = kVersion;
  host.simd = context.environment->kernels().name;
  host.log = host_log;
  host.alloc = host_alloc;
  host.free = host_free;
  host.get_extension = get_extension;
  return host;
}

}  // namespace weiss
