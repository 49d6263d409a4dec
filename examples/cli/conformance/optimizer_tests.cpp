// What every optimizer promises: it stays in the bounds and does not return a worse point than its start.
#include <algorithm>
#include <cmath>

#include "../text.hpp"
#include "subject.hpp"
#include "weiss/plugin.h"

namespace cli {

namespace {

// A function to minimise that watches how it is called.
class Function {
 public:
  Function(int64_t dimension, double (*value)(int64_t, const double*),
           void (*gradient)(int64_t, const double*, double*))
      : value_(value), gradient_(gradient), lower_(static_cast<size_t>(dimension), -2.0),
        upper_(lower_.size(), 3.0), start_(lower_.size(), -1.2) {}

  weiss_objective objective(bool with_gradient) {
    auto objective = defaults<weiss_objective>();
    objective.has_gradient = with_gradient ? 1 : 0;
    objective.dimension = static_cast<int64_t>(lower_.size());
    objective.lower = lower_.data();
    objective.upper = upper_.data();
    objective.start = start_.data();
    objective.initial_step = 0.5;
    objective.user = this;
    objective.evaluate = evaluate;
    return objective;
  }

  double start_value() const { return value_(static_cast<int64_t>(start_.size()), start_.data()); }
  double value_at(const double* x) const { return value_(static_cast<int64_t>(start_.size()), x); }
  int64_t evaluations() const noexcept { return evaluations_; }
  void fail_after(int64_t evaluations) noexcept { fail_after_ = evaluations; }

  void require_obeyed() const { expect(complaint_.empty(), complaint_); }
  void require_inside(const double* x) const {
    for (size_t i = 0; i < lower_.size(); ++i)
      expect(x[i] >= lower_[i] && x[i] <= upper_[i], "its best point lies outside of the bounds");
  }

 private:
  static weiss_status evaluate(const weiss_objective* objective, int64_t count, const double* x, double* f,
                               double* g) noexcept {
    return static_cast<Function*>(objective->user)->take(count, x, f, g);
  }

  weiss_status take(int64_t count, const double* x, double* f, double* g) noexcept {
    const size_t n = lower_.size();
    if (count < 1) complaint_ = "it evaluates " + std::to_string(count) + " points";
    for (int64_t k = 0; k < count; ++k) {
      const double* const point = x + static_cast<size_t>(k) * n;
      for (size_t i = 0; i < n; ++i)
        if (!(point[i] >= lower_[i] && point[i] <= upper_[i]))
          complaint_ = "it evaluates a point outside of the bounds, " + format_number(point[i]);
      f[k] = value_(static_cast<int64_t>(n), point);
      if (g) gradient_(static_cast<int64_t>(n), point, g + static_cast<size_t>(k) * n);
      ++evaluations_;
    }
    return fail_after_ > 0 && evaluations_ > fail_after_ ? WEISS_E_FAIL : WEISS_OK;
  }

