// The extension "weiss.algorithms/1" of the host table.
#pragma once

#include "weiss/ext/algorithms.h"

namespace weiss {

const weiss_ext_algorithms* algorithms_extension() noexcept;

}  // namespace weiss
