#include "io/solution.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "io/cursor.hpp"
#include "io/text_sink.hpp"

namespace weiss {

namespace {

// Values as written: 0, 1 and -1. What a 1 means is known at the end, when a 0 or a sign has been seen.
class Values {
 public:
  Values(Cursor& cursor, int64_t count)
      : cursor_(cursor), values_(static_cast<size_t>(count), kMissing) {}

  // One line "i value".
  void read_pair() {
    const int64_t i = cursor_.integer("the index");
    if (i < 1 || i > count())
      cursor_.fail("variable " + std::to_string(i) + " is not in 1.." + std::to_string(count()));
    int8_t& place = values_[static_cast<size_t>(i - 1)];
    if (place != kMissing) cursor_.fail("variable " + std::to_string(i) + " has a value already");
    const std::string_view word = cursor_.word("the value");
    if (!is_value(word)) cursor_.fail("the value must be 0, 1, -1 or +1");
    place = value_of(word);
    ++filled_;
  }

  // A word of one value, or a string of them.
  void read_word() {
    do read_piece(cursor_.piece_of_word("a value"));
    while (cursor_.inside_word());
  }

  void finish(int8_t* spins) {
    if (filled_ != count()) {
      std::string message = std::to_string(filled_) + " values for " + std::to_string(count()) + " variables";
      const auto missing = std::find(values_.begin(), values_.end(), kMissing);
      if (filled_ > 0) message += "; variable " + std::to_string(missing - values_.begin() + 1) + " has none";
      cursor_.fail_line(message);
    }
    for (size_t i = 0; i < values_.size(); ++i)
      spins[i] = kind_ == Kind::kSpins ? values_[i] : static_cast<int8_t>(1 - 2 * values_[i]);
  }

 private:
  enum class Kind { kUnknown, kBits, kSpins };
  static constexpr int8_t kMissing = 2;

  static bool is_value(std::string_view word) {
    return word == "0" || word == "1" || word == "-1" || word == "+1";
  }

  int64_t count() const noexcept { return static_cast<int64_t>(values_.size()); }

  void read_piece(std::string_view word) {
    if (word.size() > 1 && is_value(word)) return append(value_of(word));
    if (word.find_first_not_of("01") == std::string_view::npos) {
      if (word.size() > 1) mark(Kind::kBits);
      for (const char c : word) append(value_of({&c, 1}));
    } else if (word.find_first_not_of("+-") == std::string_view::npos) {
      mark(Kind::kSpins);
      for (const char c : word) append(c == '+' ? int8_t{1} : int8_t{-1});
    } else {
      cursor_.fail("expected a string of 0 and 1 or of + and -, a value, or \"i value\"");
    }
  }

  int8_t value_of(std::string_view word) {
    if (word == "0") mark(Kind::kBits);
    if (word.size() == 2) mark(Kind::kSpins);
    return word == "0" ? int8_t{0} : word == "-1" ? int8_t{-1} : int8_t{1};
  }

  void mark(Kind kind) {
    if (kind_ == Kind::kUnknown) kind_ = kind;
    if (kind_ != kind) cursor_.fail("bits (0, 1) and spins (-1, +1, +, -) are mixed");
  }

  void append(int8_t value) {
    if (filled_ == count()) cursor_.fail("more values than the " + std::to_string(count()) + " variables");
    values_[static_cast<size_t>(filled_++)] = value;
  }

  Cursor& cursor_;
  std::vector<int8_t> values_;
  int64_t filled_ = 0;
  Kind kind_ = Kind::kUnknown;
};

// Does the line, at its first word, have a second one?
bool is_pair(const Cursor& cursor) {
  const std::string_view line = cursor.rest_of_line();
  const size_t blank = line.find_first_of(" \t");
  const size_t next = blank == std::string_view::npos ? blank : line.find_first_not_of(" \t", blank);
  return next != std::string_view::npos && line[next] != '#';
}

}  // namespace

void read_solution(Source& source, int64_t num_spins, int8_t* spins) {
  Cursor cursor(source, std::pmr::new_delete_resource());
  Values values(cursor, num_spins);
  bool first = true;
  bool pairs = false;
  while (cursor.begin_line()) {
    if (cursor.peek() == '#') {
      cursor.skip_line();
      continue;
    }
    if (first) pairs = is_pair(cursor);
    first = false;
    if (pairs) values.read_pair();
    else values.read_word();
    if (!cursor.at_line_end() && cursor.peek() == '#') cursor.skip_line();
    else cursor.end_line();
  }
  values.finish(spins);
}

void write_solution_file(const std::string& path, int64_t num_spins, const int8_t* spins) {
  for (int64_t i = 0; i < num_spins; ++i)
    if (spins[i] != 1 && spins[i] != -1)
      throw Error(WEISS_E_ARGUMENT, "spins[" + std::to_string(i) + "] is " + std::to_string(spins[i]) +
                                        "; a spin is -1 or +1");
  FileSink sink(path);
  for (int64_t i = 0; i < num_spins; ++i) sink.text(spins[i] == 1 ? "0" : "1");
  sink.text("\n").finish();
}

}  // namespace weiss
