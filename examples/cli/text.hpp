// Numbers and names as text, both ways, without the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cli {

// Shortest decimal that reads back as the same double; integers below 1e15 without an exponent.
std::string format_number(double value);

// At most so many significant digits.
std::string format_digits(double value, int digits);
std::string format_count(int64_t count);      // 999, 84.0k, 1.20M, 31.0G
std::string format_exact(int64_t count);      // 999, 84,000, 1,234,567
std::string format_bytes(int64_t bytes);      // 812 KiB, 12.3 MiB
std::string format_seconds(double seconds);   // 42.0 ms, 3.21 s, 2 min 05 s

// The whole text as a number, or nothing. Reals are finite.
std::optional<int64_t> parse_integer(const std::string& text);
std::optional<uint64_t> parse_unsigned(const std::string& text);
std::optional<double> parse_real(const std::string& text);
// A duration in seconds: 5, 5s, 500ms, 2m, 1h.
std::optional<double> parse_seconds(const std::string& text);

// "; did you mean "x"?" with the candidate of least edit distance when it is near, otherwise "".
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

std::string join(const std::vector<std::string>& words, const std::string& separator);
std::vector<std::string> split(const std::string& text, char separator);
// The words of an algorithm with its settings; blanks within double quotes are part of a word.
std::vector<std::string> spec_words(const std::string& spec);
std::string shell_quoted(const std::string& word);  // as a shell reads it back
std::string json_string(const std::string& text);   // with the quotes

}  // namespace cli
