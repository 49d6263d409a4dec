// The extension "weiss.statevector/1" of the host table.
#pragma once

#include "weiss/ext/statevector.h"

namespace weiss {

const weiss_ext_statevector* statevector_extension() noexcept;

}  // namespace weiss
