// Presets: named solvers with options, for people who do not want to choose them.
#pragma once

#include <string>
#include <vector>

namespace cli {

struct Preset {
  const char* name;
  const char* spec;     // as weiss_instance_create takes it
  const char* summary;  // one line
};

const std::vector<Preset>& presets();
// Throws Failure with kUsage and the nearest name when there is none of that name.
const Preset& find_preset(const std::string& name);

}  // namespace cli
