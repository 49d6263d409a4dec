// What TermCollector does with pairs that come more than once.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/term_collector.hpp"
#include "model/sum.hpp"
#include "model/text.hpp"

namespace weiss {

namespace {

using Pair = std::pair<int32_t, int32_t>;

Pair pair_of(const TermArrays& terms, int64_t term) {
  const auto k = static_cast<size_t>(term);
  return std::minmax(terms.row[k], terms.column[k]);
}

double value_of(const TermArrays& terms, int64_t term) {
  return terms.value.empty() ? 1.0 : terms.value[static_cast<size_t>(term)];
}

std::string entry_text(int32_t i, int32_t j) {
  return "(" + std::to_string(i) + "," + std::to_string(j) + ")";
}

// The terms by pair; those of a pair in the order of the file.
Vector<int64_t> sorted_by_pair(const TermArrays& terms, Memory* memory) {
  Vector<int64_t> order(terms.row.size(), memory);
  std::iota(order.begin(), order.end(), int64_t{0});
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    const Pair first = pair_of(terms, a);
    const Pair second = pair_of(terms, b);
    return first != second ? first < second : a < b;
  });
  return order;
}

}  // namespace

void TermCollector::merge_mirrored(Mirror mirror) {
  const Vector<int64_t> order = sorted_by_pair(arrays_, memory_);
  TermArrays merged(memory_);
  for (size_t k = 0; k < order.size();) {
    const Pair pair = pair_of(arrays_, order[k]);
    struct Side {
      CompensatedSum value;
      int64_t last = -1;
    } sides[2];
    for (; k < order.size() && pair_of(arrays_, order[k]) == pair; ++k) {
      const int64_t term = order[k];
      Side& side = sides[arrays_.row[static_cast<size_t>(term)] > pair.first];
      if (side.last >= 0) {
        if (duplicates == WEISS_DUPLICATES_ERROR)
          throw_at(term, "the entry was given before, " + place_of(side.last));
        if (duplicates == WEISS_DUPLICATES_LAST) side.value = CompensatedSum();
        ++num_merged_;
      }
      side.value.add(value_of(arrays_, term));
      side.last = term;
    }
    const double upper = sides[0].value.value();
    const double lower = sides[1].value.value();
    const int64_t last = std::max(sides[0].last, sides[1].last);
    const bool both = sides[0].last >= 0 && sides[1].last >= 0;
    if (mirror == Mirror::kEqual && both && upper != lower)
      throw_at(last, "the entries " + entry_text(pair.first, pair.second) + " and " +
                         entry_text(pair.second, pair.first) + " must be equal, got " + number_text(upper) +
                         " and " + number_text(lower));
    const double value = mirror == Mirror::kEqual && both ? upper : upper + lower;
    if (!std::isfinite(value)) throw_at(last, "the values of the pair sum up to more than a double can hold");
    merged.row.push_back(pair.first);
    merged.column.push_back(pair.second);
    merged.value.push_back(value);
  }
  arrays_ = std::move(merged);
}

void TermCollector::take_fields() {
  Vector<CompensatedSum> sums(static_cast<size_t>(num_variables_), memory_);
  Vector<bool> seen(sums.size(), false, memory_);
  Vector<double>& value = arrays_.value;
  size_t kept = 0;
  for (size_t k = 0; k < arrays_.row.size(); ++k) {
    const int32_t i = arrays_.row[k];
    const double term = value_of(arrays_, static_cast<int64_t>(k));
    if (i == arrays_.column[k]) {
      const auto spin = static_cast<size_t>(i - style_.index_base);
      if (duplicates == WEISS_DUPLICATES_LAST) sums[spin] = CompensatedSum();
      sums[spin].add(term);
      num_merged_ += seen[spin];
      seen[spin] = true;
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
  Vector<double>& field = arrays_.linear;
  field.reserve(sums.size());
  for (const CompensatedSum& sum : sums) {
    field.push_back(sum.value());
    if (!std::isfinite(field.back()))
      throw Error(WEISS_E_FORMAT,
                  std::string("the fields of ") + style_.variable + " " +
                      std::to_string(static_cast<int64_t>(field.size()) - 1 + style_.index_base) +
                      " sum up to more than a double can hold",
                  cursor_.origin());
  }
}

void TermCollector::refuse_duplicates() const {
  const Vector<int64_t> order = sorted_by_pair(arrays_, memory_);
  int64_t earlier = -1;
  int64_t later = num_terms();
  for (size_t k = 1; k < order.size(); ++k) {
    const bool again = pair_of(arrays_, order[k]) == pair_of(arrays_, order[k - 1]);
    if (!again || order[k] >= later) continue;
    earlier = order[k - 1];
    later = order[k];
  }
  if (earlier < 0) return;
  const auto [low, high] = pair_of(arrays_, later);
  throw_at(later, "the pair " + std::to_string(low) + " " + std::to_string(high) +
                      " was given before, " + place_of(earlier));
}

}  // namespace weiss
