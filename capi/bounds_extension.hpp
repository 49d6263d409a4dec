// The extension "weiss.bounds/1" of the host table.
#pragma once

#include "weiss/ext/bounds.h"

namespace weiss {

const weiss_ext_bounds* bounds_extension() noexcept;

}  // namespace weiss
