// The plugins that are linked into the library: a generated list (bundled.cpp.in), ended by null.
#pragma once

#include "weiss/plugin.h"

namespace weiss {

const weiss_plugin_entry_fn* bundled_plugins() noexcept;

}  // namespace weiss
