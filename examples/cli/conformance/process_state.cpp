#include "process_state.hpp"

#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include <cfenv>
#include <clocale>
#include <cstring>

#include "../failure.hpp"

namespace cli {

namespace {

void require_same(bool same, const std::string& difference) {
  if (!same) throw Failure(kFailed, difference);
}

std::string current_locale() { return std::setlocale(LC_ALL, nullptr); }

}  // namespace

ProcessState::ProcessState()
    : num_threads_(num_threads()), rounding_(std::fegetround()), floating_point_mode_(floating_point_mode()),
      locale_(current_locale()), folder_(folder()), handlers_(signal_handlers()) {}

void ProcessState::require_unchanged() const {
  require_same(std::fegetround() == rounding_, "it leaves the rounding mode changed");
  require_same(floating_point_mode() == floating_point_mode_, "it leaves the floating-point mode changed");
  require_same(current_locale() == locale_, "it changes the locale to " + current_locale());
  require_same(folder() == folder_, "it changes the working directory to " + folder());
  const int more = num_threads() - num_threads_;
  require_same(more == 0, "it leaves " + std::to_string(more) + " threads behind");
  const std::vector<Handler> handlers = signal_handlers();
  for (size_t k = 0; k < handlers.size(); ++k)
    require_same(handlers[k].function == handlers_[k].function,
                 std::string("it leaves a handler for the signal ") + strsignal(handlers[k].signal));
}

std::vector<ProcessState::Handler> ProcessState::signal_handlers() {
  std::vector<Handler> handlers;
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action {};
    if (sigaction(number, nullptr, &action) != 0) continue;
    const void* function = nullptr;  // the two members of sigaction share their place
    static_assert(sizeof action.sa_handler == sizeof function, "handlers are compared by address");
    std::memcpy(&function, &action.sa_handler, sizeof function);
    handlers.push_back({number, function});
  }
  return handlers;
}

unsigned ProcessState::floating_point_mode() {
#if defined(__SSE__)
  return _mm_getcsr() & ~0x3Fu;  // without the exception flags, which any division may set
#else
  return 0;
#endif
}

int ProcessState::num_threads() {
  DIR* const tasks = opendir("/proc/self/task");
  if (!tasks) return 0;  // another system than Linux
  int count = 0;
  while (const dirent* const entry = readdir(tasks)) count += entry->d_name[0] != '.';
  closedir(tasks);
  return count;
}

std::string ProcessState::folder() {
  char path[4096];
  return getcwd(path, sizeof path) ? path : "";
}

}  // namespace cli
