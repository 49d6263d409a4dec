#include "advice.hpp"

#include <algorithm>
#include <cmath>

#include "text.hpp"

namespace cli {

namespace {

constexpr int64_t kMostEnumerated = 30;  // spins of a component, by exact

// Most work units of exact, as its README counts them.
double work_of_proof(const ProblemFacts& facts) {
  const auto enumeration = [](int64_t spins) {
    const auto m = static_cast<double>(spins);
    return std::max(1.0, m * std::exp2(m) / 64);
  };
  if (facts.info.num_spins <= kMostEnumerated) return enumeration(facts.info.num_spins);
  auto work = static_cast<double>(facts.reduction.counts.work);
  for (const int64_t size : facts.reduction.components.sizes) work += enumeration(size);
  return work;
}

std::string size_for_proof(const ProblemFacts& facts) {
  if (facts.info.num_spins <= kMostEnumerated)
    return "There are at most " + std::to_string(kMostEnumerated) + " spins";
  if (facts.reduction.counts.num_kept == 0) return "The reduction decides all spins";
  return "What the reduction leaves has no component of more than " +
         std::to_string(facts.reduction.components.largest()) + " spins";
}

std::string advice_on_proof(const ProblemFacts& facts) {
  const std::string who = "; the default solver does so, too, when the limits leave room.";
  if (facts.forest) return "The graph is a forest: exact proves the optimum in linear time" + who;
  const std::string work = format_count(static_cast<int64_t>(work_of_proof(facts)));
  return size_for_proof(facts) + ": exact proves the optimum with at most " + work +
         " units of work (--work)" + who;
}

std::string advice_on_search(const ProblemFacts& facts) {
  return "Too large for a proof by enumeration: exact takes " + std::to_string(kMostEnumerated) +
         " spins in a component of what the reduction leaves, here are " +
         format_exact(facts.reduction.components.largest()) +
         ". The default solver searches until a limit ends it, or until it can prove its result by tree "
         "decomposition or a bound.";
}

std::string advice_on_exactness(const ProblemFacts& facts) {
  const std::string rounded =
      "Energies are rounded: the coefficients are no integers times one power of two.";
  if (facts.decimals < 0) return rounded;
  const std::string power = "1" + std::string(static_cast<size_t>(facts.decimals), '0');
  return rounded + " The quadratic terms have at most " + std::to_string(facts.decimals) +
         " decimals: multiply all numbers by " + power + " for exact energies.";
}

}  // namespace

std::vector<std::string> advice_on(const weiss_problem* problem, const ProblemFacts& facts) {
  const weiss_problem_info& info = facts.info;
  if (info.num_spins == 0) return {"There is nothing to solve: the problem has no spins."};
  std::vector<std::string> advice;
  const bool provable = facts.reduction.components.largest() <= kMostEnumerated;
  advice.push_back(provable ? advice_on_proof(facts) : advice_on_search(facts));
  if (!facts.frustrated)
    advice.push_back("All terms can have their best sign at once: the optimum is " +
                     format_number(weiss_problem_objective(problem, info.trivial_bound)) +
                     "; with it as --target a search stops there.");
  const int64_t parts = facts.components.count() - facts.components.of_one_spin();
  if (parts > 1 && !provable)
    advice.push_back(format_exact(parts) + " components do not touch each other: as problems of their own, " +
                     "the largest of " + format_exact(facts.components.largest()) +
                     " spins, they are easier.");
  if (has_wide_range(info))
    advice.push_back(
        "The coefficients range over more than 1e9: searches see little but the large ones. If those are "
        "penalties, make them as small as they may be.");
  if (!(info.flags & WEISS_PROBLEM_INTEGER)) advice.push_back(advice_on_exactness(facts));
  if (info.duplicates_merged > 0)
    advice.push_back(format_exact(info.duplicates_merged) +
                     " terms repeat a pair of an earlier one; is --duplicates what you mean?");
  return advice;
}

}  // namespace cli
