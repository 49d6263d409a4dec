// Circuits as OpenQASM 2 (Cross, Bishop, Smolin, Gambetta, arXiv:1707.03429) and 3 (Cross et al.,
// arXiv:2104.14722). Version 2 uses the gates of that paper's qelib1.inc only; version 3 those of
// stdgates.inc, `ctrl @`, and definitions of its own for rxx, ryy and rzz where they occur.
#pragma once

#include "io/text_sink.hpp"
#include "statevector/circuit.hpp"

namespace weiss {

// Throws E_ARGUMENT for a version that is neither 2 nor 3.
void write_qasm(const Circuit& circuit, int32_t version, TextSink& out);

}  // namespace weiss
