// The methods of the comparison: the published ones, and the controls.
#pragma once

#include <string>
#include <vector>

namespace papers {

enum class Kind {
  blocks,     // HADOF: figures of the solver
  samples,    // states that a solver reports
  mean_field  // mean-field annealing, no solver
};

struct Method {
  std::string name, spec;
  Kind kind = Kind::blocks;
  bool without_gauge = false;  // where there are no fields: so that no spin is fixed
  int seconds = 0;             // limit of a method that goes on until it is stopped
};

// Means and samples come from circuits of so many layers, 500 shots each.
inline std::string circuits(int layers) {
  const std::string text = std::to_string(layers);
  return " layers=" + text + " subsolver=qaoa subsolver.depth=" + text +
         " subsolver.start=given subsolver.shots=500 subsolver.answer=all";
}

inline Method proved() { return {"reference", "exact", Kind::samples}; }
inline Method searched(int seconds) { return {"reference", "memetic", Kind::samples, false, seconds}; }

// On problems with all coefficients.
inline std::vector<Method> methods() {
  std::vector<Method> list;
  const auto add = [&](const std::string& name, const std::string& options) {
    for (const std::string size : {"5", "10"})
      list.push_back({size + " spins" + name, "hadof descend=true part_size=" + size + options});
  };
  add("", "");
  add(", annealing", " method=annealing");
  add(", no normalisation", " normalise=none");
  add(", full depth at once", " growing=false");
  add(", simultaneous", " update=simultaneous");
  add(", means of the state vector", " estimate=reported");
  add(", 40 layers", " iterations=10 growing=false" + circuits(40));
  add(", exact blocks", " subsolver=exact");
  list.push_back({"1 spin", "hadof descend=true part_size=1"});
  list.push_back({"1 spin, annealing", "hadof descend=true part_size=1 method=annealing"});
  list.push_back({"mean field", "", Kind::mean_field});
  list.push_back({"whole problem, annealing", "annealing reads=100 sweeps=1000", Kind::samples});
  list.push_back({"one descent", "greedy restarts=1", Kind::samples});
  list.push_back({"100 descents", "greedy restarts=100", Kind::samples});
  // The first layer has gamma = 0 and leaves the uniform superposition as it is.
  list.push_back({"coins", "hadof descend=true part_size=5" + circuits(1)});
  return list;
}

// On Max-Cut, where a state and its complement are alike.
inline std::vector<Method> gauge_methods() {
  std::vector<Method> list;
  for (const std::string name :
       {"5 spins", "10 spins", "5 spins, annealing", "10 spins, annealing", "mean field"})
    for (const Method& method : methods())
      if (method.name == name) {
        list.push_back(method);
        list.push_back({name + ", no gauge", method.spec, method.kind, true});
      }
  return list;
}

}  // namespace papers
