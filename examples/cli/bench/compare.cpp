#include "compare.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "../text.hpp"

namespace cli {

namespace {

const BenchInstance* find(const BenchResults& results, const std::string& file) {
  const auto found = std::find_if(results.instances.begin(), results.instances.end(),
                                  [&](const BenchInstance& instance) { return instance.file == file; });
  return found == results.instances.end() ? nullptr : &*found;
}

std::string rounded(double value) {
  if (!std::isfinite(value)) return value > 0 ? "inf" : "0";
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 3).ptr;
  return std::string(buffer, end);
}

// Seconds for each hit; not a number without any.
double time_of_a_hit(const BenchSummary& summary) {
  return summary.hits > 0 ? summary.total_time / static_cast<double>(summary.hits)
                          : std::numeric_limits<double>::quiet_NaN();
}

// Above 0 when a is better, below 0 when b is.
int verdict(const BenchInstance& instance_a, const BenchSummary& a, const BenchInstance& instance_b,
            const BenchSummary& b) {
  if (a.median != b.median) return instance_a.better(a.median, b.median) ? 1 : -1;
  const int64_t hits_a = a.hits * static_cast<int64_t>(instance_b.runs.size());
  const int64_t hits_b = b.hits * static_cast<int64_t>(instance_a.runs.size());
  return hits_a == hits_b ? 0 : hits_a > hits_b ? 1 : -1;
}

std::string share_text(const BenchInstance& instance, const BenchSummary& summary) {
  return instance.best_known ? std::to_string(summary.hits) + "/" + std::to_string(instance.runs.size())
                             : "-";
}

std::string sign_text(int64_t a, int64_t b) { return "sign test p = " + rounded(sign_test(a, b)); }

}  // namespace

Comparison compare(const BenchResults& a, const BenchResults& b) {
  Comparison result{
      Table({"instance", "median A", "median B", "hits A", "hits B", "time A", "time B", "B/A", "better"}),
      0,
      0,
      0,
      0,
      0,
      {},
      0,
      0};
  for (const BenchInstance& in_b : b.instances) result.only_in_b += find(a, in_b.file) ? 0 : 1;
  for (const BenchInstance& in_a : a.instances) {
    const BenchInstance* const in_b = find(b, in_a.file);
    if (!in_b) {
      ++result.only_in_a;
      continue;
    }
    const BenchSummary summary_a = summarise(in_a), summary_b = summarise(*in_b);
    const int better = verdict(in_a, summary_a, *in_b, summary_b);
    ++(better > 0 ? result.a_better : better < 0 ? result.b_better : result.equal);
    const double time_a = time_of_a_hit(summary_a), time_b = time_of_a_hit(summary_b),
                 ratio = time_b / time_a;
    const bool both = time_a > 0 && time_b > 0;
    if (both) {
      result.ratios.push_back(ratio);
      if (ratio != 1) ++(ratio > 1 ? result.a_faster : result.b_faster);
    }
    result.table.add({in_a.file, format_number(summary_a.median), format_number(summary_b.median),
                      share_text(in_a, summary_a), share_text(*in_b, summary_b), time_text(time_a),
                      time_text(time_b), both ? rounded(ratio) : "-",
                      better > 0   ? "A"
                      : better < 0 ? "B"
                                   : "="});
  }
  return result;
}

std::string conclusion(const Comparison& comparison) {
  std::string text = "quality  A better on " + std::to_string(comparison.a_better) + ", B better on " +
                     std::to_string(comparison.b_better) + ", equal on " + std::to_string(comparison.equal) +
                     "; " + sign_text(comparison.a_better, comparison.b_better) + "\n";
  if (!comparison.ratios.empty()) {
    const Interval interval = median_interval(comparison.ratios);
    text += "time     A faster on " + std::to_string(comparison.a_faster) + ", B faster on " +
            std::to_string(comparison.b_faster) + "; " + sign_text(comparison.a_faster, comparison.b_faster) +
            "; median of B/A " + rounded(median(comparison.ratios)) + " [" + rounded(interval.low) + ", " +
            rounded(interval.high) + "]\n";
  }
  if (comparison.only_in_a + comparison.only_in_b > 0)
    text += "left out " + std::to_string(comparison.only_in_a) + " instances only in A, " +
            std::to_string(comparison.only_in_b) + " only in B\n";
  return text;
}

}  // namespace cli
