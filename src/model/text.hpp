// Numbers as text for messages, without the locale.
#pragma once

#include <charconv>
#include <string>

namespace weiss {

// The shortest text that reads back as the same double.
inline std::string number_text(double number) {
  char text[32];
  const std::to_chars_result result = std::to_chars(text, text + sizeof text, number);
  return std::string(text, result.ptr);
}

}  // namespace weiss
