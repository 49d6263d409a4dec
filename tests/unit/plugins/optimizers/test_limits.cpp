// What every optimizer promises for limits, odd functions and threads.
#include <thread>

#include "support.hpp"

namespace {

using weiss_test::all_optimizers;
using weiss_test::Found;
using weiss_test::Function;
using weiss_test::function;
using weiss_test::Numbers;
using weiss_test::Setup;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Function with(double (*value)(const Numbers&), Numbers start) {
  static const auto slope = [](const Numbers& x) {
    Numbers g;
    for (const double v : x) g.push_back(2.0 * v);
    return g;
  };
  return {"odd", value, slope, std::move(start), 0.0, {}};
}

}  // namespace

TEST_CASE("an optimizer keeps to the limits of run and option in 1 to 200 dimensions") {
  const auto context = weiss_test::make_context();
  const Function& sphere = function("sphere");
  for (const std::string& name : all_optimizers())
    for (const size_t dimension : {size_t{1}, size_t{2}, size_t{200}})
      for (const bool gradient : {true, false})
        for (const int64_t limit : {1, 2, 3, 50, 1000}) {
          CAPTURE(name);
          CAPTURE(dimension);
          CAPTURE(limit);
          Setup setup;
          setup.start = Numbers(dimension, 2.0);
          setup.gradient = gradient;
          setup.work = limit;
          const Found by_run = weiss_test::found(context, name, sphere, setup);
          CHECK(by_run.points.front() == setup.start);
          CHECK(by_run.f <= sphere.value(setup.start));
          CHECK(by_run.f == sphere.value(by_run.x));
          if (by_run.counted < limit && by_run.reason == WEISS_REASON_WORK)  // a gradient has to fit
            CHECK(by_run.counted + 2 * static_cast<int64_t>(dimension) > limit);

          setup.work = 100000;
          const Found by_option =
              weiss_test::found(context, name + " max_evaluations=" + std::to_string(limit), sphere, setup);
          CHECK(by_option.points == by_run.points);
          // With the last evaluation of a run its work is used up, whatever else ends there.
          if (by_run.counted < limit) CHECK(by_option.reason == by_run.reason);
        }
}

TEST_CASE("a function that stops or fails ends the search") {
  const auto context = weiss_test::make_context();
  for (const std::string& name : all_optimizers())
    for (const bool gradient : {true, false})
      for (const int64_t evaluations : {1, 2, 7, 30}) {
        CAPTURE(name);
        CAPTURE(evaluations);
        Setup setup;
        setup.gradient = gradient;
        setup.ends_after = evaluations;
        const Found stopped = weiss_test::minimize(context, name, function("rosenbrock 4"), setup);
        REQUIRE(stopped.status == WEISS_OK);
        CHECK(stopped.reason == WEISS_REASON_CANCELLED);
        CHECK(stopped.points.front() == function("rosenbrock 4").start);
        setup.ending = WEISS_E_FAIL;
        const Found failed = weiss_test::minimize(context, name, function("rosenbrock 4"), setup);
        CHECK(failed.status == WEISS_E_FAIL);
        CHECK(failed.points == stopped.points);
      }
}

TEST_CASE("the best point is the best that was evaluated") {
  const auto context = weiss_test::make_context();
  for (const std::string& name : all_optimizers()) {
    CAPTURE(name);
    Setup setup;
    setup.work = 500;
    const Function& rosenbrock = function("rosenbrock 2");
    const Found done = weiss_test::found(context, name, rosenbrock, setup);
    double best = kInfinity;
    for (const Numbers& point : done.points) best = std::min(best, rosenbrock.value(point));
    CHECK(done.f == best);
    CHECK(rosenbrock.value(done.x) == best);
  }
}

TEST_CASE("values that are no numbers are worse than any and end nothing badly") {
  const auto context = weiss_test::make_context();
  const auto sum_of_squares = [](const Numbers& x) {
    double sum = 0.0;
    for (const double v : x) sum += v * v;
    return sum;
  };
  static const auto square = sum_of_squares;
  const Function functions[] = {
      with([](const Numbers& x) { return x[0] > 1.05 || x[1] > 1.2 ? kNan : square(x); }, {1.0, 1.0}),
      with([](const Numbers& x) { return x[0] < 0.5 ? kInfinity : square(x); }, {1.0, 1.0}),
      with([](const Numbers& x) { return x[0] < 0.5 ? -kInfinity : square(x); }, {1.0, 1.0}),
      with([](const Numbers&) { return kNan; }, {1.0, 1.0}),
      with(
          [](const Numbers& x) {
            return x == Numbers{1.0, 1.0} ? kNan : square(x);
          },
          {1.0, 1.0}),
      with([](const Numbers&) { return 3.0; }, {1.0, 1.0}),
      with([](const Numbers& x) { return 1e308 * x[0]; }, {1.0, 1.0})};
  for (const std::string& name : all_optimizers())
    for (size_t k = 0; k < std::size(functions); ++k)
      for (const bool gradient : {true, false}) {
        CAPTURE(name);
        CAPTURE(k);
        Setup setup;
        setup.gradient = gradient;
        setup.work = 600;
        const Found done = weiss_test::found(context, name, functions[k], setup);
        for (const double v : done.x) CHECK(std::isfinite(v));
      }
}

