// The extension "weiss.search/1" of the host table.
#pragma once

#include "weiss/ext/search.h"

namespace weiss {

const weiss_ext_search* search_extension() noexcept;

}  // namespace weiss
