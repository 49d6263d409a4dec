// The partitioners random and contiguous, and subqubo on top of them.
#include <algorithm>

#include "support.hpp"

namespace {

using weiss_test::build;
using weiss_test::ContextPtr;
using weiss_test::Data;
using weiss_test::info_of;
using weiss_test::limited;
using weiss_test::make_context;
using weiss_test::ProblemPtr;
using weiss_test::random_terms;
using weiss_test::solve;

const char* const kPartitioners[] = {"random", "contiguous"};

using Parts = std::vector<std::vector<int32_t>>;

struct Cut {
  weiss_status status;
  std::string message;
  Parts parts;
};

Cut cut(const ContextPtr& context, const ProblemPtr& problem, const char* spec,
        const weiss_partition_task& task, uint64_t seed = 1) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* instance = nullptr;
  REQUIRE(weiss_instance_create(context.get(), WEISS_KIND_PARTITIONER, spec, nullptr, 0, &instance, &error) ==
          WEISS_OK);
  const weiss_test::InstancePtr owner(instance, weiss_instance_destroy);
  const weiss_run_config config = limited(0, seed);
  weiss_result* raw = nullptr;
  Cut out;
  out.status = weiss_instance_partition(instance, problem.get(), &task, &config, &raw, &error);
  out.message = error.message;
  const weiss_test::ResultPtr result(raw, weiss_result_destroy);
  if (out.status < 0) return out;
  for (int64_t k = 0; k < info_of(result).num_parts; ++k) {
    weiss_result_part part = weiss_test::sized<weiss_result_part>();
    REQUIRE(weiss_result_get_part(result.get(), k, &part, nullptr) == WEISS_OK);
    out.parts.emplace_back(part.members, part.members + part.num_members);
  }
  return out;
}

size_t smallest(const Parts& parts) {
  size_t size = SIZE_MAX;
  for (const auto& part : parts) size = std::min(size, part.size());
  return size;
}
size_t largest(const Parts& parts) {
  size_t size = 0;
  for (const auto& part : parts) size = std::max(size, part.size());
  return size;
}

}  // namespace

TEST_CASE("parts are as many or as small as asked, and their sizes differ by at most one") {
  const auto context = make_context();
  for (const char* spec : kPartitioners)
    for (const int64_t n : {1, 2, 30, 101, 250}) {
      const auto problem = build(context, random_terms(n, 0.1, false, Data::integer, 1));
      CAPTURE(spec);
      CAPTURE(n);
      for (const int64_t num_parts : {1, 2, 7, 101}) {
        if (num_parts > n) continue;
        weiss_partition_task task = weiss_test::sized<weiss_partition_task>();
        task.num_parts = num_parts;
        const Cut done = cut(context, problem, spec, task);
        REQUIRE(done.status == WEISS_OK);
        CHECK(done.parts.size() == static_cast<size_t>(num_parts));
        CHECK(largest(done.parts) - smallest(done.parts) <= 1);
      }
      for (const int64_t capacity : {1, 9, 100, 1000}) {
        weiss_partition_task task = weiss_test::sized<weiss_partition_task>();
        task.max_part_spins = capacity;
        const Cut done = cut(context, problem, spec, task);
        REQUIRE(done.status == WEISS_OK);
        CHECK(done.parts.size() == static_cast<size_t>((n + capacity - 1) / capacity));
        CHECK(largest(done.parts) - smallest(done.parts) <= 1);
      }
    }
}

TEST_CASE("a task that asks for nothing gets parts of at most part_size spins") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(250, 0.05, false, Data::integer, 2));
  const weiss_partition_task task = weiss_test::sized<weiss_partition_task>();
  for (const char* spec : kPartitioners) {
    CHECK(cut(context, problem, spec, task).parts.size() == 3);
    CHECK(cut(context, problem, (std::string(spec) + " part_size=25").c_str(), task).parts.size() == 10);
  }
}

TEST_CASE("contiguous keeps the order of the index, random follows the seed") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(100, 0.1, false, Data::integer, 3));
  weiss_partition_task task = weiss_test::sized<weiss_partition_task>();
  task.num_parts = 3;
  const Parts blocks = cut(context, problem, "contiguous", task).parts;
  CHECK(blocks[0].front() == 0);
  CHECK(blocks[0].back() == 33);
  CHECK(blocks[1].front() == 34);
  CHECK(blocks[2].back() == 99);
  const Parts once = cut(context, problem, "random", task, 1).parts;
  CHECK(once == cut(context, problem, "random", task, 1).parts);
  CHECK(once != cut(context, problem, "random", task, 2).parts);
}

