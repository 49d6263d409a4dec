#include "io/term_collector.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/sum.hpp"

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
  if (num_variables_ > kMostVariables)
    cursor_.fail(std::to_string(num_variables_) + " " + style_.variables + " are too many; the most is " +
                     std::to_string(kMostVariables),
                 WEISS_E_LIMIT);
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

void TermCollector::require_plausible(int64_t bytes) const {
  if (num_variables_ <= kFreeVariables || (num_variables_ - kFreeVariables) / 4 <= bytes) return;
  cursor_.fail(std::to_string(num_variables_) + " " + style_.variables + " in an input of " +
                   std::to_string(bytes) + " bytes: beyond " + std::to_string(kFreeVariables) + " " +
                   style_.variables + " there must be a byte for every four of them",
               WEISS_E_LIMIT);
}

void TermCollector::begin_term() {
  line_ = cursor_.line();
  cursor_.name_line(style_.term, num_terms() + 1);
  if (num_terms() == announced_ && !lenient_)
    cursor_.fail_line("the header announces only " + std::to_string(announced_) + " " + style_.terms);
}

int32_t TermCollector::index(const char* what) {
  const int64_t value = cursor_.integer(what);
  const int64_t last = num_variables_ - 1 + style_.index_base;
  if (num_variables_ == 0) cursor_.fail(std::string("there are no ") + style_.variables);
  if (value < style_.index_base || value > last)
    cursor_.fail(style_.variable + (" " + std::to_string(value)) + " is not in " +
                 std::to_string(style_.index_base) + ".." + std::to_string(last));
  return static_cast<int32_t>(value);
}

void TermCollector::add(int32_t i, int32_t j, double value) {
  if (line_ != next_line_) lines_.push_back({num_terms(), line_});
  next_line_ = line_ + 1;
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

void TermCollector::finish() {
  cursor_.name_line("");
  require_plausible(cursor_.bytes_read());
  if (num_terms() == announced_) return;
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

Vector<double> TermCollector::take_fields(bool last_counts) {
  Vector<CompensatedSum> sums(static_cast<size_t>(num_variables_), memory_);
  Vector<double>& value = arrays_.value;
  size_t kept = 0;
  for (size_t k = 0; k < arrays_.row.size(); ++k) {
    const int32_t i = arrays_.row[k];
    const double term = value.empty() ? 1.0 : value[k];
    if (i == arrays_.column[k]) {
      CompensatedSum& sum = sums[static_cast<size_t>(i - style_.index_base)];
      if (last_counts) sum = CompensatedSum(term);
      else sum.add(term);
      continue;
    }
    arrays_.row[kept] = i;
    arrays_.column[kept] = arrays_.column[k];
    if (!value.empty()) value[kept] = term;
    ++kept;
  }
  arrays_.row.resize(kept);
  arrays_.column.resize(kept);
  if (!value.empty()) value.resize(kept);
  Vector<double> fields(memory_);
  fields.reserve(sums.size());
  for (const CompensatedSum& sum : sums) fields.push_back(sum.value());
  return fields;
}

int64_t TermCollector::line_of(int64_t term) const {
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), term,
                                      [](int64_t t, const LineRun& run) { return t < run.first; });
  const LineRun& run = *(after - 1);
  return run.line + (term - run.first);
}

void TermCollector::refuse_duplicates() const {
  using Pair = std::pair<int32_t, int32_t>;
  const auto pair_of = [&](int64_t term) -> Pair {
    const auto k = static_cast<size_t>(term);
    return std::minmax(arrays_.row[k], arrays_.column[k]);
  };
  Vector<int64_t> order(arrays_.row.size(), memory_);
  std::iota(order.begin(), order.end(), int64_t{0});
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    const Pair first = pair_of(a);
    const Pair second = pair_of(b);
    return first != second ? first < second : a < b;
  });
  int64_t earlier = -1;
  int64_t later = num_terms();
  for (size_t k = 1; k < order.size(); ++k) {
    const Pair pair = pair_of(order[k]);
    if (pair != pair_of(order[k - 1]) || order[k] >= later) continue;
    earlier = order[k - 1];
    later = order[k];
  }
  if (earlier < 0) return;
  const auto [low, high] = pair_of(later);
  throw_at(later, "the pair " + std::to_string(low) + " " + std::to_string(high) +
                      " was given before, on line " + std::to_string(line_of(earlier)));
}

}  // namespace weiss
