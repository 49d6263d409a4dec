// The options of the scheme, and what they are called.
#pragma once

#include <cstring>

#include "contract.hpp"
#include "region.hpp"

namespace weiss {
namespace contraction {

using plugin::Options;

enum class Acceptance { not_worse, metropolis, heat_bath, always };

// What one search does; the ablation changes one member at a time.
struct Settings {
  int64_t part_size = 10;
  std::vector<double> scales;
  double noise = 0.5;
  int64_t probes = 8;
  double recombination = 0.3;
  int64_t minima = 6;
  Acceptance acceptance = Acceptance::metropolis;
  double temperature = 0.1;
  double t_last = 0.1;
  Rule region = Rule::stability;
  Seed seeds = Seed::frustrated;
  Bonds bonds = Bonds::satisfied;
  double patience = 1.0;
  int64_t elites = 4;
  int64_t batch = 1;
  int64_t work = 0;
  int64_t sub_problems = -1;  // budgets; negative: no limit
  int64_t descents = -1;
};

constexpr double kScales[] = {1.0, 1.0, 2.0, 0.0};
constexpr int64_t kMost = 1000000000000;

inline constexpr weiss_option_info kSettingsInfos[] = {
    plugin::int_option(
        "part_size", "Most super-spins of a sub-problem; fewer when the sub-solver takes fewer.", 10, 1, 64),
    plugin::int_option("sub_problems",
                       "Most sub-problem solves, those of the start included. 0: until the limit.", 0, 0,
                       kMost),
    plugin::int_option("descents", "Most one-flip descents of the whole problem. -1: any number; 0: none.",
                       -1, -1, kMost),
    plugin::list_option(
        "scales",
        "Spins of a region for each super-spin; a step draws one of them. 1: no contraction; 0: "
        "any factor up to the whole problem, small ones as likely as large ones.",
        kScales, 4, 0.0, 1e9),
    plugin::real_option("noise",
                        "Bonds are contracted in the order of strength times exp(noise g), g normal.", 0.5,
                        0.0, 10.0),
    plugin::int_option("probes", "Most samples of a sub-problem that are tried, each with a descent.", 8, 1,
                       1024),
    plugin::real_option("recombination", "Share of the steps that recombine minima.", 0.3, 0.0, 1.0),
    plugin::int_option("minima", "Minima of a recombination, each by a kick and a descent.", 6, 1, 64),
    plugin::string_option(
        "acceptance",
        "When the best probe is taken: metropolis and not-worse by its energy, always; heat-bath: "
        "instead of probing, a state is drawn from the Boltzmann law of the sub-problem.",
        "metropolis", "metropolis|not-worse|always|heat-bath"),
    plugin::real_option("temperature", "In units of the mean norm of a spin's couplings.", 0.1, 0.0, 1e9),
    plugin::real_option("t_last",
                        "Temperature at the end of the budget, reached geometrically. 0: as temperature.",
                        0.0, 0.0, 1e9),
    plugin::string_option(
        "region",
        "Which spin joins a region next: the one of largest attachment / |field|, of largest "
        "attachment, or any.",
        "stability", "stability|attachment|random"),
    plugin::string_option(
        "seeds",
        "Where regions begin: anywhere, at an unsatisfied coupling, or at the least stable of "
        "four spins.",
        "frustrated", "random|frustrated|unstable"),
    plugin::string_option(
        "bonds",
        "What is contracted first: the strongest satisfied bonds, the strongest, or any. The "
        "latter two are for comparison.",
        "satisfied", "satisfied|strength|unweighted"),
    plugin::real_option(
        "patience",
        "Sub-problems for each part_size spins that may bring nothing better before the search "
        "begins anew. 0: it never does.",
        1.0, 0.0, 1e9),
    plugin::int_option(
        "elites", "States where the search began anew that later ones are recombined with before they do.", 4,
        0, 64),
    plugin::int_option("batch", "Sub-problems that are made from one state and solved at once.", 1, 1, 4096),
    plugin::int_option("work", "Most work units for one sub-problem. 0: what its sub-solver usually needs.",
                       0, 0, kMost)};

// The number of a text in "a|b|c".
inline int choice_of(const char* text, const char* choices) {
  int number = 0;
  for (const char* word = choices;; ++number) {
    const size_t length = std::strcspn(word, "|");
    if (std::strlen(text) == length && std::strncmp(text, word, length) == 0) return number;
    if (word[length] == '\0') return 0;
    word += length + 1;
  }
}

inline Settings settings_of(const Options& options) {
  const auto chosen = [&](const char* key, const char* choices) {
    return choice_of(options.text(key), choices);
  };
  constexpr Acceptance acceptances[] = {Acceptance::metropolis, Acceptance::not_worse, Acceptance::always,
                                        Acceptance::heat_bath};
  constexpr Rule rules[] = {Rule::stability, Rule::attachment, Rule::random};
  constexpr Seed seeds[] = {Seed::random, Seed::frustrated, Seed::unstable};
  constexpr Bonds bonds[] = {Bonds::satisfied, Bonds::strength, Bonds::unweighted};
  Settings settings;
  settings.part_size = options.integer("part_size");
  settings.scales = options.list("scales");
  if (settings.scales.empty()) settings.scales.push_back(1.0);
  settings.noise = options.real("noise");
  settings.probes = options.integer("probes");
  settings.recombination = options.real("recombination");
  settings.minima = options.integer("minima");
  settings.acceptance = acceptances[chosen("acceptance", "metropolis|not-worse|always|heat-bath")];
  settings.temperature = options.real("temperature");
  settings.t_last = options.real("t_last") > 0.0 ? options.real("t_last") : settings.temperature;
  settings.region = rules[chosen("region", "stability|attachment|random")];
  settings.seeds = seeds[chosen("seeds", "random|frustrated|unstable")];
  settings.bonds = bonds[chosen("bonds", "satisfied|strength|unweighted")];
  settings.elites = options.integer("elites");
  settings.patience = options.real("patience");
  settings.batch = options.integer("batch");
  settings.work = options.integer("work");
  settings.sub_problems = options.integer("sub_problems") > 0 ? options.integer("sub_problems") : -1;
  settings.descents = options.integer("descents");
  return settings;
}

}  // namespace contraction
}  // namespace weiss
