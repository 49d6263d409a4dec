// The extension "weiss.replicas/1" of the host table.
#pragma once

#include "weiss/ext/replicas.h"

namespace weiss {

const weiss_ext_replicas* replicas_extension() noexcept;

}  // namespace weiss
