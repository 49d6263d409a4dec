// Set-ups that a run may stop: they throw, and what was found before them stands.
#pragma once

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

// Calls make(); false when the run stopped it.
template <class Make>
bool unless_stopped(Make&& make) {
  try {
    make();
    return true;
  } catch (const plugin::Failure& failure) {
    if (failure.status() != WEISS_STOPPED) throw;
    return false;
  }
}

}  // namespace bundled
}  // namespace weiss
