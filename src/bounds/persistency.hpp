// The spins that a maximum flow decides.
#pragma once

#include <cstdint>

#include "bounds/flow.hpp"

namespace weiss {

// value [num_spins] becomes +1 or -1 for each spin that is decided, 0 for the others: to change all decided
// ones to these values raises no energy (weak persistency; Boros, Hammer 2002, section 5). The flow must be
// maximum.
//
// With the flow averaged with its mirror the energy is a constant plus a penalty for each arc u -> v that
// is not full: u holds and v does not. So what the source reaches along such arcs is true. Among the other
// nodes each strong component that is not its own mirror is made true or false as a whole, those that are
// implied first: no penalty that touches a decided spin is then paid.
//
// Charges the arcs that are looked at, and stops as Meter::go_on does.
void find_persistent(const ImplicationNetwork& network, int8_t* value, Meter& meter);

}  // namespace weiss
