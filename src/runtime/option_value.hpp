// One option's value: read from text or from a typed setting, and checked against the option.
#pragma once

#include <string>
#include <vector>

#include "runtime/choice.hpp"

namespace weiss {

struct OptionValue {
  weiss_value table{};
  std::string text;          // STRING
  std::vector<double> list;  // REAL_LIST
};

OptionValue default_value(const OptionInfo& option);

// Throws Error(E_OPTION): option "sweeps" of "weiss.annealing" must lie in 1..1000000, got 0.
OptionValue check_value(const OptionInfo& option, const Setting& setting, const std::string& owner,
                        const std::string& path);

// The name that a setting gives to an ALGORITHM option.
std::string algorithm_name(const OptionInfo& option, const Setting& setting, const std::string& owner,
                           const std::string& path);

// Can a STRING stand in the text of a spec, which is one line and has quotes around words?
bool fits_spec(const std::string& value) noexcept;

// A value as text that reads back the same; quoted when it holds a blank.
std::string value_text(const weiss_value& value);

}  // namespace weiss
