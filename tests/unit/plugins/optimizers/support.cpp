#include "support.hpp"

namespace weiss_test {

namespace {

double sphere(const Numbers& x) {
  double sum = 0.0;
  for (const double v : x) sum += (v - 0.5) * (v - 0.5);
  return sum;
}
Numbers sphere_gradient(const Numbers& x) {
  Numbers g;
  for (const double v : x) g.push_back(2.0 * (v - 0.5));
  return g;
}

double quadratic(const Numbers& x) {
  double sum = 0.0, weight = 1.0;
  for (const double v : x) {
    sum += weight * v * v;
    weight *= 10.0;
  }
  return sum;
}
Numbers quadratic_gradient(const Numbers& x) {
  Numbers g;
  double weight = 2.0;
  for (const double v : x) {
    g.push_back(weight * v);
    weight *= 10.0;
  }
  return g;
}

double rosenbrock(const Numbers& x) {
  double sum = 0.0;
  for (size_t i = 0; i + 1 < x.size(); ++i) {
    const double a = 1.0 - x[i], b = x[i + 1] - x[i] * x[i];
    sum += a * a + 100.0 * b * b;
  }
  return sum;
}
Numbers rosenbrock_gradient(const Numbers& x) {
  Numbers g(x.size(), 0.0);
  for (size_t i = 0; i + 1 < x.size(); ++i) {
    const double a = 1.0 - x[i], b = x[i + 1] - x[i] * x[i];
    g[i] += -2.0 * a - 400.0 * b * x[i];
    g[i + 1] += 200.0 * b;
  }
  return g;
}

double beale(const Numbers& p) {
  const double x = p[0], y = p[1];
  const double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y;
  return a * a + b * b + c * c;
}
Numbers beale_gradient(const Numbers& p) {
  const double x = p[0], y = p[1];
  const double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y;
  return {2.0 * (a * (y - 1.0) + b * (y * y - 1.0) + c * (y * y * y - 1.0)),
          2.0 * (a * x + b * 2.0 * x * y + c * 3.0 * x * y * y)};
}

double himmelblau(const Numbers& p) {
  const double a = p[0] * p[0] + p[1] - 11.0, b = p[0] + p[1] * p[1] - 7.0;
  return a * a + b * b;
}
Numbers himmelblau_gradient(const Numbers& p) {
  const double a = p[0] * p[0] + p[1] - 11.0, b = p[0] + p[1] * p[1] - 7.0;
  return {4.0 * a * p[0] + 2.0 * b, 2.0 * a + 4.0 * b * p[1]};
}

double booth(const Numbers& p) {
  const double a = p[0] + 2.0 * p[1] - 7.0, b = 2.0 * p[0] + p[1] - 5.0;
  return a * a + b * b;
}
Numbers booth_gradient(const Numbers& p) {
  const double a = p[0] + 2.0 * p[1] - 7.0, b = 2.0 * p[0] + p[1] - 5.0;
  return {2.0 * a + 4.0 * b, 4.0 * a + 2.0 * b};
}

double powell(const Numbers& p) {
  const double a = p[0] + 10.0 * p[1], b = p[2] - p[3], c = p[1] - 2.0 * p[2], d = p[0] - p[3];
  return a * a + 5.0 * b * b + c * c * c * c + 10.0 * d * d * d * d;
}
Numbers powell_gradient(const Numbers& p) {
  const double a = p[0] + 10.0 * p[1], b = p[2] - p[3], c = p[1] - 2.0 * p[2], d = p[0] - p[3];
  const double c3 = 4.0 * c * c * c, d3 = 40.0 * d * d * d;
  return {2.0 * a + d3, 20.0 * a + c3, 10.0 * b - 2.0 * c3, -10.0 * b - d3};
}

// The objective as the library calls it.
struct Calls {
  const Function& function;
  const Setup& setup;
  Found& found;
  std::mt19937 random;

