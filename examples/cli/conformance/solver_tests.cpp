// What every solver promises.
#include <chrono>
#include <cmath>
#include <thread>

#include "../text.hpp"
#include "subject.hpp"
#include "test_problems.hpp"

namespace cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kWork = 200'000;       // for a problem of a few hundred spins at most
constexpr double kReturnInTime = 1.0;    // seconds beyond a limit or a cancel that no solver may take
constexpr double kReturnSoon = 0.1;      // what a solver should keep

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

weiss_run_config with_work(int64_t work) {
  auto config = defaults<weiss_run_config>();
  config.work_limit = work;
  config.seed = 1;
  return config;
}

weiss_result_sample sample_of(const weiss_result* result, int64_t index) {
  auto sample = defaults<weiss_result_sample>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_result_get_sample(result, index, &sample, &error), error, kFailed);
  return sample;
}

// Samples are there, their energies are true, and no claim is better than the truth. least is NaN when
// the least energy is not known.
void require_valid(const Result& result, const weiss_problem* problem, double least,
                   const std::string& name) {
  const weiss_result_info info = info_of(result.get());
  const double slack = tolerance(problem);
  expect(info.num_samples > 0, name + ": no sample");
  for (int64_t index = 0; index < info.num_samples; ++index) {
    const weiss_result_sample sample = sample_of(result.get(), index);
    const double energy = info.num_spins > 0 ? energy_of(problem, sample.spins) : sample.energy;
    expect(std::abs(energy - sample.energy) <= slack, name + ": a sample's energy is not that of its spins");
  }
  if (std::isnan(least)) return;
  expect(info.bound <= least + slack, name + ": the lower bound " + format_number(info.bound) +
                                          " is above the least energy " + format_number(least));
  expect(info.proof != WEISS_PROOF_OPTIMAL || info.energy <= least + slack,
         name + ": " + format_number(info.energy) + " is claimed to be optimal, but there is " +
             format_number(least));
}

std::string solves_random_problems(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  const int64_t largest = subject.fitting(150);
  uint64_t seed = 0;
  for (const TestProblem& shape : test_problems({3, 5, 9, 12, 20, 30, 150})) {
    if (shape.num_spins > largest) continue;
    const Problem problem = subject.problem(shape, ++seed);
    const double least = shape.num_spins <= 12 ? least_energy(problem.get()) : NAN;
    require_valid(subject.solve(instance, problem.get(), with_work(kWork)), problem.get(), least, shape.name);
  }
  std::vector<std::string> remarks;
  if (largest < 150) remarks.push_back("up to " + std::to_string(largest) + " spins");
  if (subject.thinned_out() > 0)
    remarks.push_back(std::to_string(subject.thinned_out()) + " problems thinned out, as it refuses them");
  return join(remarks, "; ");
}

std::string takes_tiny_problems(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  for (const TestProblem& shape : test_problems({0, 1, 2})) {
    const Problem problem = make_problem(subject.context(), shape, 7);
    require_valid(subject.solve(instance, problem.get(), with_work(kWork)), problem.get(),
                  least_energy(problem.get()), shape.name);
  }
  return "";
}

// All that must repeat, as text.
std::string fingerprint(const Result& result) {
  const weiss_result_info info = info_of(result.get());
  std::string text = "work " + std::to_string(info.work) + " bound " + format_number(info.bound) +
                     " reason " + weiss_reason_name(info.reason);
  for (int64_t index = 0; index < info.num_samples; ++index) {
    const weiss_result_sample sample = sample_of(result.get(), index);
    text += "\nsample " + format_number(sample.energy) + " x" + std::to_string(sample.multiplicity) + " ";
    for (int64_t i = 0; i < info.num_spins; ++i) text += sample.spins[i] > 0 ? '+' : '-';
  }
  for (int64_t index = 0; index < info.num_trace; ++index) {
    auto step = defaults<weiss_result_improvement>();
    weiss_error error = WEISS_ERROR_INIT;
    require(weiss_result_get_improvement(result.get(), index, &step, &error), error, kFailed);
    text += "\nimproved " + format_number(step.energy) + " at " + std::to_string(step.work) + " by " +
            step.source;
  }
  for (int64_t index = 0; index < info.num_counters; ++index) {
    int64_t value = 0;
    const char* const name = weiss_result_counter(result.get(), index, &value);
    text += std::string("\n") + name + " " + std::to_string(value);
  }
  return text;
}

