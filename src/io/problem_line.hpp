// The line "p KIND ..." by which DIMACS files, and qbsolv's after them, say what they are.
#pragma once

#include <string_view>

namespace weiss {

// text without blanks at its ends.
std::string_view trimmed(std::string_view text);

// KIND when such a line is the first of a file, below comments "c ..." and blank lines; else empty.
std::string_view problem_kind(std::string_view head);

}  // namespace weiss
