#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <limits>

#include "bench/compare.hpp"
#include "bench/results.hpp"
#include "bench/statistics.hpp"
#include "bench/summary_tables.hpp"

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

cli::BenchInstance instance(const std::string& file, bool maximise, std::optional<double> best_known,
                            const std::vector<std::pair<double, double>>& values_and_times) {
  cli::BenchInstance made{file, "family", maximise, 10, 20, best_known, {}};
  for (const auto& [value, time] : values_and_times)
    made.runs.push_back({made.runs.size() + 1, value, false, "work", 10, time, 1000, 10});
  return made;
}

void check_interval(const cli::Interval& interval, double low, double high) {
  CHECK(interval.low == doctest::Approx(low).epsilon(1e-4));
  CHECK(interval.high == doctest::Approx(high).epsilon(1e-4));
}

}  // namespace

TEST_CASE("intervals of shares and counts are those of the tables") {
  check_interval(cli::success_interval(8, 10), 0.4902, 0.9433);
  check_interval(cli::success_interval(0, 10), 0, 0.2775);
  check_interval(cli::success_interval(10, 10), 0.7225, 1);
  check_interval(cli::success_interval(0, 0), 0, 1);
  check_interval(cli::poisson_interval(0), 0, 3.6889);
  check_interval(cli::poisson_interval(5), 1.6235, 11.6683);
  check_interval(cli::poisson_interval(10), 4.7954, 18.3904);
  check_interval(cli::poisson_interval(100), 81.3640, 121.6272);
  check_interval(cli::poisson_interval(3000), 2893.6, 3109.3);
}

TEST_CASE("the time to a solution is that of all runs over the hits, times ln 100") {
  const cli::TimeToSolution some = cli::time_to_solution(5, 10);
  CHECK(some.expected == doctest::Approx(std::log(100.0) * 2));
  check_interval(some.interval, std::log(100.0) * 10 / 11.6683, std::log(100.0) * 10 / 1.6235);
  const cli::TimeToSolution none = cli::time_to_solution(0, 10);
  CHECK(none.expected == kInfinite);
  CHECK(none.interval.low == doctest::Approx(std::log(100.0) * 10 / 3.6889).epsilon(1e-4));
  CHECK(none.interval.high == kInfinite);
}

