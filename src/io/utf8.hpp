// Text of an input: well-formed UTF-8, as table 3-7 of the Unicode standard has it, and what is fit to print.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weiss {

// Bytes of the well-formed character at the start of text, 0 when there is none: overlong forms,
// surrogates and what lies beyond U+10FFFF are not characters.
size_t utf8_length(std::string_view text) noexcept;

// A piece of the input for messages: in quotes, short, in printable ASCII.
std::string quoted(std::string_view text);

}  // namespace weiss
