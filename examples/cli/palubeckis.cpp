#include "palubeckis.hpp"

#include <cmath>

namespace cli {

namespace {

// Lehmer's generator with the multiplier of Park and Miller.
class Lehmer {
 public:
  explicit Lehmer(uint64_t seed) : state_(seed) {}

  double uniform() {
    state_ = state_ * 16807 % 2147483647;
    return static_cast<double>(state_) / 2147483648.0;
  }
  int64_t coefficient() { return static_cast<int64_t>(std::floor(uniform() * 201 - 100)); }

 private:
  uint64_t state_;
};

}  // namespace

std::string palubeckis_file(int64_t num_variables, double density, uint64_t seed) {
  Lehmer random(seed);
  std::string lines;
  int64_t num_terms = 0;
  const auto add = [&](int64_t i, int64_t j, int64_t value) {
    if (value == 0) return;
    lines += std::to_string(i) + " " + std::to_string(j) + " " + std::to_string(value) + "\n";
    ++num_terms;
  };
  for (int64_t i = 1; i <= num_variables; ++i) {
    add(i, i, random.coefficient());
    for (int64_t j = i + 1; j <= num_variables; ++j)
      if (random.uniform() * 100 <= density * 100) add(i, j, 2 * random.coefficient());
  }
  return std::to_string(num_variables) + " " + std::to_string(num_terms) + "\n" + lines;
}

}  // namespace cli