TEST_CASE("fixed spins go where they must and the others even the parts out") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(40, 0.2, false, Data::integer, 4));
  std::vector<int32_t> fixed(40, -1);
  for (size_t i = 20; i < 28; ++i) fixed[i] = 1;
  fixed[0] = 3;
  weiss_partition_task task = weiss_test::sized<weiss_partition_task>();
  task.fixed = fixed.data();
  for (const char* spec : kPartitioners) {
    task.num_parts = 4;
    task.max_part_spins = 0;
    Cut done = cut(context, problem, spec, task);
    CAPTURE(done.message);
    REQUIRE(done.status == WEISS_OK);
    CHECK(done.parts.size() == 4);
    CHECK(largest(done.parts) == 10);

    task.num_parts = 0;
    task.max_part_spins = 15;  // three parts would do, but part 3 is named
    done = cut(context, problem, spec, task);
    REQUIRE(done.status == WEISS_OK);
    CHECK(done.parts.size() == 4);

    task.num_parts = 10;
    task.max_part_spins = 0;
    done = cut(context, problem, spec, task);
    REQUIRE(done.status == WEISS_OK);
    CHECK(largest(done.parts) == 8);
    CHECK(smallest(done.parts) == 3);

    task.max_part_spins = 5;
    done = cut(context, problem, spec, task);
    CHECK(done.status == WEISS_E_ARGUMENT);
    CHECK(done.message.find("part 1 would have 8 spins") != std::string::npos);
  }
  fixed.assign(40, 0);
  task.num_parts = 2;
  task.max_part_spins = 0;
  const Cut empty = cut(context, problem, "random", task);
  CHECK(empty.status == WEISS_E_ARGUMENT);
  CHECK(empty.message.find("part 1 would be empty") != std::string::npos);
}

TEST_CASE("subqubo works with each partitioner and sub-solver, and with itself") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(60, 0.3, true, Data::integer, 5));
  const double best = info_of(solve(context, problem, "tabu", limited(5000000))).energy;
  for (const char* partitioner : kPartitioners)
    for (const char* subsolver : {"greedy", "tabu", "annealing", "exact", "memetic", "subqubo"}) {
      const std::string spec = std::string("subqubo part_size=15 partitioner=") + partitioner +
                               " subsolver=" + subsolver +
                               (subsolver == std::string("subqubo") ? " subsolver.part_size=5" : "");
      const auto result = solve(context, problem, spec, limited(5000000));
      CAPTURE(spec);
      CHECK(info_of(result).energy <= 0.7 * best);
      CHECK(weiss_test::counter(result, "sub-problems") >= 4);
      CHECK(weiss_test::counter(result, "accepted") > 0);
      CHECK(weiss_test::counter(result, "iterations") > 0);
      CHECK(weiss_test::counter(result, "sub-solver failures") == 0);
    }
}

TEST_CASE("subqubo with parts as large as the problem is its sub-solver") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(20, 0.5, true, Data::integer, 6));
  const double best = info_of(solve(context, problem, "exact", limited(0))).energy;
  CHECK(info_of(solve(context, problem, "subqubo subsolver=exact iterations=1", limited(0))).energy == best);
}

TEST_CASE("the result of a decomposed run holds the last cut of the whole problem") {
  const auto context = make_context();
  const auto problem = build(context, random_terms(60, 0.3, true, Data::integer, 5));
  // The sub-problems of the inner subqubo are cut, too; these are not cuts of the whole.
  const char* const spec = "subqubo part_size=15 subsolver=subqubo subsolver.part_size=5 partitioner=contiguous";
  const auto result = solve(context, problem, spec, limited(1000000));
  REQUIRE(info_of(result).num_parts == 4);
  std::vector<int> seen(60, 0);
  for (int64_t p = 0; p < 4; ++p) {
    weiss_result_part part{};
    part.struct_size = sizeof part;
    REQUIRE(weiss_result_get_part(result.get(), p, &part, nullptr) == WEISS_OK);
    CHECK(part.num_members == 15);
    for (int64_t k = 0; k < part.num_members; ++k) ++seen[static_cast<size_t>(part.members[k])];
  }
  CHECK(std::count(seen.begin(), seen.end(), 1) == 60);
  const std::string report = weiss_result_report(result.get());
  CHECK(report.find("\"partitioner\": \"weiss.contiguous\"") != std::string::npos);
  CHECK(info_of(solve(context, problem, "tabu", limited(10000))).num_parts == 0);
}
