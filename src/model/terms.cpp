#include "model/terms.hpp"

#include <cmath>
#include <string>

#include "base/error.hpp"
#include "model/text.hpp"

namespace weiss {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(WEISS_E_ARGUMENT, message); }

void require_range(const char* name, int64_t value, int64_t low, int64_t high) {
  if (value < low || value > high)
    refuse(std::string(name) + " must lie in " + std::to_string(low) + ".." + std::to_string(high) +
           ", got " + std::to_string(value));
}

void check_header(const weiss_problem_data& data) {
  constexpr int64_t kMaxSpins = (int64_t{1} << 31) - 2;
  constexpr int64_t kMaxTerms = int64_t{1} << 40;
  require_range("origin", data.origin, WEISS_ORIGIN_ISING, WEISS_ORIGIN_MAXCUT);
  require_range("sense", data.sense, WEISS_SENSE_DEFAULT, WEISS_SENSE_MAX);
  require_range("index_base", data.index_base, 0, 1);
  require_range("duplicates", data.duplicates, WEISS_DUPLICATES_SUM, WEISS_DUPLICATES_ERROR);
  require_range("both_directions", data.both_directions, 0, 1);
  require_range("num_spins", data.num_spins, 0, kMaxSpins);
  require_range("num_terms", data.num_terms, 0, kMaxTerms);
  if (data.row && data.row_start)
    refuse("row and row_start are both given; use row for pairs, row_start for CSR");
  if (data.num_terms > 0 && !data.row && !data.row_start)
    refuse("row and row_start are both NULL, but num_terms is " + std::to_string(data.num_terms));
  if (data.num_terms > 0 && !data.column)
    refuse("column is NULL, but num_terms is " + std::to_string(data.num_terms));
  if (data.origin == WEISS_ORIGIN_MAXCUT && data.linear)
    refuse("linear must be NULL for Max-Cut: a cut has no linear terms");
  if (!std::isfinite(data.offset)) refuse("offset is " + number_text(data.offset) + "; it must be finite");
}

// Rows may be counted from 0 or, like the indices, from index_base.
void check_row_start(const weiss_problem_data& data) {
  const int64_t* start = data.row_start;
  if (start[0] != 0 && start[0] != data.index_base)
    refuse("row_start[0] is " + std::to_string(start[0]) + "; it must be 0 or index_base");
  for (int64_t i = 0; i < data.num_spins; ++i)
    if (start[i + 1] < start[i])
      refuse("row_start[" + std::to_string(i + 1) + "] is " + std::to_string(start[i + 1]) +
             ", less than the entry before it, " + std::to_string(start[i]));
  const int64_t total = start[data.num_spins] - start[0];
  if (total != data.num_terms)
    refuse("row_start counts " + std::to_string(total) + " terms, but num_terms is " +
           std::to_string(data.num_terms));
}

// The row of term k; the one of a term that is named in a message, so a search will do.
int64_t row_of(const weiss_problem_data& data, int64_t k) {
  if (data.row) return data.row[k];
  int64_t i = 0;
  while (data.row_start[i + 1] - data.row_start[0] <= k) ++i;
  return i + data.index_base;
}

[[noreturn]] void refuse_term(const weiss_problem_data& data, int64_t k, const std::string& rule) {
  refuse("term " + std::to_string(k) + " (row " + std::to_string(row_of(data, k)) + ", column " +
         std::to_string(data.column[k]) + "): " + rule);
}

[[noreturn]] void refuse_index(const weiss_problem_data& data, int64_t k, const char* name) {
  if (data.num_spins == 0) refuse_term(data, k, "there are terms but num_spins is 0");
  refuse_term(data, k, std::string(name) + " must lie in " + std::to_string(data.index_base) + ".." +
                           std::to_string(data.num_spins - 1 + data.index_base));
}

void check_terms(const weiss_problem_data& data) {
  const int64_t first = data.index_base;
  const int64_t last = data.num_spins - 1 + first;
  const auto outside = [&](int32_t index) { return index < first || index > last; };
  for (int64_t k = 0; k < data.num_terms; ++k) {
    if (data.row && outside(data.row[k])) refuse_index(data, k, "row");
    if (outside(data.column[k])) refuse_index(data, k, "column");
    if (data.value && !std::isfinite(data.value[k]))
      refuse_term(data, k, "value is " + number_text(data.value[k]) + "; it must be finite");
  }
  if (!data.linear) return;
  for (int64_t i = 0; i < data.num_spins; ++i)
    if (!std::isfinite(data.linear[i]))
      refuse("linear[" + std::to_string(i) + "] is " + number_text(data.linear[i]) + "; it must be finite");
}

}  // namespace

void check_problem_data(const weiss_problem_data& data) {
  check_header(data);
  if (data.row_start) check_row_start(data);
  check_terms(data);
}

}  // namespace weiss
