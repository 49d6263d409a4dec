// The way from the C handle of a context to what the core sees of it.
#pragma once

#include "base/environment.hpp"
#include "statevector/threads.hpp"
#include "weiss/base.h"

namespace weiss {

// Throws E_ARGUMENT for NULL and in the child of a fork.
EnvironmentPtr environment_of(weiss_context* context);

// Up to wanted threads of the context, which must outlive them; 0: 1.
Threads threads_of(weiss_context* context, int32_t wanted);

}  // namespace weiss
