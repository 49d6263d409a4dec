// The solver qaoa inside of schemes: many problems in one call, and as the sub-solver of subqubo.
#include "qaoa_reference.hpp"
#include "weiss/ext/algorithms.hpp"
#include "weiss/ext/problem.hpp"
#include "weiss/plugin.hpp"

namespace {

using weiss_test::Attempt;
using weiss_test::attempt;
using weiss_test::build;
using weiss_test::ContextPtr;
using weiss_test::counter;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::solve;
using weiss_test::Terms;

constexpr int64_t kEnough = int64_t{1} << 40;
constexpr int64_t kParts = 6;

// Solves parts of the problem with the rest at +1 by its child, one by one and again in one call, and counts
// what is different.
class OneByOneOrAtOnce {
 public:
  static constexpr weiss::plugin::About about = {"test.batch", "Test", "1", "Test.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::algorithm_option("child", "Child.", WEISS_KIND_SOLVER, nullptr)};

  OneByOneOrAtOnce(const weiss::plugin::Host& host, const weiss::plugin::Options& options)
      : problems_(host), child_(host, options.choice("child")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const weiss::plugin::Run& run,
             const weiss::plugin::Sink& sink) {
    const std::vector<int8_t> up(static_cast<size_t>(problem.num_spins), int8_t{1});
    std::vector<weiss::plugin::OwnedProblem> parts;
    std::vector<weiss_task> tasks;
    for (int64_t p = 0; p < kParts; ++p) {
      std::vector<int32_t> members;
      for (int64_t i = p; i < problem.num_spins; i += p < 3 ? kParts : kParts / 2)  // two sizes
        members.push_back(static_cast<int32_t>(i));
      parts.push_back(
          problems_.clamp(problem.problem, static_cast<int64_t>(members.size()), members.data(), up.data()));
      weiss_task task = weiss::plugin::sized<weiss_task>();
      task.problem = parts.back().get();
      task.stream = static_cast<uint64_t>(p);
      task.max_samples = 8;
      tasks.push_back(task);
    }
    std::vector<std::vector<double>> single;
    for (const weiss_task& task : tasks) single.push_back(summary(task, child_.solve(run, task)));
    std::vector<weiss_outcome> outcomes(tasks.size(), weiss::plugin::sized<weiss_outcome>());
    std::vector<const weiss_task*> task_list;
    std::vector<weiss_outcome*> outcome_list;
    for (size_t k = 0; k < tasks.size(); ++k) {
      task_list.push_back(&tasks[k]);
      outcome_list.push_back(&outcomes[k]);
    }
    child_.solve_many(run, kParts, task_list.data(), outcome_list.data());
    for (size_t k = 0; k < tasks.size(); ++k) {
      run.count("failures", outcomes[k].status < WEISS_OK ? 1 : 0);
      run.count("differences", summary(tasks[k], outcomes[k]) == single[k] ? 0 : 1);
    }
    sink.report(up.data(), std::nan(""));
  }

 private:
  std::vector<double> summary(const weiss_task& task, const weiss_outcome& outcome) const {
    const int64_t n = problems_.view(task.problem).num_spins;
    std::vector<double> all(outcome.energies, outcome.energies + outcome.num_samples);
    all.insert(all.end(), outcome.spins, outcome.spins + n);
    all.insert(all.end(), outcome.parameters, outcome.parameters + outcome.num_parameters);
    if (outcome.marginals) all.insert(all.end(), outcome.marginals, outcome.marginals + n);
    all.push_back(static_cast<double>(outcome.work));
    return all;
  }

  weiss::plugin::Problems problems_;
  weiss::plugin::Child child_;
};

// Cuts into threes, and gives each part angles.
class ThreesWithAngles {
 public:
  static constexpr weiss::plugin::About about = {"test.threes", "Test", "1", "Test.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  ThreesWithAngles(const weiss::plugin::Host&, const weiss::plugin::Options&) {}
  void partition(const weiss_problem_view& problem, const weiss_partition_task&, const weiss::plugin::Run&,
                 const weiss::plugin::PartSink& sink) {
    const double angles[] = {0.2, -0.4};
    std::vector<int32_t> members;
    for (int64_t i = 0; i < problem.num_spins; ++i) {
      members.push_back(static_cast<int32_t>(i));
      if (members.size() < 3 && i + 1 < problem.num_spins) continue;
      weiss_part part = weiss::plugin::sized<weiss_part>();
      part.num_members = static_cast<int64_t>(members.size());
      part.members = members.data();
      part.num_parameters = 2;
      part.parameters = angles;
      sink.table()->add(sink.table(), &part);
      members.clear();
    }
  }
};

ContextPtr context_with(const weiss_algorithm& algorithm) {
  ContextPtr context = make_context();
  REQUIRE(weiss_context_add_algorithm(context.get(), &algorithm, nullptr, nullptr) == WEISS_OK);
  return context;
}

}  // namespace

TEST_CASE("many problems in one call are solved as one by one") {
  const ContextPtr context = context_with(weiss::plugin::algorithm<OneByOneOrAtOnce>);
  for (const bool fields : {true, false}) {
    const auto problem =
        build(context, weiss_test::random_terms(30, 0.6, fields, weiss_test::Data::real, 21));
    for (const char* const child :
         {"child=qaoa child.depth=2 child.answer=all", "child=qaoa child.objective=shots",
          "child=qaoa child.optimizer=lbfgs child.max_evaluations=10",
          "child=qaoa child.mixer=warm-start child.warm_start=relaxation"}) {
      CAPTURE(child);
      const auto result = solve(context, problem, std::string("test.batch ") + child, limited(kEnough));
      CHECK(counter(result, "differences") == 0);
      CHECK(counter(result, "failures") == 0);
    }
  }
}

TEST_CASE("one problem of many that cannot be solved leaves the others alone") {
  const ContextPtr context = context_with(weiss::plugin::algorithm<OneByOneOrAtOnce>);
  const auto problem = build(context, weiss_test::random_terms(30, 0.6, true, weiss_test::Data::real, 21));
  const auto result = solve(context, problem, "test.batch child=qaoa child.max_qubits=5",
                            limited(kEnough));  // parts of 5 and 10
  CHECK(counter(result, "failures") == 3);
}

TEST_CASE("subqubo with qaoa as its sub-solver does as well as with exact") {
  const auto context = make_context();
  const auto problem = build(context, weiss_test::random_terms(18, 0.5, true, weiss_test::Data::integer, 22));
  const auto exact =
      solve(context, problem, "subqubo part_size=9 subsolver=exact iterations=40", limited(kEnough));
  const auto result =
      solve(context, problem, "subqubo part_size=9 subsolver=qaoa subsolver.depth=2 iterations=40",
            limited(int64_t{1} << 34));
  CHECK(info_of(result).energy == info_of(exact).energy);
  CHECK(counter(result, "shots") == 1024 * counter(result, "sub-problems"));
  CHECK(counter(result, "sub-solver failures") == 0);
  const auto tuned = solve(context, problem,
                           "subqubo part_size=9 iterations=2 subsolver=qaoa subsolver.optimizer=cobyla "
                           "subsolver.optimizer.max_evaluations=30",
                           limited(int64_t{1} << 34));
  CHECK(counter(tuned, "evaluations") > 20 * counter(tuned, "sub-problems"));
}

TEST_CASE("parts that qaoa refuses as too large become smaller") {
  const auto context = make_context();
  const auto problem = build(context, weiss_test::random_terms(24, 0.5, true, weiss_test::Data::integer, 23));
  const auto result =
      solve(context, problem, "subqubo part_size=24 iterations=4 subsolver=qaoa subsolver.max_qubits=8",
            limited(int64_t{1} << 34));
  CHECK(counter(result, "sub-solver failures") == 3);  // one part of 24, two of 12
  CHECK(counter(result, "shots") == 1024 * (counter(result, "sub-problems") - 3));
}

TEST_CASE("angles that a partitioner gives to its parts are used") {
  const ContextPtr context = context_with(weiss::plugin::algorithm<ThreesWithAngles>);
  const auto problem = build(context, weiss_test::random_terms(9, 0.8, true, weiss_test::Data::real, 24));
  const std::string spec =
      "subqubo partitioner=test.threes iterations=1 subsolver=qaoa subsolver.start=given subsolver.depth=";
  const auto result = solve(context, problem, spec + "1", limited(kEnough));
  CHECK(counter(result, "sub-problems") == 3);
  CHECK(counter(result, "shots") == 3 * 1024);
  CHECK(counter(result, "sub-solver failures") == 0);
  // Of the wrong length they are refused.
  const auto refused = solve(context, problem, spec + "2", limited(kEnough));
  CHECK(counter(refused, "sub-solver failures") == 3);
}
