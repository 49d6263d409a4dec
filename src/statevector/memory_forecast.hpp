// What a register takes, said before it is taken: a register that the machine cannot hold is refused with a
// figure instead of failing halfway, or bringing the machine to its knees.
#pragma once

#include <cstdint>
#include <string>

#include "base/environment.hpp"

namespace weiss {

// "512 bytes", "1.5 GiB", "16 TiB"; "2^k bytes" beyond all names.
std::string size_text(double bytes);

// Throws E_LIMIT when num_qubits is more than WEISS_MAX_QUBITS: how much memory that many amplitudes of so
// many bytes would take. E_ARGUMENT for a negative number.
void require_qubits(int64_t num_qubits, double bytes_per_amplitude);

// Throws E_LIMIT when bytes more do not fit the memory_limit of the context or the memory of the machine.
// what begins the message: "a register of 30 qubits".
void require_memory(Environment& environment, int64_t bytes, const std::string& what);

}  // namespace weiss
