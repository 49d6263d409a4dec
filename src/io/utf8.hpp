// Well-formed UTF-8, as table 3-7 of the Unicode standard has it.
#pragma once

#include <cstddef>
#include <string_view>

namespace weiss {

// Bytes of the well-formed character at the start of text, 0 when there is none: overlong forms,
// surrogates and what lies beyond U+10FFFF are not characters.
size_t utf8_length(std::string_view text) noexcept;

}  // namespace weiss
