#include "text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace cli {

namespace {

template <class Number>
std::optional<Number> parse_whole(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::string fixed(double value, int digits) {
  char buffer[64];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, digits);
  return error == std::errc() ? std::string(buffer, end) : "?";
}

// Three significant digits or so: 1.24, 12.4, 124.
std::string rounded(double value) { return fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0); }

// Edit distance in which two neighbours that changed places count as one edit.
size_t distance(const std::string& a, const std::string& b) {
  std::vector<size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  std::iota(above.begin(), above.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

// Bytes of the UTF-8 sequence that begins at a place, 0 when none does.
size_t sequence_length(const std::string& text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (first > 0xF4 || at + length > text.size()) return 0;
  for (size_t k = 1; k < length; ++k)
    if ((static_cast<unsigned char>(text[at + k]) & 0xC0u) != 0x80u) return 0;
  const auto second = length > 2 ? static_cast<unsigned char>(text[at + 1]) : 0;
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool no_character = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
  return overlong || no_character ? 0 : length;
}

}  // namespace

std::string format_number(double value) {
  if (value == 0) return "0";  // also for -0
  char buffer[64];
  const bool integer = std::abs(value) < 1e15 && value == std::floor(value);
  const auto [end, error] =
      integer ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed)
              : std::to_chars(buffer, buffer + sizeof buffer, value);
  return error == std::errc() ? std::string(buffer, end) : "?";
}

std::string format_digits(double value, int digits) {
  char buffer[64];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, digits);
  return error == std::errc() ? std::string(buffer, end) : "?";
}

std::string format_count(int64_t count) {
  if (count < 1000) return std::to_string(count);
  const char* const units[] = {"k", "M", "G", "T", "P", "E"};
  double value = static_cast<double>(count) / 1000;
  size_t unit = 0;
  for (; value >= 999.5 && unit + 1 < std::size(units); ++unit) value /= 1000;
  return rounded(value) + units[unit];
}

std::string format_exact(int64_t count) {
  std::string text = std::to_string(count);
  const size_t first = count < 0 ? 1 : 0;
  for (size_t at = text.size(); at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string format_bytes(int64_t bytes) {
  const char* const units[] = {"KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes) / 1024;
  size_t unit = 0;
  for (; value >= 1023.5 && unit + 1 < std::size(units); ++unit) value /= 1024;
  return rounded(value) + " " + units[unit];
}

std::string format_seconds(double seconds) {
  if (seconds < 0.9995) return rounded(seconds * 1000) + " ms";
  if (seconds < 120) return fixed(seconds, 2) + " s";
  const auto whole = static_cast<int64_t>(seconds);
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + " min " + (rest.size() < 2 ? "0" : "") + rest + " s";
}

std::optional<int64_t> parse_integer(const std::string& text) { return parse_whole<int64_t>(text); }
std::optional<uint64_t> parse_unsigned(const std::string& text) { return parse_whole<uint64_t>(text); }

std::optional<double> parse_real(const std::string& text) {
  const auto value = parse_whole<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<double> parse_seconds(const std::string& text) {
  const size_t unit_at = text.find_last_of("0123456789.");
  if (unit_at == std::string::npos) return std::nullopt;
  const auto value = parse_real(text.substr(0, unit_at + 1));
  if (!value) return std::nullopt;
  const std::string unit = text.substr(unit_at + 1);
  if (unit.empty() || unit == "s") return *value;
  if (unit == "ms") return *value / 1000;
  if (unit == "m") return *value * 60;
  if (unit == "h") return *value * 3600;
  return std::nullopt;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string* best = nullptr;
  size_t least = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const size_t d = distance(word, candidate);
    if (d == 0) return "";
    if (d < least) {
      least = d;
      best = &candidate;
    }
  }
  return best ? "; did you mean \"" + *best + "\"?" : "";
}

std::string join(const std::vector<std::string>& words, const std::string& separator) {
  std::string text;
  for (size_t k = 0; k < words.size(); ++k) text += (k == 0 ? "" : separator) + words[k];
  return text;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == separator)
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

std::vector<std::string> spec_words(const std::string& spec) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : spec) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ' ' && !quoted)
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

std::string shell_quoted(const std::string& word) {
  const char* const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string json_string(const std::string& text) {
  std::string json = "\"";
  for (size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    const size_t length = sequence_length(text, at);
    if (length == 0) {
      json += "\\ufffd";  // names of files need not be UTF-8, JSON must
    } else if (c < 0x20) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c));
      json += buffer;
    } else {
      if (c == '"' || c == '\\') json += '\\';
      json.append(text, at, length);
    }
    at += std::max<size_t>(length, 1);
  }
  return json + "\"";
}

}  // namespace cli
