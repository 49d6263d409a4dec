// What the fuzz targets share. A target defines LLVMFuzzerTestOneInput, and perhaps LLVMFuzzerInitialize;
// libFuzzer calls them, or replay_main.cpp where there is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "weiss/weiss.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);

namespace weiss_fuzz {

// Ends the process when a promise is broken: what follows the colon tells how.
inline void require(bool holds, const char* promise, const std::string& detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s: %s\n", promise, detail.c_str());
  std::abort();
}

inline weiss_error empty_error() {
  weiss_error error = WEISS_ERROR_INIT;
  return error;
}

// A refusal has a status, the same in the error, and a text.
inline void require_told(weiss_status status, const weiss_error& error) {
  require(status < WEISS_OK, "a refusal has a negative status", std::to_string(status));
  require(error.status == status, "the error has the status", std::to_string(error.status));
  require(error.message[0] != '\0', "a refusal says why", weiss_status_name(status));
}

// Made once, kept for all inputs. The limit keeps a few digits of a header from taking most of the time.
inline weiss_context* context_with_limit(int64_t memory_limit) {
  weiss_context_config config;
  weiss_struct_init(&config, sizeof config);
  config.flags = WEISS_CONTEXT_NO_BUNDLED_DIRECTORY;
  config.memory_limit = memory_limit;
  config.log_level = WEISS_LOG_DEBUG;
  config.log = [](void*, int32_t, const char*) noexcept {};
  weiss_context* context = nullptr;
  weiss_error error = empty_error();
  require(weiss_context_create(&config, &context, &error) == WEISS_OK, "a context can be made",
          error.message);
  return context;
}

}  // namespace weiss_fuzz