std::string first_difference(const std::string& a, const std::string& b) {
  const std::vector<std::string> left = split(a, '\n'), right = split(b, '\n');
  for (size_t k = 0; k < std::min(left.size(), right.size()); ++k)
    if (left[k] != right[k]) return "\"" + left[k] + "\" and \"" + right[k] + "\"";
  return std::to_string(left.size()) + " and " + std::to_string(right.size()) + " lines";
}

std::string fingerprint_of_run(const Origin& origin, const TestProblem& shape, int32_t threads,
                               const char* simd) {
  Subject subject(origin, simd);
  const Problem problem = subject.problem(shape, 11);
  weiss_run_config config = with_work(kWork);
  config.threads = threads;
  config.seed = 3;
  return fingerprint(subject.solve(subject.instance(), problem.get(), config));
}

std::string repeats_its_runs(const Origin& origin) {
  int64_t size = 0;
  {
    Subject subject(origin);
    if (!subject.has(WEISS_CAP_DETERMINISTIC)) throw Skip("it does not claim to be deterministic");
    size = subject.fitting(60);
  }
  for (const bool integer : {true, false}) {
    const TestProblem shape = {"", size, 0.3, true, integer};
    const std::string first = fingerprint_of_run(origin, shape, 1, nullptr);
    for (const int32_t threads : {1, 2, 4}) {
      const std::string again = fingerprint_of_run(origin, shape, threads, nullptr);
      expect(again == first, "the same run on " + std::to_string(threads) + " threads differs: " +
                                 first_difference(first, again));
    }
    if (!integer) continue;
    const std::string scalar = fingerprint_of_run(origin, shape, 1, "scalar");
    expect(scalar == first, "the same run without SIMD differs: " + first_difference(first, scalar));
  }
  return "";
}

std::string keeps_the_work_limit(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  const Problem problem = subject.problem(large_problem(subject.fitting(500)), 5);
  const weiss_problem_info facts = info_of(problem.get());
  const int64_t limit = 300'000;
  // What a block of work may cost beyond the limit: a few visits of everything.
  const int64_t slack = 20 * (facts.num_spins + 2 * facts.num_couplings);
  const auto start = Clock::now();
  const Result result = subject.solve(instance, problem.get(), with_work(limit));
  const double seconds = seconds_since(start);
  const int64_t work = info_of(result.get()).work;
  expect(work <= limit + slack, "it did " + std::to_string(work) + " units of work, the limit was " +
                                    std::to_string(limit));
  expect(seconds <= 2 * kReturnInTime, "300000 units of work took " + format_seconds(seconds) +
                                           ": charge them (run->spend) and ask should_stop");
  return "";
}

std::string keeps_the_time_limit(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  const Problem problem = subject.problem(large_problem(subject.fitting(3000)), 6);
  auto config = defaults<weiss_run_config>();
  config.time_limit = 0.2;
  const auto start = Clock::now();
  const Result result = subject.solve(instance, problem.get(), config);
  const double late = seconds_since(start) - config.time_limit;
  expect(late <= kReturnInTime, "it returned " + format_seconds(late) + " after the time limit");
  require_valid(result, problem.get(), NAN, "with a time limit");
  return "";
}

std::string stops_when_cancelled(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  const Problem problem = subject.problem(large_problem(subject.fitting(3000)), 8);
  auto config = defaults<weiss_run_config>();
  config.time_limit = 30;  // far away: the cancel ends the run
  Clock::time_point asked;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    asked = Clock::now();
    weiss_instance_cancel(instance.get());
  });
  Clock::time_point returned;
  Result result;
  std::string failure;
  try {
    result = subject.solve(instance, problem.get(), config);
  } catch (const Failure& why) {
    failure = why.what();
  }
  returned = Clock::now();
  other.join();
  expect(failure.empty(), failure);
  const double late = std::chrono::duration<double>(returned - asked).count();
  expect(late <= kReturnInTime, "it took " + format_seconds(late) + " to stop");
  require_valid(result, problem.get(), NAN, "cancelled");

  // A second run is cancelled before it begins: it may come back without a sample, but soon.
  const auto start = Clock::now();
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* second = nullptr;
  weiss_instance_solve(instance.get(), problem.get(), &config, &second, &error);
  const Result owned(second);
  const double seconds = seconds_since(start);
  expect(seconds <= kReturnInTime, "cancelled before it began, a run took " + format_seconds(seconds));
  if (late <= kReturnSoon) return "";
  return "took " + format_seconds(late) + " to stop, " + format_seconds(kReturnSoon) + " are allowed";
}