TEST_CASE("huge learning rates and steps neither crash nor leave the numbers") {
  const auto context = weiss_test::make_context();
  for (const std::string spec :
       {"sgd lr=1e300", "adam lr=1e300", "rmsprop lr=1e300 momentum=3", "adagrad lr=1e300", "spsa a=1e300",
        "spsa c=1e300", "nelder-mead initial_step=1e300", "cobyla rhobeg=1e100", "lbfgs difference_step=1e6"})
    for (const bool gradient : {true, false}) {
      CAPTURE(spec);
      Setup setup;
      setup.gradient = gradient;
      setup.work = 300;
      weiss_test::found(context, spec, function("powell"), setup);
    }
}

TEST_CASE("parameters whose bounds meet stay where they are, all of them or one") {
  const auto context = weiss_test::make_context();
  for (const std::string& name : all_optimizers()) {
    CAPTURE(name);
    Setup setup;
    setup.work = 300;
    setup.start = {0.0, 0.0, 0.0, 0.0};
    setup.lower = setup.upper = {1.0, 2.0, 3.0, 4.0};
    CHECK(weiss_test::found(context, name, function("sphere"), setup).x == setup.lower);
    setup.lower[1] = -5.0;
    const Found one = weiss_test::found(context, name, function("sphere"), setup);
    CHECK(one.x[0] == 1.0);
    CHECK(one.x[3] == 4.0);
  }
}

TEST_CASE("the initial step of the function sets the first steps, an option goes before it") {
  const auto context = weiss_test::make_context();
  const auto first_move = [&](const std::string& spec, double initial_step) {
    Setup setup;
    setup.initial_step = initial_step;
    setup.work = 100;
    const Found done = weiss_test::found(context, spec, function("booth"), setup);
    return weiss_test::distance(done.points[0], done.points[1]);
  };
  CHECK(first_move("cobyla", 0.0) == 1.0);
  CHECK(first_move("cobyla", 0.25) == 0.25);
  CHECK(first_move("cobyla rhobeg=0.5", 0.25) == 0.5);
  CHECK(first_move("nelder-mead", 0.0) == 0.00025);
  CHECK(first_move("nelder-mead", 0.25) == 0.25);
  CHECK(first_move("nelder-mead initial_step=0.5", 0.25) == 0.5);
  CHECK(first_move("spsa", 0.0) == 0.1);
  CHECK(first_move("spsa", 0.25) == 0.25);
  CHECK(first_move("spsa c=0.5", 0.25) == 0.5);
}

TEST_CASE("runs repeat for any number of threads, spsa by its seed") {
  const auto context = weiss_test::make_context();
  for (const std::string& name : all_optimizers()) {
    CAPTURE(name);
    Setup setup;
    setup.work = 400;
    const auto once = weiss_test::found(context, name, function("beale"), setup).points;
    setup.threads = 4;
    CHECK(weiss_test::found(context, name, function("beale"), setup).points == once);
    setup.seed = 2;
    CHECK((weiss_test::found(context, name, function("beale"), setup).points == once) == (name != "spsa"));
  }
}

TEST_CASE("contexts on several threads do not meet") {
  for (const std::string& name : all_optimizers()) {
    CAPTURE(name);
    Setup setup;
    setup.work = 300;
    const auto run = [&] {
      const auto context = weiss_test::make_context();
      return weiss_test::minimize(context, name, function("rosenbrock 4"), setup).points;
    };
    const auto alone = run();
    std::vector<std::vector<Numbers>> together(4);
    std::vector<std::thread> threads;
    for (auto& points : together) threads.emplace_back([&] { points = run(); });
    for (std::thread& thread : threads) thread.join();
    for (const auto& points : together) CHECK(points == alone);
  }
}

TEST_CASE("the default optimizer is cobyla") {
  const auto context = weiss_test::make_context();
  weiss_instance* instance = nullptr;
  REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_OPTIMIZER, nullptr, nullptr, 0, &instance,
                                nullptr) == WEISS_OK);
  const weiss_test::InstancePtr owner(instance, weiss_instance_destroy);
  CHECK(std::string(weiss_instance_spec(instance)).rfind("cobyla ", 0) == 0);
}
