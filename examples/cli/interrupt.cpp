#include "interrupt.hpp"

#include <unistd.h>

#include <csignal>
#include <cstring>
#include <initializer_list>

namespace cli {

namespace {

static_assert(sizeof(std::sig_atomic_t) == sizeof(int32_t), "weiss_run_config wants an int32_t");
volatile std::sig_atomic_t received_signal = 0;
const char* notice = nullptr;

extern "C" void on_interrupt(int signal_number) {
  received_signal = signal_number;
  if (notice && write(STDERR_FILENO, notice, std::strlen(notice)) < 0) return;  // nobody to tell
}

}  // namespace

const int32_t* catch_interrupts(const char* message) {
  notice = message;
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one has its usual effect
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(number, &action, nullptr);  // ignored, as under nohup, it stays
  }
  return const_cast<const int32_t*>(&received_signal);
}

int interrupt_exit_code() { return received_signal ? 128 + received_signal : 0; }

}  // namespace cli