  static weiss_status evaluate(const weiss_objective* objective, int64_t count, const double* x, double* f,
                               double* g) noexcept {
    auto& calls = *static_cast<Calls*>(objective->user);
    if (calls.found.points.size() >= static_cast<size_t>(calls.setup.ends_after)) return calls.setup.ending;
    const auto n = static_cast<size_t>(objective->dimension);
    for (size_t k = 0; k < static_cast<size_t>(count); ++k) {
      const Numbers point(x + k * n, x + (k + 1) * n);
      calls.found.points.push_back(point);
      const double unit = static_cast<double>(calls.random()) / 4294967296.0;
      f[k] = calls.function.value(point) + calls.setup.noise * (2.0 * unit - 1.0);
      if (!g) continue;
      const Numbers slope = calls.function.gradient(point);
      std::copy(slope.begin(), slope.end(), g + k * n);
    }
    return WEISS_OK;
  }
};

const double* data_or_null(const Numbers& numbers) { return numbers.empty() ? nullptr : numbers.data(); }

}  // namespace

const std::vector<Function>& functions() {
  static const std::vector<Function> all = {
      {"sphere", sphere, sphere_gradient, {0.0, 0.0, 0.0, 0.0}, 0.0, {{0.5, 0.5, 0.5, 0.5}}},
      {"quadratic", quadratic, quadratic_gradient, {1.0, 1.0, 1.0, 1.0}, 0.0, {{0.0, 0.0, 0.0, 0.0}}},
      {"rosenbrock 2", rosenbrock, rosenbrock_gradient, {-1.2, 1.0}, 0.0, {{1.0, 1.0}}},
      {"rosenbrock 4", rosenbrock, rosenbrock_gradient, {-1.2, 1.0, -1.2, 1.0}, 0.0, {{1.0, 1.0, 1.0, 1.0}}},
      {"beale", beale, beale_gradient, {1.0, 1.0}, 0.0, {{3.0, 0.5}}},
      {"himmelblau",
       himmelblau,
       himmelblau_gradient,
       {0.0, 0.0},
       0.0,
       {{3.0, 2.0},
        {-2.805118086952745, 3.131312518250573},
        {-3.779310253377747, -3.283185991286170},
        {3.584428340330492, -1.848126526964404}}},
      {"booth", booth, booth_gradient, {0.0, 0.0}, 0.0, {{1.0, 3.0}}},
      {"powell", powell, powell_gradient, {3.0, -1.0, 0.0, 1.0}, 0.0, {{0.0, 0.0, 0.0, 0.0}}}};
  return all;
}

const Function& function(const std::string& name) {
  const auto& all = functions();
  return *std::find_if(all.begin(), all.end(), [&](const Function& f) { return name == f.name; });
}

Found minimize(const ContextPtr& context, const std::string& spec, const Function& function,
               const Setup& setup) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* raw_instance = nullptr;
  Found found;
  found.status = weiss_instance_create(context.get(), WEISS_KIND_OPTIMIZER, spec.c_str(), nullptr, 0,
                                       &raw_instance, &error);
  found.message = error.message;
  if (found.status < 0) return found;
  const InstancePtr instance(raw_instance, weiss_instance_destroy);

  Calls calls{function, setup, found, std::mt19937(7)};
  const Numbers& start = setup.start.empty() ? function.start : setup.start;
  weiss_objective objective = sized<weiss_objective>();
  objective.has_gradient = setup.gradient ? 1 : 0;
  objective.stochastic = setup.noise > 0.0 ? 1 : 0;
  objective.dimension = static_cast<int64_t>(start.size());
  objective.lower = data_or_null(setup.lower);
  objective.upper = data_or_null(setup.upper);
  objective.start = start.data();
  objective.initial_step = setup.initial_step;
  objective.user = &calls;
  objective.evaluate = Calls::evaluate;
  const weiss_run_config config = limited(setup.work, setup.seed, setup.threads);
  weiss_result* raw = nullptr;
  found.status = weiss_instance_minimize(instance.get(), &objective, &config, &raw, &error);
  found.message = error.message;
  const ResultPtr result(raw, weiss_result_destroy);
  if (found.status < 0) return found;
  const weiss_result_info info = info_of(result);
  found.x.assign(weiss_result_x(raw), weiss_result_x(raw) + info.dimension);
  found.f = weiss_result_energy(raw);
  found.reason = info.reason;
  found.counted = counter(result, "evaluations");
  for (int64_t k = 0; k < info.num_warnings; ++k) found.warnings.emplace_back(weiss_result_warning(raw, k));
  return found;
}

Found found(const ContextPtr& context, const std::string& spec, const Function& function,
            const Setup& setup) {
  Found out = minimize(context, spec, function, setup);
  CAPTURE(spec);
  CAPTURE(out.message);
  REQUIRE(out.status == WEISS_OK);
  REQUIRE(out.warnings.empty());
  CHECK(out.counted == static_cast<int64_t>(out.points.size()));
  CHECK(out.counted <= setup.work);
  return out;
}

double distance(const Numbers& a, const Numbers& b) {
  double largest = 0.0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
  return largest;
}

double distance_to_minimum(const Function& function, const Numbers& x) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const Numbers& minimum : function.minima) nearest = std::min(nearest, distance(minimum, x));
  return nearest;
}

const std::vector<std::string>& all_optimizers() {
  static const std::vector<std::string> names = {"sgd",   "rmsprop",     "adam",   "adagrad",
                                                 "lbfgs", "nelder-mead", "cobyla", "spsa"};
  return names;
}

}  // namespace weiss_test
