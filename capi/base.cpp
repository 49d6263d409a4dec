// weiss/base.h: names of codes, and initialisation of structs.
#include "weiss/base.h"

#include <cstring>

extern "C" {

const char* weiss_status_name(weiss_status status) noexcept {
  switch (status) {
    case WEISS_OK: return "WEISS_OK";
    case WEISS_STOPPED: return "WEISS_STOPPED";
    case WEISS_E_FAIL: return "WEISS_E_FAIL";
    case WEISS_E_ARGUMENT: return "WEISS_E_ARGUMENT";
    case WEISS_E_NOMEM: return "WEISS_E_NOMEM";
    case WEISS_E_LIMIT: return "WEISS_E_LIMIT";
    case WEISS_E_UNSUPPORTED: return "WEISS_E_UNSUPPORTED";
    case WEISS_E_OPTION: return "WEISS_E_OPTION";
    case WEISS_E_NOT_FOUND: return "WEISS_E_NOT_FOUND";
    case WEISS_E_FORMAT: return "WEISS_E_FORMAT";
    case WEISS_E_IO: return "WEISS_E_IO";
    case WEISS_E_ABI: return "WEISS_E_ABI";
    case WEISS_E_PLUGIN: return "WEISS_E_PLUGIN";
    case WEISS_E_BUSY: return "WEISS_E_BUSY";
    case WEISS_E_INTERNAL: return "WEISS_E_INTERNAL";
    default: return "unknown status";
  }
}

const char* weiss_reason_name(int32_t reason) noexcept {
  switch (reason) {
    case WEISS_REASON_NONE: return "none";
    case WEISS_REASON_OPTIMAL: return "optimal";
    case WEISS_REASON_TARGET: return "target";
    case WEISS_REASON_CONVERGED: return "converged";
    case WEISS_REASON_WORK: return "work";
    case WEISS_REASON_TIME: return "time";
    case WEISS_REASON_CANCELLED: return "cancelled";
    case WEISS_REASON_PLUGIN_FAILED: return "plugin failed";
    default: return "unknown reason";
  }
}

void weiss_struct_init(void* ptr, size_t size) noexcept {
  if (!ptr || size < sizeof(uint32_t)) return;
  std::memset(ptr, 0, size);
  const auto struct_size = static_cast<uint32_t>(size);
  std::memcpy(ptr, &struct_size, sizeof struct_size);
}

}  // extern "C"
