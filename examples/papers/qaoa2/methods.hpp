// The methods of the comparison: the published heuristics, and the controls.
#pragma once

#include <string>
#include <vector>

namespace papers {

enum class Kind {
  published,     // a row of Tables 1 and 2
  control,       // the same recursion with one thing changed
  equal_solves,  // as many sub-problems as the correct KL, or a multiple
  equal_time,    // a whole solver for the time that the correct KL takes on the instance
  floor          // no solver at all
};

struct Method {
  std::string name, spec;
  Kind kind;
  std::string published = {};  // the row of the tables that it stands for; "": none
  int solves = 1;              // of equal_solves: times those of the correct KL
};

// As published: ten qubits, one layer, raw weights, uniform angles, 20 steps of gradient descent, best of
// 1,000 shots.
inline const std::string kCircuit =
    " subsolver=qaoa subsolver.depth=1 subsolver.start=random subsolver.normalisation=none "
    "subsolver.scan=false"
    " subsolver.shots=1000 subsolver.optimizer=sgd subsolver.optimizer.lr=0.01"
    " subsolver.optimizer.max_evaluations=20";
// Angles of 0: each shot is a row of fair coins.
inline const std::string kCoins =
    " subsolver=qaoa subsolver.depth=1 subsolver.start=given subsolver.angles=0,0 subsolver.shots=1000";
inline const std::string kExact = " subsolver=exact";

inline std::vector<Method> methods() {
  const auto plain = [](const std::string& partitioner) {
    return "qaoa2 candidates=1 partitioner=" + partitioner;
  };
  const std::string as_published = " partitioner.as_published=true";
  std::vector<Method> list;
  const std::vector<std::pair<std::string, std::string>> partitioners = {
      {"random", "random"},
      {"modularity", "modularity"},
      {"boundary", "boundary"},
      {"KL as published", "kernighan-lin" + as_published},
      {"KL", "kernighan-lin"}};
  const std::vector<std::string> rows = {"Random", "Modularity", "Boundary", "KL", ""};
  for (size_t k = 0; k < partitioners.size(); ++k) {
    const auto& [name, partitioner] = partitioners[k];
    list.push_back({name, plain(partitioner) + kCircuit, Kind::published, rows[k]});
    list.push_back({name + ", coins", plain(partitioner) + kCoins, Kind::control, rows[k]});
    list.push_back({name + ", exact", plain(partitioner) + kExact, Kind::control, rows[k]});
  }
  list.push_back({"multilevel-kl, exact", plain("multilevel-kl") + kExact, Kind::control});
  list.push_back({"qaoa2, 8 candidates", "qaoa2", Kind::control});
  list.push_back({"preset quantum, no descents", "contraction descents=0", Kind::equal_solves});
  list.push_back({"preset quantum, 10 x", "contraction", Kind::equal_solves, "", 10});
  list.push_back({"greedy, 1 descent", "greedy restarts=1", Kind::control});
  list.push_back({"annealing", "annealing", Kind::equal_time});
  list.push_back({"memetic", "memetic", Kind::equal_time});
  list.push_back({"empty cut", "", Kind::floor});
  list.push_back({"random cut, expected", "", Kind::floor});
  return list;
}

inline std::string spec_of(const std::string& name) {
  for (const Method& method : methods())
    if (method.name == name) return method.spec;
  return "";
}

}  // namespace papers
