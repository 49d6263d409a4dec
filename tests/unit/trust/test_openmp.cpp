// Called from inside of an OpenMP parallel region, whose threads are not ours.
#include "algorithms.hpp"

namespace trust {

using runs::ContextPtr;
using runs::make_context;
using runs::ProblemPtr;

#if defined(_OPENMP)

namespace {

constexpr int kCalls = 12;

// The reproducible part of a report, or "" when there was no result.
std::string report_of(weiss_context* context, const weiss_problem* problem, const Subject& subject, int32_t threads) {
  const Outcome outcome = run(context, subject, problem, threads);
  return outcome.result ? reproducible_part(outcome.result.get()) : std::string();
}

std::string expected_report(const Subject& subject) {
  const ContextPtr context = make_context();
  const ProblemPtr problem = tiny_problem(context.get());
  const std::string report = report_of(context.get(), problem.get(), subject, 1);
  REQUIRE(!report.empty());
  return report;
}

}  // namespace

TEST_CASE("each thread of an OpenMP region may have a context of its own") {
  for (const Subject& subject : kSubjects) {
    CAPTURE(std::string(subject.spec));
    const std::string expected = expected_report(subject);
    int right = 0;
#pragma omp parallel for num_threads(4) reduction(+ : right)
    for (int k = 0; k < kCalls; ++k) {
      weiss_context* made = nullptr;
      weiss_problem* problem = nullptr;
      if (weiss_context_create(nullptr, &made, nullptr) != WEISS_OK) continue;
      const ContextPtr context(made);
      if (make_tiny_problem(made, &problem) != WEISS_OK) continue;
      const ProblemPtr owner(problem);
      right += report_of(made, problem, subject, 1 + k % 3) == expected ? 1 : 0;
    }
    CHECK(right == kCalls);
  }
}

TEST_CASE("the threads of an OpenMP region may run instances of one context on one problem") {
  const ContextPtr context = make_context();
  const ProblemPtr problem = tiny_problem(context.get());
  for (const Subject& subject : kSubjects) {
    CAPTURE(std::string(subject.spec));
    const std::string expected = expected_report(subject);
    std::vector<runs::InstancePtr> instances;  // creation is one call at a time
    for (int k = 0; k < kCalls; ++k) {
      weiss_instance* instance = nullptr;
      REQUIRE(weiss_instance_create(context.get(), subject.kind, subject.spec, nullptr, 0, &instance, nullptr) ==
              WEISS_OK);
      instances.emplace_back(instance);
    }
    int right = 0;
#pragma omp parallel for num_threads(4) reduction(+ : right)
    for (int k = 0; k < kCalls; ++k) {
      const Outcome outcome = run_instance(instances[static_cast<size_t>(k)].get(), subject.kind, problem.get(), 2);
      right += outcome.result && reproducible_part(outcome.result.get()) == expected ? 1 : 0;
    }
    CHECK(right == kCalls);
  }
}

#else

TEST_CASE("calls from OpenMP regions are tested where the compiler has OpenMP") { MESSAGE("skipped: no OpenMP"); }

#endif

}  // namespace trust
