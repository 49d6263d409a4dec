#include "measure.hpp"

#include <algorithm>
#include <cmath>

#include "../common/runs.hpp"

namespace papers {

namespace {

constexpr int64_t kNoLimit = 1000000000000;  // of work: methods end by themselves
constexpr int kSteps = 10;                   // of the schedule

struct Values {
  double best, most_probable, average, after_descent, circuits = 0.0;
};

// The best of a run is that after the descent.
Values of_blocks(const weiss::Result& result) {
  return {figure(result, "best energy"), figure(result, "most probable energy"),
          figure(result, "average energy"), result.energy(), counter(result, "sub-problems")};
}

// States that a solver reports; the most frequent one is the most probable, the first in energy among equals.
Values of_samples(const weiss::Result& result) {
  double sum = 0.0, count = 0.0;
  int64_t most = 0;
  double most_probable = 0.0;
  for (const weiss_result_sample& sample : result.samples()) {
    const auto multiplicity = static_cast<double>(sample.multiplicity);
    sum += multiplicity * sample.energy;
    count += multiplicity;
    if (sample.multiplicity <= most) continue;
    most = sample.multiplicity;
    most_probable = sample.energy;
  }
  return {result.energy(), most_probable, sum / count, result.energy()};
}

// The spin with the largest sum of |J|.
size_t strongest_spin(const weiss_problem_view& view) {
  std::vector<double> sums(static_cast<size_t>(view.num_spins), 0.0);
  for (size_t i = 0; i < sums.size(); ++i)
    for (int64_t k = view.row_start[i]; k < view.row_start[i + 1]; ++k) sums[i] += std::abs(view.value[k]);
  return static_cast<size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
}

// Naive mean-field annealing with the schedule and the number of passes of HADOF's annealing: in pass t spins
// take in turn the mean that they have in the field of the others at inverse temperature (t - 1) / 9. Nothing
// is sampled: the average is that of independent spins with these means, and the best state is that of their
// signs. Without fields a spin counts as +1, as in HADOF, unless without_gauge.
Values of_mean_field(const weiss::Problem& problem, bool without_gauge) {
  const weiss_problem_view view = problem.view();
  const auto n = static_cast<size_t>(view.num_spins);
  std::vector<double> means(n, 0.0);
  const auto field = [&](size_t i) {
    double sum = 0.0;
    for (int64_t k = view.row_start[i]; k < view.row_start[i + 1]; ++k)
      sum += view.value[k] * means[static_cast<size_t>(view.column[k])];
    return sum;
  };
  const bool gauge = (view.flags & WEISS_PROBLEM_HAS_FIELDS) == 0 && !without_gauge;
  const size_t fixed = gauge ? strongest_spin(view) : n;
  if (gauge) means[fixed] = 1.0;
  for (int step = 0; step < kSteps; ++step) {
    const double inverse_temperature = static_cast<double>(step) / (kSteps - 1);
    for (size_t i = 0; i < n; ++i)
      if (i != fixed) means[i] = -std::tanh(inverse_temperature * (view.field[i] + field(i)));
  }
  double average = view.offset;
  std::vector<int8_t> signs(n);
  for (size_t i = 0; i < n; ++i) {
    average += means[i] * (view.field[i] + field(i) / 2.0);
    signs[i] = means[i] < 0.0 ? int8_t{-1} : int8_t{1};
  }
  const double rounded = problem.energy(signs);
  weiss::Search search(problem);
  search.set(signs);
  search.descend();
  return {rounded, rounded, average, search.energy()};
}

Values run(const weiss::Context& context, const weiss::Problem& problem, const Method& method,
           uint64_t seed) {
  weiss::RunOptions options;
  options.seed = seed;
  options.max_samples = 1000;
  if (method.seconds > 0)
    options.time_limit = method.seconds;
  else
    options.work_limit = kNoLimit;
  const weiss::Result result =
      weiss::Instance(context, WEISS_KIND_SOLVER, method.spec).solve(problem, options);
  return method.kind == Kind::blocks ? of_blocks(result) : of_samples(result);
}

}  // namespace

weiss::Problem couplings_of(const weiss::Context& context, const weiss::Problem& problem,
                            double first_field) {
  const weiss_problem_view view = problem.view();
  weiss::Terms terms;
  for (int64_t i = 0; i < view.num_spins; ++i)
    for (int64_t k = view.row_start[i]; k < view.row_start[i + 1]; ++k) {
      if (view.column[k] <= i) continue;
      terms.row.push_back(static_cast<int32_t>(i));
      terms.column.push_back(view.column[k]);
      terms.value.push_back(view.value[k]);
    }
  std::vector<double> field(static_cast<size_t>(view.num_spins), 0.0);
  field[0] = first_field;
  return weiss::Problem::ising(context, field, terms);
}

std::vector<double> measure(const weiss::Context& context, const weiss::Problem& problem,
                            const Method& method, uint64_t seed) {
  constexpr double kTooWeak = 1e-12;  // to do anything, but the problem counts as one with fields
  const double begin = thread_seconds();
  const Values values = method.kind == Kind::mean_field ? of_mean_field(problem, method.without_gauge)
                        : method.without_gauge
                            ? run(context, couplings_of(context, problem, kTooWeak), method, seed)
                            : run(context, problem, method, seed);
  return {values.best,          values.most_probable, values.average,
          values.after_descent, values.circuits,      thread_seconds() - begin};
}

}  // namespace papers