std::string uses_its_starts(const Origin& origin) {
  Subject subject(origin);
  const Instance instance = subject.instance();
  Stream stream(9);
  const std::vector<int8_t> state = random_state(subject.fitting(200), stream);
  const Problem problem = make_planted_problem(subject.context(), state, 10);
  std::vector<int8_t> starts = random_state(static_cast<int64_t>(state.size()), stream);
  starts.insert(starts.end(), state.begin(), state.end());
  const std::vector<double> means(state.size(), 0.5);
  weiss_run_config config = with_work(kWork);
  config.num_starts = 2;
  config.starts = starts.data();
  config.mean_spins = means.data();
  const Result result = subject.solve(instance, problem.get(), config);
  require_valid(result, problem.get(), NAN, "with starts");
  if (!subject.has(WEISS_CAP_WARM_START)) throw Skip("it does not claim to use starts");
  const double planted = energy_of(problem.get(), state.data());
  expect(weiss_result_energy(result.get()) <= planted,
         "one of the starts has the energy " + format_number(planted) + ", its best is " +
             format_number(weiss_result_energy(result.get())));
  return "";
}

std::string gives_memory_back(const Origin& origin) {
  Subject subject(origin);
  const int64_t before = weiss_context_memory(subject.context(), nullptr);
  {
    const Instance instance = subject.instance();
    const Problem problem = subject.problem(large_problem(subject.fitting(100)), 13);
    subject.solve(instance, problem.get(), with_work(kWork));
  }
  subject.require_memory(before);
  return "";
}

std::string works_inside_a_scheme(const Origin& origin) {
  Subject subject(origin);
  auto scheme = defaults<weiss_algorithm_info>();
  const weiss_status found =
      weiss_context_find_algorithm(subject.context(), WEISS_KIND_SOLVER, "subqubo", &scheme, nullptr);
  if (found < WEISS_OK) throw Skip("subqubo is not here");
  const std::string spec = std::string("subqubo subsolver=") + subject.info().id +
                           " part_size=" + std::to_string(subject.fitting(50));
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* raw = nullptr;
  require(weiss_instance_create(subject.context(), WEISS_KIND_SOLVER, spec.c_str(), nullptr, 0, &raw, &error),
          error, kFailed);
  const Instance instance(raw);
  const Problem problem = make_large_problem(subject.context(), 100, 12);
  weiss_run_config config = with_work(2 * kWork);
  config.threads = 2;
  const Result result = subject.solve(instance, problem.get(), config);
  require_valid(result, problem.get(), NAN, "as a sub-solver");
  const weiss_result_info info = info_of(result.get());
  for (int64_t index = 0; index < info.num_counters; ++index) {
    int64_t value = 0;
    const char* const name = weiss_result_counter(result.get(), index, &value);
    expect(std::string(name) != "sub-solver failures" || value == 0,
           "as a sub-solver of subqubo it failed " + std::to_string(value) + " times");
  }
  return "";
}

}  // namespace

const std::vector<ConformanceTest>& solver_tests() {
  static const std::vector<ConformanceTest> tests = {
      {"solves random problems", solves_random_problems},
      {"takes problems of 0, 1 and 2 spins", takes_tiny_problems},
      {"keeps the work limit", keeps_the_work_limit},
      {"keeps the time limit", keeps_the_time_limit},
      {"stops when cancelled", stops_when_cancelled},
      {"uses its starts", uses_its_starts},
      {"repeats its runs", repeats_its_runs},
      {"gives its memory back", gives_memory_back},
      {"works as a sub-solver", works_inside_a_scheme},
  };
  return tests;
}

}  // namespace cli
