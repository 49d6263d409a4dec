#include "io/term_collector.hpp"

#include <algorithm>
#include <cmath>

namespace weiss {

namespace {

constexpr int64_t kMostVariables = INT32_MAX - 1;
constexpr int64_t kLargestCount = int64_t{1} << 53;  // beyond, sums of counts might overflow

// Terms that so many bytes can hold: "1 2" and a line end each; the last line may lack its end.
int64_t most_terms(int64_t bytes) { return (bytes + 1) / 4; }

// So many variables may stay without any term. Beyond, the file must have a byte for every four, or a few
// bytes could ask for gigabytes.
constexpr int64_t kFreeVariables = 1 << 22;

}  // namespace

void TermCollector::begin_header(const TermStyle& style) {
  style_ = style;
  cursor_.name_line("header");
}

int64_t TermCollector::read_count(const char* name) {
  const std::string what = std::string("the number of ") + name;
  const int64_t count = cursor_.integer(what.c_str());
  if (count < 0) cursor_.fail(what + " is negative: " + std::to_string(count));
  if (count > kLargestCount) cursor_.fail(what + " is too large: " + std::to_string(count));
  return count;
}

void TermCollector::read_num_variables() {
  num_variables_ = read_count(style_.variables);
  require_few_enough();
  if (cursor_.source().size() >= 0) require_plausible(cursor_.source().size());
}

int64_t TermCollector::read_num_terms(const char* name) {
  const int64_t count = read_count(name);
  announced_ += count;
  const int64_t left = cursor_.bytes_left();
  if (left >= 0 && announced_ > most_terms(left) && !lenient_)
    cursor_.fail(std::to_string(announced_) + " " + style_.terms + " do not fit into the " +
                 std::to_string(left) + " bytes that follow");
  return count;
}

void TermCollector::expect_numbers(int64_t count) {
  announces_terms_ = false;
  const int64_t left = cursor_.bytes_left();
  if (left >= 0 && count > (left + 1) / 2)  // a digit and a blank each
    cursor_.fail(std::to_string(count) + " numbers do not fit into the " + std::to_string(left) +
                 " bytes that follow");
}

void TermCollector::begin_unannounced(const TermStyle& style, int64_t num_variables) {
  style_ = style;
  num_variables_ = num_variables;
  announces_terms_ = false;
  require_few_enough();
}

void TermCollector::begin_unannounced(const TermStyle& style) {
  begin_unannounced(style, 0);
  counts_variables_ = true;
}

void TermCollector::end_header() {
  cursor_.end_line();
  const int64_t left = cursor_.bytes_left();
  const int64_t expected = left < 0 ? 0 : std::min(announced_, most_terms(left));
  const int64_t entry = sizeof(int32_t) + sizeof(double);
  const int64_t term = sizeof(int32_t) + entry + 2 * entry;  // as read, and as rows of the problem
  const int64_t variable = sizeof(int64_t) + sizeof(double);
  memory_->require(expected * term + num_variables_ * variable, "the problem");
  arrays_.row.reserve(static_cast<size_t>(expected));
  arrays_.column.reserve(static_cast<size_t>(expected));
}

void TermCollector::require_few_enough() const {
  if (num_variables_ <= kMostVariables) return;
  cursor_.fail(std::to_string(num_variables_) + " " + style_.variables + " are too many; the most is " +
                   std::to_string(kMostVariables),
               WEISS_E_LIMIT);
}

void TermCollector::require_plausible(int64_t bytes) const {
  if (num_variables_ <= kFreeVariables || (num_variables_ - kFreeVariables) / 4 <= bytes) return;
  cursor_.fail(std::to_string(num_variables_) + " " + style_.variables + " in an input of " +
                   std::to_string(bytes) + " bytes: beyond " + std::to_string(kFreeVariables) + " " +
                   style_.variables + " there must be a byte for every four of them",
               WEISS_E_LIMIT);
}

void TermCollector::begin_term() {
  const int64_t line = cursor_.line();
  if (line != next_line_) lines_.push_back({num_terms(), line});
  next_line_ = line + 1;
  cursor_.name_line(style_.term, num_terms() + 1);
  if (num_terms() == announced_ && announces_terms_ && !lenient_)
    cursor_.fail_line("the header announces only " + std::to_string(announced_) + " " + style_.terms);
}

int32_t TermCollector::index(const char* what) {
  const int64_t value = cursor_.integer(what, lenient_ ? &decimal_indices_ : nullptr);
  const int64_t last = (counts_variables_ ? kMostVariables : num_variables_) - 1 + style_.index_base;
  if (last < style_.index_base) cursor_.fail(std::string("there are no ") + style_.variables);
  if (value < style_.index_base || value > last)
    cursor_.fail(style_.variable + (" " + std::to_string(value)) + " is not in " +
                 std::to_string(style_.index_base) + ".." + std::to_string(last));
  if (counts_variables_) num_variables_ = std::max(num_variables_, value - style_.index_base + 1);
  return static_cast<int32_t>(value);
}

void TermCollector::add(int32_t i, int32_t j, double value) {
  // As long as all values are 1 they need no array.
  Vector<double>& values = arrays_.value;
  if (values.empty() && value != 1.0) {
    values.reserve(arrays_.row.capacity());
    values.assign(arrays_.row.size(), 1.0);
    values.push_back(value);
  } else if (!values.empty()) {
    values.push_back(value);
  }
  arrays_.row.push_back(i);
  arrays_.column.push_back(j);
}

void TermCollector::add_symmetric(int32_t i, int32_t j, double value) {
  const double term = i == j ? value : 2.0 * value;
  if (!std::isfinite(term)) cursor_.fail("twice the value is more than a double can hold");
  add(i, j, term);
}

void TermCollector::finish() {
  cursor_.name_line("");
  require_plausible(cursor_.bytes_read());
  if (decimal_indices_) note("lenient: indices such as 1.0");
  if (num_terms() == announced_ || !announces_terms_) return;
  const std::string counts = std::to_string(announced_) + " " + style_.terms;
  if (!lenient_)
    cursor_.fail_line("the header announces " + counts + ", the input ends after " +
                      std::to_string(num_terms()));
  note("lenient: " + counts + " announced and " + std::to_string(num_terms()) + " read");
}

void TermCollector::throw_at(int64_t term, const std::string& message) const {
  throw Error(WEISS_E_FORMAT, std::string(style_.term) + " " + std::to_string(term + 1) + ": " + message,
              cursor_.origin(), line_of(term), 0);
}

void TermCollector::scale_values(double factor) {
  arrays_.value.resize(arrays_.row.size(), 1.0);
  for (size_t k = 0; k < arrays_.value.size(); ++k) {
    arrays_.value[k] *= factor;
    if (!std::isfinite(arrays_.value[k]))
      throw_at(static_cast<int64_t>(k), "the scaled value is more than a double can hold");
  }
}

int64_t TermCollector::line_of(int64_t term) const {
  if (lines_.empty()) return 0;
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), term,
                                      [](int64_t t, const LineRun& run) { return t < run.first; });
  const LineRun& run = *(after - 1);
  return run.line + (term - run.first);
}

std::string TermCollector::place_of(int64_t term) const {
  if (lines_.empty()) return std::string("as ") + style_.term + " " + std::to_string(term + 1);
  return "on line " + std::to_string(line_of(term));
}

}  // namespace weiss
