// A checked algorithm with all its options: the option tree. Nested algorithms are choices of their own.
// The C handle weiss_choice is this struct.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/registry.hpp"

struct weiss_choice {
  const weiss::Algorithm* algorithm = nullptr;
  // What create gets: every option of the algorithm, in its order. Text, lists and choices point below.
  std::vector<weiss_value> values;
  std::vector<std::unique_ptr<std::string>> texts;
  std::vector<std::unique_ptr<std::vector<double>>> lists;
  std::vector<std::unique_ptr<weiss_choice>> nested;

  // Does every algorithm of the tree allow calls from any thread?
  bool any_thread() const noexcept;
  // Is every algorithm of the tree deterministic?
  bool deterministic() const noexcept;
};

namespace weiss {

// One setting as it comes in: a key, possibly with dots, and a typed value or text.
struct Setting {
  std::string key;
  weiss_value value;  // key is unused
  std::string text;   // storage of value.s
};

// Splits "name key=value key=\"two words\" ..." into a name (may be empty) and settings. Throws
// Error(E_OPTION).
struct Spec {
  std::string name;
  std::vector<Setting> settings;
};
Spec parse_spec(const std::string& spec);

// Builds and checks the whole tree; later settings of a key win. Throws Error(E_OPTION or E_NOT_FOUND).
std::unique_ptr<weiss_choice> make_choice(Registry& registry, int32_t kind, const Spec& spec);

// The tree as one line that parse_spec and make_choice turn into the same tree.
std::string spec_text(const Registry& registry, const weiss_choice& choice);

}  // namespace weiss
