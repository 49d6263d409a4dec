#include "runtime/clean_text.hpp"

#include <cstring>
#include <string_view>

#include "io/utf8.hpp"

namespace weiss {

namespace {

// One of the characters that terminals may obey: C0, DEL, C1.
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

}  // namespace

std::string clean_text(const char* text, size_t limit) {
  std::string clean;
  if (!text) return clean;
  for (std::string_view rest(text, strnlen(text, limit)); !rest.empty();) {
    const size_t length = utf8_length(rest);
    if (length == 0)
      clean += '?';
    else if (is_control(rest.substr(0, length)))
      clean += ' ';
    else
      clean.append(rest.substr(0, length));
    rest.remove_prefix(length == 0 ? 1 : length);
  }
  return clean;
}

}  // namespace weiss
