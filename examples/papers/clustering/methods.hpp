// What is measured: the loop of the paper as specs of the solver subqubo, its controls, and on which sizes.
#pragma once

#include <string>
#include <vector>

namespace papers {

constexpr int kStoredRuns = 10;  // on each stored graph
constexpr int kRuns = 30;        // graphs of a generated set
inline const std::vector<std::string> kSets = {"3-regular", "ER"};
constexpr int kNodes[] = {80, 100, 120, 140, 160, 180};
constexpr int kSmallest = 5, kLargest = 24;  // group sizes
// Of 20 qubits and more ten, but for a drop to be seen.
constexpr int runs_at(int n, int m) { return m < 20 || (n == 140 && (m == 21 || m == 22)) ? kRuns : 10; }
// Share of the variables after which an iteration takes no more groups.
constexpr double kFraction = 0.15;

enum class Kind {
  loop,        // the spec
  descents,    // as many descents from random states as the spec makes
  tabu_flips,  // one tabu search of the whole from a random state with as many flips as the spec makes
  tabu_time    // the solver tabu for as long as the spec takes
};

struct Method {
  std::string grouping, variant, spec;
  bool spare = false;  // measured on the spare graphs, too
  Kind kind = Kind::loop;
};

// Groups from the best state, until they have more than kFraction of the variables; each is solved with the
// others as they are by then and overwritten; descent; end after four iterations without a better state.
inline std::string loop(const std::string& grouping, int m) {
  const std::string common = "subqubo fraction=" + std::to_string(kFraction) +
                             " accept=always refine=descent patience=4 part_size=" + std::to_string(m);
  // The blocks of certainty come least certain first. As in the published code spins that are equally certain
  // have a fixed order: with the few states of a young pool, most are.
  if (grouping == "certainty") return common + " pool=20 partitioner=certainty partitioner.ties=index";
  if (grouping == "certainty, random ties") return common + " pool=20 partitioner=certainty";
  if (grouping == "random") return common + " order=shuffled partitioner=random partitioner.sizes=full";
  // One connected group.
  if (grouping == "bfs") return common + " partitioner=bfs regions=1";
  if (grouping == "cluster") return common + " order=shuffled partitioner=spectral";
  if (grouping == "cluster, cut edges")
    return common + " order=shuffled partitioner=spectral partitioner.views=negative";
  if (grouping == "cluster, all edges")
    return common + " order=shuffled partitioner=spectral partitioner.views=absolute";
  if (grouping == "cluster, normalised")
    return common + " order=shuffled partitioner=spectral partitioner.normalised=true";
  return common + " order=shuffled partitioner=" + grouping;
}

inline const std::string kLayer =
    " subsolver=qaoa subsolver.depth=1 subsolver.normalisation=none subsolver.shots=1024";
// From random angles; radius 1 at first.
inline const std::string kCobyla =
    " subsolver.start=random subsolver.optimizer=cobyla subsolver.optimizer.rhobeg=1 "
    "subsolver.optimizer.rhoend=1e-4"
    " subsolver.optimizer.max_evaluations=1000";
inline const std::string kSampled = kLayer + kCobyla + " subsolver.objective=shots";
inline const std::string kClosedForm = kLayer + kCobyla;
inline const std::string kCoins = kLayer + " subsolver.start=given subsolver.angles=0,0";
inline const std::string kTable = kLayer + " subsolver.start=table subsolver.scan=false";
inline const std::string kScan = kLayer + " subsolver.start=table";
inline const std::string kExact = " subsolver=exact";

// The four groupings of the paper.
inline const std::vector<std::string> kGroupings = {"cluster", "impact", "certainty", "random"};
inline const std::vector<std::string> kOtherGroupings = {"bfs", "cluster, cut edges", "cluster, all edges",
                                                         "cluster, normalised", "certainty, random ties"};
constexpr int kSize = 16;         // of the groups on the stored graphs
constexpr int kEqualSolves = 16;  // sub-problems where all methods have as many

// Of generated sets: circuits of 20 qubits and more by the closed form, and measured once.
inline std::string spec_of_size(const std::string& grouping, int m) {
  return loop(grouping, m) + (m < 20 ? kSampled : kClosedForm + " subsolver.precision=single");
}

// What runs on the stored graphs.
inline std::vector<Method> methods() {
  std::vector<Method> list;
  const std::string equal = " patience=0 sub_problems=" + std::to_string(kEqualSolves);
  const auto without_patience = [](std::string spec) {
    const std::string patience = " patience=4";
    return spec.erase(spec.find(patience), patience.size());
  };
  for (const std::string& grouping : kGroupings) {
    const std::string spec = loop(grouping, kSize);
    list.push_back({grouping, "circuits", spec + kSampled, true});
    list.push_back({grouping, "coins", spec + kCoins, true});
    list.push_back({grouping, "exact", spec + kExact});
    list.push_back({grouping, "closed form", spec + kClosedForm});
    list.push_back({grouping, "published angles", spec + kTable});
    list.push_back({grouping, "scanned angles", spec + kScan});
    std::string kept = spec;
    kept.replace(kept.find("accept=always"), 13, "accept=not-worse");
    list.push_back({grouping, "not worse", kept + kSampled});
    list.push_back({grouping, "16 sub-problems", without_patience(spec) + equal + kSampled});
    list.push_back({grouping, "16 sub-problems, coins", without_patience(spec) + equal + kCoins});
  }
  for (const std::string& grouping : kOtherGroupings) {
    const std::string spec = loop(grouping, kSize);
    list.push_back({grouping, "circuits", spec + kSampled});
    list.push_back({grouping, "coins", spec + kCoins});
    list.push_back({grouping, "exact", spec + kExact});
    list.push_back({grouping, "16 sub-problems", without_patience(spec) + equal + kSampled});
  }
  list.push_back({"whole", "one descent", "greedy restarts=1"});
  const std::string cluster = loop("cluster", kSize) + kSampled;
  list.push_back({"whole", "as many descents as cluster", cluster, false, Kind::descents});
  list.push_back({"whole", "tabu, as many flips as cluster", cluster, false, Kind::tabu_flips});
  list.push_back({"whole", "tabu, as long as cluster", cluster, false, Kind::tabu_time});
  // Appendix A: a tabu search of 20 n steps in place of the descent.
  for (const std::string& grouping : kGroupings) {
    std::string spec = loop(grouping, kSize) + kSampled;
    spec.replace(spec.find("refine=descent"), 14, "refine=tabu refine_steps=2000");
    list.push_back({grouping, "tabu for descent", spec});
    list.push_back(
        {"whole", "tabu, as many flips as " + grouping + " with tabu", spec, false, Kind::tabu_flips});
  }
  return list;
}

}  // namespace papers
