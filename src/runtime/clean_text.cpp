#include "runtime/clean_text.hpp"

#include <cstring>
#include <string_view>

#include "io/utf8.hpp"

namespace weiss {

std::string clean_text(const char* text, size_t limit) {
  std::string clean;
  if (!text) return clean;
  for (std::string_view rest(text, strnlen(text, limit)); !rest.empty();) {
    const size_t length = utf8_length(rest);
    if (length == 0)
      clean += '?';
    else if (length == 1 && static_cast<unsigned char>(rest[0]) < 0x20)
      clean += ' ';
    else
      clean.append(rest.substr(0, length));
    rest.remove_prefix(length == 0 ? 1 : length);
  }
  return clean;
}

}  // namespace weiss
