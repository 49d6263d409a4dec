// Listings of algorithms: the plugins behind them are foreign code, so they are loaded in a child process.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "library.hpp"

namespace cli {

// Calls body with a context that knows the plugins, files or folders, too; body prints by itself. Failure
// when a plugin ends the child or keeps it busy, and what body throws as Failure. Returns kSolved.
int list_in_child(const std::vector<std::string>& plugins,
                  const std::function<void(weiss_context* context)>& body);

}  // namespace cli
