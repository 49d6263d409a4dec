// Text that comes from plugins: copied, cut at a length, and made valid UTF-8.
#pragma once

#include <string>

namespace weiss {

// At most limit bytes of text (NULL: empty), with bytes that are not UTF-8 replaced by '?' and control
// characters by spaces.
std::string clean_text(const char* text, size_t limit = 4000);

}  // namespace weiss
