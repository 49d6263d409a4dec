#include "presets.hpp"

#include "failure.hpp"
#include "text.hpp"

namespace cli {

const std::vector<Preset>& presets() {
  static const std::vector<Preset> table = {
      {"quick", "greedy", "a good state at once: one-flip descents from random states"},
      {"quantum",
       "contraction subsolver=exact subsolver.samples=64 part_size=10 start=qaoa2",
       "sub-problems of 10 super-spins that a small quantum device could solve; add descents=0 for those alone"},
  };
  return table;
}

const Preset& find_preset(const std::string& name) {
  std::vector<std::string> names;
  for (const Preset& preset : presets()) {
    if (name == preset.name) return preset;
    names.push_back(preset.name);
  }
  throw Failure(kUsage, "unknown preset \"" + name + "\"" + suggestion(name, names) +
                            " (presets: " + join(names, ", ") + ")");
}

}  // namespace cli
