// Connected groups that grow one spin at a time: the one that the group holds strongest, against what holds it.
#include <cmath>
#include <string>

#include "../../common/regions.hpp"
#include "../../common/tournament.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::bundled::Regions;
using weiss::bundled::Tournament;
using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Random;
using weiss::plugin::real_option;
using weiss::plugin::row;
using weiss::plugin::Run;
using weiss::plugin::string_option;

enum class Rule { kStability, kAttach, kStrongest, kUnsatisfied };

class Growth {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.growth", "Growing groups", "1.0.0",
      "Grows connected parts along strong couplings towards spins that the present state holds weakly.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(), weiss::bundled::seeds_option("random"),
      string_option("rule",
                    "Which spin joins next. stability: largest sum of |J| to the group over |local field|; attach: "
                    "largest sum; strongest: largest |J|; unsatisfied: the same, where a coupling that is not "
                    "satisfied counts three times. Without a state: attach for stability, strongest for unsatisfied.",
                    "stability", "stability|attach|strongest|unsatisfied"),
      real_option("noise", "What the rule says of a spin is multiplied by exp(noise * N(0, 1)), drawn for each part.",
                  0.3, 0.0, 10.0)};

  Growth(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        seeds_(options.text("seeds")),
        rule_(rule_of(options.text("rule"))),
        noise_(options.real("noise")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    Random random(run.seed());
    Regions regions(host_, problem, task, part_size_, "growth");
    const int8_t* const state = weiss::bundled::present_state(task);
    Array<double> field(host_);
    if (state) field = weiss::bundled::local_fields(host_, problem, state);
    run.spend(problem.num_entries);
    regions.choose_seeds(seeds_.c_str(), problem, state, field, random);

    const double least_field = 1e-9 + 0.05 * mean_row_norm(problem);
    Tournament scores(host_);  // of the neighbours of the group
    scores.reset(problem.num_spins);
    Array<double> pull(static_cast<size_t>(problem.num_spins), 0.0, host_);
    Labels touched(host_);
    int64_t joined = 0;
    bool stopped = false;  // the rest goes without looking at couplings and scores
    regions.report(run, sink, [&](Regions& region, int64_t size) {
      const uint64_t noise_seed = random.next();
      while (static_cast<int64_t>(region.members().size()) < size) {
        if (stopped) {
          region.take(region.seed());
          continue;
        }
        int32_t joins = scores.top();
        if (joins < 0) joins = region.seed();
        region.take(joins);
        scores.remove(joins);
        if (++joined % kJoinsInABlock == 0) stopped = run.should_stop();
        if (stopped) continue;
        for (const auto [j, value] : row(problem, joins)) {
          if (!region.is_free(j)) continue;
          double& sum = pull[static_cast<size_t>(j)];
          if (sum == 0.0) touched.push_back(j);
          sum = pulled(sum, value, state && value * state[joins] * state[j] > 0.0);
          double score = sum * noise(noise_seed, j);
          if (rule_ == Rule::kStability && state) score /= std::fabs(field[static_cast<size_t>(j)]) + least_field;
          scores.set(j, score);
        }
        run.spend(problem.row_start[joins + 1] - problem.row_start[joins]);
      }
      for (const int32_t j : touched) {
        scores.remove(j);
        pull[static_cast<size_t>(j)] = 0.0;
      }
      touched.clear();
    });
  }

 private:
  static constexpr int64_t kJoinsInABlock = 256;  // between two looks at the run

  static Rule rule_of(const std::string& name) noexcept {
    if (name == "attach") return Rule::kAttach;
    if (name == "strongest") return Rule::kStrongest;
    return name == "unsatisfied" ? Rule::kUnsatisfied : Rule::kStability;
  }

  double pulled(double before, double coupling, bool unsatisfied) const noexcept {
    const double strength = std::fabs(coupling);
    if (rule_ == Rule::kStability || rule_ == Rule::kAttach) return before + strength;
    return std::max(before, rule_ == Rule::kUnsatisfied && unsatisfied ? 3.0 * strength : strength);
  }

  // The same for a spin as long as the part grows.
  double noise(uint64_t seed, int32_t spin) const noexcept {
    if (noise_ == 0.0) return 1.0;
    Random random(weiss_seed_derive(seed, static_cast<uint64_t>(spin)));
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    return std::exp(noise_ * radius * std::cos(6.283185307179586 * random.uniform()));
  }

  static double mean_row_norm(const weiss_problem_view& problem) noexcept {
    double sum = 0.0;
    for (int64_t i = 0; i < problem.num_spins; ++i) {
      double squares = 0.0;
      for (const auto [j, value] : row(problem, i)) squares += value * value;
      sum += std::sqrt(squares);
    }
    return sum / static_cast<double>(problem.num_spins);
  }

  Host host_;
  int64_t part_size_;
  std::string seeds_;
  Rule rule_;
  double noise_;
};

constexpr weiss::plugin::Module<Growth> module("weiss.growth", "Weiss: growth", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_growth) { return &module.table; }