TEST_CASE("medians and what can be said about them") {
  CHECK(cli::median({3, 1, 2}) == 2);
  CHECK(cli::median({4, 1, 2, 3}) == 2.5);
  CHECK(cli::median({kInfinite, kInfinite}) == kInfinite);
  CHECK(std::isnan(cli::median({})));
  CHECK(cli::sign_test(8, 2) == doctest::Approx(0.109375));
  CHECK(cli::sign_test(0, 0) == 1);
  CHECK(cli::sign_test(5, 5) == 1);
  CHECK(cli::sign_test(2000, 1) < 1e-300);
  CHECK(cli::median_interval({1, 2, 3, 4, 5}).low == -kInfinite);
  CHECK(cli::median_interval({6, 1, 2, 3, 4, 5}).low == 1);
  CHECK(cli::median_interval({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).low == 2);
  CHECK(cli::median_interval({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).high == 9);
}

TEST_CASE("the runs of an instance add up to hits, gaps and times in either sense") {
  for (const bool maximise : {true, false}) {
    const double sign = maximise ? 1 : -1;
    const auto summary = cli::summarise(instance(
        "a", maximise, sign * 100, {{sign * 100, 1}, {sign * 98, 9}, {sign * 100, 3}, {sign * 90, 9}}));
    CHECK(summary.best == sign * 100);
    CHECK(summary.median == sign * 99);
    CHECK(summary.best_gap == 0);
    CHECK(summary.median_gap == doctest::Approx(1));
    CHECK(summary.hits == 2);
    CHECK(summary.time == 2);
    CHECK(summary.total_time == 24);  // two hits after 1 and 3, two whole runs of 10
  }
  const auto unknown = cli::summarise(instance("b", true, std::nullopt, {{5, 1}}));
  CHECK(unknown.hits == 0);
  CHECK(std::isnan(unknown.best_gap));
}

TEST_CASE("a best known value is reached within rounding, and beaten beyond it") {
  const auto real = instance("a", true, 0.3, {});
  CHECK(real.reaches_best_known(0.1 + 0.2));
  CHECK_FALSE(real.beats_best_known(0.1 + 0.2));
  CHECK(real.beats_best_known(0.31));
  CHECK_FALSE(real.reaches_best_known(0.29));
  const auto cost = instance("b", false, -100, {});
  CHECK(cost.beats_best_known(-101));
  CHECK(cost.reaches_best_known(-100));
  CHECK_FALSE(cost.reaches_best_known(-99));
  CHECK_FALSE(instance("c", true, std::nullopt, {}).reaches_best_known(1));
}

TEST_CASE("comparisons count who is better by value, then by hits, and who is faster") {
  cli::BenchResults a, b;
  a.instances = {instance("value", true, 10, {{10, 1}, {10, 1}}),
                 instance("hits", true, 10, {{10, 2}, {9, 9}, {9, 9}}),
                 instance("same", false, 10, {{10, 4}}), instance("only a", true, 10, {{10, 1}})};
  b.instances = {instance("value", true, 10, {{9, 1}, {9, 1}}),
                 instance("hits", true, 10, {{9, 1}, {9, 9}, {9, 9}}),
                 instance("same", false, 10, {{10, 1}})};
  const cli::Comparison comparison = cli::compare(a, b);
  CHECK(comparison.a_better == 2);
  CHECK(comparison.b_better == 0);
  CHECK(comparison.equal == 1);
  CHECK(comparison.b_faster == 1);
  CHECK(comparison.a_faster == 0);
  REQUIRE(comparison.ratios.size() == 1);
  CHECK(comparison.ratios[0] == 0.25);
  CHECK(comparison.only_in_a == 1);
  CHECK(comparison.only_in_b == 0);
  CHECK(cli::conclusion(comparison).find("A better on 2, B better on 0, equal on 1") != std::string::npos);
}

TEST_CASE("results read back as they were written") {
  cli::BenchResults results;
  results.settings = {{"solver", "tabu tenure=3"}, {"limit", "time 1 s"}};
  results.instances = {instance("a.mc", true, 10, {{10, 0.125}, {9, 1e-5}}),
                       instance("b.mc", false, std::nullopt, {{-0.1, 3}})};
  const std::string path = "test_bench.tsv", text = cli::results_tsv(results);
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  REQUIRE(file);
  std::fwrite(text.data(), 1, text.size(), file);
  std::fclose(file);
  const cli::BenchResults read = cli::read_results(path);
  std::remove(path.c_str());
  CHECK(cli::results_tsv(read) == text);
  CHECK(read.settings == results.settings);
  CHECK(read.instances.size() == 2);
  CHECK_FALSE(read.instances[1].best_known.has_value());
}

TEST_CASE("tables align their columns, and say nothing about what is not known") {
  const std::string text = cli::instance_table({instance("a.mc", true, 10, {{10, 0.5}}),
                                                instance("longer.mc", true, std::nullopt, {{7, 1}})})
                               .text();
  CHECK(text.find("instance   spins  best known") == 0);
  CHECK(text.find("100% [21, 100]") != std::string::npos);
  CHECK(text.find("longer.mc     10           -     7    -") != std::string::npos);
  const std::vector<std::pair<double, double>> hits(400, {10, 0.5});
  CHECK(cli::instance_table({instance("a.mc", true, 10, hits)}).text().find("100% [99, 100]") !=
        std::string::npos);
  CHECK(cli::instance_table({instance("a.mc", true, 11, hits)}).text().find("0% [0, 1]") !=
        std::string::npos);
  const std::string families = cli::family_table({instance("a.mc", true, 10, {{10, 0.5}})}).markdown();
  CHECK(families.find("| family | instances |") == 0);
  CHECK(families.find("\n|:--|--:") != std::string::npos);
}
