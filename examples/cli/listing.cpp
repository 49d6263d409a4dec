#include "listing.hpp"

#include "child.hpp"

namespace cli {

namespace {

constexpr double kDeadline = 10;  // seconds

}  // namespace

int list_in_child(const std::vector<std::string>& plugins,
                  const std::function<void(weiss_context* context)>& body) {
  const ChildEnd end = run_in_child(
      [&] {
        const Context context = open_context();
        for (const std::string& path : plugins) load_plugin(context.get(), path);
        body(context.get());
        return std::string();
      },
      kDeadline, ChildOutput::kShared);
  if (!end.returned) throw Failure(kFailed, "while plugins were loaded: " + end.text);
  if (end.code != kSolved) throw Failure(static_cast<ExitCode>(end.code), end.text);
  return kSolved;
}

}  // namespace cli
