// Ctrl-C: the first stops the run and keeps its best, the second ends the program at once.
#pragma once

#include <cstdint>

namespace cli {

// From now on SIGINT and SIGTERM set the flag, once; message is written to the standard error then, unless
// it is nullptr. The flag is for weiss_run_config.
const int32_t* catch_interrupts(const char* message);
// Exit code that tells of the signal that came, or 0 when none did: 130 for Ctrl-C.
int interrupt_exit_code();

}  // namespace cli
