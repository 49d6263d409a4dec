// What the mixers of weiss/qaoa.h act on: read from a weiss_qaoa_config, checked, and put in order. For any
// number of spins; evaluators and circuits both follow it.
#pragma once

#include <cstdint>

#include "base/memory.hpp"
#include "weiss/qaoa.h"

namespace weiss {

struct Mixer {
  struct Pair {
    int32_t a, b;
  };

  // Throws E_ARGUMENT for a config that breaks the contract.
  Mixer(Memory* memory, int64_t num_spins, const weiss_qaoa_config& config);

  int32_t kind;           // WEISS_MIXER_*
  bool multi_angle;       // an angle for each term; X and WARM_START only
  int32_t num_groups = 0;
  Vector<double> tilt;    // WARM_START: t_i = 2 arcsin sqrt(start[i]); otherwise empty
  Vector<int32_t> group;  // XY and GROVER with groups: of each spin, or -1; otherwise empty
  // Members of group g, ascending, are those from member_start[g] to member_start[g + 1] - 1.
  Vector<int32_t> member;
  Vector<int32_t> member_start;
  Vector<Pair> pairs;  // XY: in the order in which exp(-i beta/2 (XX + YY)) acts on them

  bool free(int64_t spin) const noexcept { return group.empty() || group[static_cast<size_t>(spin)] < 0; }
  bool is_xy() const noexcept { return kind == WEISS_MIXER_XY_RING || kind == WEISS_MIXER_XY_COMPLETE; }
};

}  // namespace weiss
