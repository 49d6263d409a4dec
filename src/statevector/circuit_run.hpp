// Circuits on registers.
#pragma once

#include "search/meter.hpp"
#include "statevector/circuit.hpp"
#include "statevector/register.hpp"

namespace weiss {

void apply(const GateView& gate, Statevector& state);

// Applies gates begin ... end - 1 and charges 2^n for each. Throws Error(WEISS_STOPPED) when the run says
// stop.
void apply(const Circuit& circuit, int64_t begin, int64_t end, Meter& meter, Statevector& state);

}  // namespace weiss
