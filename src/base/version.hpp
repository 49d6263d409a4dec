// The version as text, from weiss/version.h.
#pragma once

#include "weiss/version.h"

#define WEISS_TEXT_(x) #x
#define WEISS_TEXT(x) WEISS_TEXT_(x)

namespace weiss {

constexpr const char* kVersion =
    WEISS_TEXT(WEISS_VERSION_MAJOR) "." WEISS_TEXT(WEISS_VERSION_MINOR) "." WEISS_TEXT(WEISS_VERSION_PATCH);
constexpr const char* kAbiVersion = WEISS_TEXT(WEISS_ABI_MAJOR) "." WEISS_TEXT(WEISS_ABI_MINOR);

}  // namespace weiss