  double (*const value_)(int64_t, const double*);
  void (*const gradient_)(int64_t, const double*, double*);
  std::vector<double> lower_, upper_, start_;
  int64_t evaluations_ = 0;
  int64_t fail_after_ = 0;
  std::string complaint_;
};

double sphere(int64_t n, const double* x) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += (x[i] - 0.5) * (x[i] - 0.5);
  return sum;
}

void sphere_gradient(int64_t n, const double* x, double* g) {
  for (int64_t i = 0; i < n; ++i) g[i] = 2 * (x[i] - 0.5);
}

double rosenbrock(int64_t, const double* x) {
  const double a = 1 - x[0], b = x[1] - x[0] * x[0];
  return a * a + 100 * b * b;
}

void rosenbrock_gradient(int64_t, const double* x, double* g) {
  const double b = x[1] - x[0] * x[0];
  g[0] = -2 * (1 - x[0]) - 400 * b * x[0];
  g[1] = 200 * b;
}

struct Outcome {
  double f;
  std::vector<double> x;
  bool operator==(const Outcome& other) const { return f == other.f && x == other.x; }
};

// Skip when it needs a gradient and gets none.
Outcome minimize(const Subject& subject, Function& function, bool with_gradient, int64_t budget,
                 int32_t threads = 1) {
  const weiss_objective objective = function.objective(with_gradient);
  auto config = defaults<weiss_run_config>();
  config.seed = 5;
  config.threads = threads;
  config.work_limit = budget;
  const Instance instance = subject.instance();
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* raw = nullptr;
  const weiss_status status = weiss_instance_minimize(instance.get(), &objective, &config, &raw, &error);
  if (status == WEISS_E_UNSUPPORTED) throw Skip(describe(error));
  require(status, error, kFailed);
  const Result result(raw);
  subject.require_no_complaint();
  function.require_obeyed();
  const double* const x = weiss_result_x(raw);
  expect(x != nullptr, "it returns no point");
  function.require_inside(x);
  const double f = weiss_result_energy(raw);
  expect(f == function.value_at(x), "the value of its best point is wrong");
  expect(f <= function.start_value(), "its best point is worse than its start");
  return {f, std::vector<double>(x, x + objective.dimension)};
}

std::string minimises(const Origin& origin, bool with_gradient) {
  const Subject subject(origin);
  std::string remark;
  for (const int64_t dimension : {1, 2, 5}) {
    Function function(dimension, sphere, sphere_gradient);
    remark = "sphere " + format_number(minimize(subject, function, with_gradient, 300).f);
  }
  Function function(2, rosenbrock, rosenbrock_gradient);
  return remark + ", Rosenbrock " + format_number(minimize(subject, function, with_gradient, 500).f);
}

std::string minimises_values(const Origin& origin) { return minimises(origin, false); }
std::string minimises_with_gradients(const Origin& origin) { return minimises(origin, true); }

std::string keeps_the_budget(const Origin& origin) {
  const Subject subject(origin);
  for (const int64_t budget : {1, 2, 10, 57}) {
    Function function(3, sphere, sphere_gradient);
    minimize(subject, function, true, budget);
    // The host evaluates the start and the final point itself.
    expect(function.evaluations() <= budget + 2, "it evaluates " + std::to_string(function.evaluations()) +
                                                     " points, allowed are " + std::to_string(budget));
  }
  return "";
}

std::string ends_when_evaluation_fails(const Origin& origin) {
  const Subject subject(origin);
  Function function(2, sphere, sphere_gradient);
  function.fail_after(5);
  const weiss_objective objective = function.objective(true);
  const Instance instance = subject.instance();
  weiss_result* raw = nullptr;
  weiss_instance_minimize(instance.get(), &objective, nullptr, &raw, nullptr);
  const Result result(raw);
  expect(function.evaluations() < 100, "it goes on after evaluate has failed");
  return "";
}

std::string repeats_its_runs(const Origin& origin) {
  const Subject subject(origin);
  if (!subject.has(WEISS_CAP_DETERMINISTIC)) throw Skip("it does not claim to be deterministic");
  const auto run = [&](int32_t threads) {
    Function function(2, rosenbrock, rosenbrock_gradient);
    return minimize(subject, function, true, 200, threads);
  };
  const Outcome first = run(1);
  for (const int32_t threads : {1, 2, 4})
    expect(run(threads) == first, "the same run on " + std::to_string(threads) + " threads ends elsewhere");
  return "";
}

std::string gives_memory_back(const Origin& origin) {
  const Subject subject(origin);
  const int64_t before = weiss_context_memory(subject.context(), nullptr);
  Function function(4, sphere, sphere_gradient);
  minimize(subject, function, true, 100);
  subject.require_memory(before);
  return "";
}

}  // namespace

const std::vector<ConformanceTest>& optimizer_tests() {
  static const std::vector<ConformanceTest> tests = {
      {"minimises from values alone", minimises_values},
      {"minimises with gradients", minimises_with_gradients},
      {"keeps the number of evaluations", keeps_the_budget},
      {"ends when an evaluation fails", ends_when_evaluation_fails},
      {"repeats its runs", repeats_its_runs},
      {"gives its memory back", gives_memory_back},
  };
  return tests;
}

}  // namespace cli
