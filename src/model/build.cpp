#include "model/build.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "model/properties.hpp"
#include "model/rows.hpp"
#include "model/sum.hpp"
#include "model/terms.hpp"

namespace weiss {

namespace {

// The terms with i = j, collected by spin; no memory until the first one.
class Diagonal {
 public:
  Diagonal(const weiss_problem_data& data, Memory* memory)
      : num_spins_(static_cast<size_t>(data.num_spins)), duplicates_(data.duplicates),
        index_base_(data.index_base), sum_(memory), seen_(memory) {}

  void add(int32_t spin, double value) {
    if (sum_.empty()) {
      sum_.resize(num_spins_);
      seen_.resize(num_spins_);
    }
    ++terms_;
    const auto i = static_cast<size_t>(spin);
    if (!seen_[i]) {
      seen_[i] = true;
    } else {
      refuse_if_error(spin);
      ++merged_;
      if (duplicates_ == WEISS_DUPLICATES_LAST) sum_[i] = CompensatedSum();
    }
    sum_[i].add(value);
  }

  CompensatedSum at(size_t i) const { return sum_.empty() ? CompensatedSum() : sum_[i]; }
  int64_t terms() const noexcept { return terms_; }
  int64_t merged() const noexcept { return merged_; }

 private:
  void refuse_if_error(int32_t spin) const {
    if (duplicates_ != WEISS_DUPLICATES_ERROR) return;
    const std::string index = std::to_string(int64_t{spin} + index_base_);
    throw Error(WEISS_E_ARGUMENT,
                "the pair (" + index + ", " + index + ") comes more than once and duplicates is ERROR");
  }

  const size_t num_spins_;
  const int32_t duplicates_;
  const int32_t index_base_;
  int64_t terms_ = 0;
  int64_t merged_ = 0;
  Vector<CompensatedSum> sum_;
  Vector<bool> seen_;
};

int32_t sense_of(const weiss_problem_data& data) {
  if (data.sense != WEISS_SENSE_DEFAULT) return data.sense;
  return data.origin == WEISS_ORIGIN_MAXCUT ? WEISS_SENSE_MAX : WEISS_SENSE_MIN;
}

// J_ij of a quadratic term of value 1. A power of two, so that couplings are exact:
// x_i x_j = (1 - s_i - s_j + s_i s_j)/4, and an edge of a cut is (1 - s_i s_j)/2.
double coupling_unit(int32_t origin, double sign) {
  if (origin == WEISS_ORIGIN_QUBO) return sign * 0.25;
  if (origin == WEISS_ORIGIN_MAXCUT) return sign * -0.5;
  return sign;
}

void require_memory(const Memory& memory, const weiss_problem_data& data) {
  constexpr int64_t kEntry = sizeof(int32_t) + sizeof(double);
  constexpr int64_t kSpin = 2 * sizeof(int64_t) + sizeof(double);  // a start, a cursor, a field
  const int64_t entries = data.both_directions ? data.num_terms : 2 * data.num_terms;
  const std::string what = "a problem of " + std::to_string(data.num_spins) + " spins and " +
                           std::to_string(data.num_terms) + " terms";
  memory.require(entries * kEntry + data.num_spins * kSpin, what.c_str());
}

void build_rows(Problem& problem, const weiss_problem_data& data, double unit, Diagonal& diagonal) {
  const auto for_each_pair = [&](const auto& visit) {
    for_each_term(data, [&](int32_t i, int32_t j, double value) {
      if (i != j) visit(i, j, unit * value);
    });
  };
  for_each_term(data, [&](int32_t i, int32_t j, double value) {
    if (i == j) diagonal.add(i, value);
  });
  if (data.both_directions) assemble_directed_rows(problem, data.num_spins, for_each_pair);
  else assemble_rows(problem, data.num_spins, for_each_pair);
}

// Fields and offset of the converted energy, from the merged couplings.
void build_fields(Problem& problem, const weiss_problem_data& data, double sign, const Diagonal& diagonal) {
  CompensatedSum offset(sign * data.offset);
  const auto n = static_cast<size_t>(data.num_spins);
  problem.field.resize(n);
  for (size_t i = 0; i < n; ++i) {
    CompensatedSum field;
    const double linear = data.linear ? data.linear[i] : 0.0;
    if (data.origin == WEISS_ORIGIN_ISING) {
      field.add(sign * linear);
      offset.add(sign * diagonal.at(i).value());
    } else if (data.origin == WEISS_ORIGIN_QUBO) {
      CompensatedSum on_diagonal = diagonal.at(i);
      on_diagonal.add(linear);
      const double half = 0.5 * sign * on_diagonal.value();
      field.add(-half);
      offset.add(half);
    }
    for (size_t k = problem.row_begin(i); k < problem.row_end(i); ++k) {
      const bool counted = static_cast<size_t>(problem.column[k]) > i;
      if (data.origin == WEISS_ORIGIN_QUBO) {
        field.add(-problem.value[k]);
        if (counted) offset.add(problem.value[k]);
      } else if (data.origin == WEISS_ORIGIN_MAXCUT && counted) {
        offset.add(-problem.value[k]);
      }
    }
    problem.field[i] = field.value();
    if (!std::isfinite(problem.field[i]))
      throw Error(WEISS_E_ARGUMENT,
                  "the terms of spin " + std::to_string(static_cast<int64_t>(i) + data.index_base) +
                      " sum up to more than a double can hold");
  }
  problem.offset = offset.value();
  if (!std::isfinite(problem.offset))
    throw Error(WEISS_E_ARGUMENT, "the constant part of the energy is more than a double can hold");
}

// data has been checked; owned is where its pairs lie when they may be freed, or null.
ProblemPtr build_checked(const EnvironmentPtr& environment, const weiss_problem_data& data,
                         TermArrays* owned) {
  require_memory(*environment->memory(), data);
  auto problem = std::make_unique<Problem>(environment);
  problem->origin = data.origin;
  problem->sense = sense_of(data);
  const double sign = problem->sense == WEISS_SENSE_MAX ? -1.0 : 1.0;
  const double unit = coupling_unit(data.origin, sign);

  Diagonal diagonal(data, environment->memory());
  build_rows(*problem, data, unit, diagonal);
  if (owned) {
    owned->row = Vector<int32_t>(environment->memory());
    owned->column = Vector<int32_t>(environment->memory());
    owned->value = Vector<double>(environment->memory());
  }
  const MergeCounts counts = merge_rows(*problem, data.duplicates, data.index_base);
  if (data.both_directions) require_symmetric_rows(*problem, data.index_base, unit);
  problem->duplicates_merged = counts.merged + diagonal.merged();
  problem->zeros_dropped = counts.dropped;
  problem->self_loops = diagonal.terms();

  build_fields(*problem, data, sign, diagonal);
  find_properties(*problem);
  return problem;
}

}  // namespace

ProblemPtr build_problem(const EnvironmentPtr& environment, const weiss_problem_data& data) {
  check_problem_data(data);
  return build_checked(environment, data, nullptr);
}

ProblemPtr build_problem(const EnvironmentPtr& environment, weiss_problem_data data, TermArrays&& terms) {
  data.num_terms = static_cast<int64_t>(terms.row.size());
  data.row_start = nullptr;
  data.row = terms.row.data();
  data.column = terms.column.data();
  data.value = terms.value.empty() ? nullptr : terms.value.data();
  data.linear = terms.linear.empty() ? nullptr : terms.linear.data();
  check_problem_data(data);
  return build_checked(environment, data, &terms);
}

}  // namespace weiss
