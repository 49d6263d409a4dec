// Validation of what a plugin hands over: sizes, versions, ids, options. A table that breaks a rule is
// refused with the rule's name, before any of its functions is called.
#pragma once

#include <memory>

#include "runtime/algorithm.hpp"

namespace weiss {

// Throws Error(E_ABI) "built for ABI 0.3, this host is 0.5: rebuild" or Error(E_PLUGIN).
void check_plugin_header(const weiss_plugin* plugin);

// Checked copy of one algorithm. Throws Error(E_PLUGIN).
std::unique_ptr<Algorithm> check_algorithm(const weiss_algorithm* algorithm);

// Is id of the form [a-z0-9.-]{3,64}?
bool valid_id(const char* id) noexcept;

}  // namespace weiss
