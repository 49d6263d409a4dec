#include "io/problem_line.hpp"

namespace weiss {

namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view first_word(std::string_view line) { return line.substr(0, line.find_first_of(kBlanks)); }

bool is_either(char c, char small, char large) { return c == small || c == large; }

}  // namespace

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string_view problem_kind(std::string_view head) {
  while (!head.empty()) {
    const size_t end = head.find('\n');
    const std::string_view line = trimmed(head.substr(0, end));
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
    if (line.empty() || is_either(line[0], 'c', 'C')) continue;
    const std::string_view p = first_word(line);
    if (p.size() != 1 || !is_either(p[0], 'p', 'P')) return {};
    return first_word(trimmed(line.substr(1)));
  }
  return {};
}

}  // namespace weiss
