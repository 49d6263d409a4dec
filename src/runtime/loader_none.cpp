// Builds without a loader: plugins come linked in, or by weiss_context_add_plugin.
#include "base/error.hpp"
#include "runtime/loader.hpp"

namespace weiss {

LoadedModule open_module(const std::string& path) {
  throw Error(WEISS_E_UNSUPPORTED, "this build of Weiss cannot load plugin files", path);
}
std::vector<std::string> plugin_files(const std::string& directory) {
  throw Error(WEISS_E_UNSUPPORTED, "this build of Weiss cannot load plugin files", directory);
}
std::string refusal(const std::string&) { return "this build of Weiss cannot load plugin files"; }
std::string library_directory() { return {}; }
bool has_raised_privileges() noexcept { return false; }

}  // namespace weiss
