#include "summary_tables.hpp"

#include <cmath>
#include <map>

#include "../text.hpp"

namespace cli {

namespace {

// In whole percent, but in tenths next to 0 and 1, which it does not round to.
std::string share_text(double share) {
  const double tenths = share < 0.5 ? std::ceil(1000 * share) / 10 : std::floor(1000 * share) / 10;
  return format_number(tenths < 1 || tenths > 99 ? tenths : std::floor(100 * share + 0.5));
}

std::string success_text(int64_t hits, int64_t runs) {
  const Interval interval = success_interval(hits, runs);
  const double share = runs > 0 ? static_cast<double>(hits) / static_cast<double>(runs) : 0;
  return share_text(share) + "% [" + share_text(interval.low) + ", " + share_text(interval.high) +
         "]";
}

std::string solution_text(const TimeToSolution& time) {
  return time_text(time.expected) + " [" + time_text(time.interval.low) + ", " +
         time_text(time.interval.high) + "]";
}

// What the instances of a family have in common.
struct Totals {
  int64_t instances = 0, known = 0;      // known: with a best known value, which all below is about
  int64_t hit_once = 0, hit_always = 0;  // instances
  int64_t runs = 0, hits = 0;
  double best_gaps = 0, median_gaps = 0;  // sums; gaps that cannot be said are left out
  int64_t num_gaps = 0;
  double seconds = 0;  // of all runs, each up to the best known value

  void add(const BenchInstance& instance) {
    ++instances;
    const BenchSummary summary = summarise(instance);
    seconds += summary.total_time;
    if (!instance.best_known) return;
    const auto count = static_cast<int64_t>(instance.runs.size());
    ++known;
    hit_once += summary.hits > 0 ? 1 : 0;
    hit_always += summary.hits == count ? 1 : 0;
    runs += count;
    hits += summary.hits;
    if (std::isnan(summary.median_gap) || std::isnan(summary.best_gap)) return;
    best_gaps += summary.best_gap;
    median_gaps += summary.median_gap;
    ++num_gaps;
  }

  std::vector<std::string> row(const std::string& name) const {
    const double divisor = static_cast<double>(num_gaps);
    return {name,
            std::to_string(instances),
            std::to_string(hit_once),
            std::to_string(hit_always),
            std::to_string(runs),
            known > 0 ? success_text(hits, runs) : "-",
            percent_text(best_gaps / divisor),  // not a number without any gap
            percent_text(median_gaps / divisor),
            time_text(seconds)};
  }
};

}  // namespace

Table instance_table(const std::vector<BenchInstance>& instances) {
  Table table({"instance", "spins", "best known", "best", "gap", "median", "gap", "hits", "success % [95%]",
               "time", "time to solution 99% [95%]"});
  for (const BenchInstance& instance : instances) {
    const BenchSummary summary = summarise(instance);
    const auto runs = static_cast<int64_t>(instance.runs.size());
    const bool known = instance.best_known.has_value();
    table.add({instance.file, std::to_string(instance.num_spins),
               known ? format_number(*instance.best_known) : "-", format_number(summary.best),
               percent_text(summary.best_gap), format_number(summary.median),
               percent_text(summary.median_gap),
               known ? std::to_string(summary.hits) + "/" + std::to_string(runs) : "-",
               known ? success_text(summary.hits, runs) : "-", time_text(summary.time),
               known ? solution_text(summary.to_solution) : "-"});
  }
  return table;
}

Table family_table(const std::vector<BenchInstance>& instances) {
  std::map<std::string, Totals> families;
  Totals all;
  for (const BenchInstance& instance : instances) {
    families[instance.family].add(instance);
    all.add(instance);
  }
  Table table({"family", "instances", "hit once", "hit always", "runs", "success % [95%]", "best gap",
               "median gap", "time"});
  for (const auto& [name, totals] : families) table.add(totals.row(name.empty() ? "-" : name));
  if (families.size() > 1) table.add(all.row("all"));
  return table;
}

}  // namespace cli
