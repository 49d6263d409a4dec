#include "conformance.hpp"

#include <cstdio>
#include <cstdlib>

#include "../child.hpp"
#include "../text.hpp"
#include "process_state.hpp"
#include "subject.hpp"

namespace cli {

namespace {

constexpr char kSkipped = '-';  // marks the text of a test that was left out

// Runs a body in a child and sees to it that it prints nothing and leaves the process as it was.
ChildEnd run_watched(const std::function<std::string()>& body, double deadline) {
  ChildEnd end = run_in_child(
      [&]() -> std::string {
        const ProcessState before;
        std::string text;
        try {
          text = body();
        } catch (const Skip& skip) {
          text = kSkipped + std::string(skip.what());
        }
        before.require_unchanged();
        return text;
      },
      deadline, ChildOutput::kCaptured);
  if (end.returned && end.code == kSolved && !end.printed.empty()) {
    end.code = kFailed;
    end.text = "it prints: " + end.printed.substr(0, end.printed.find('\n'));
  }
  return end;
}

// Prints the line of a test and counts it.
void report(const std::string& about, const char* test, const ChildEnd& end, ConformanceTotals& totals) {
  const bool good = end.returned && end.code == kSolved;
  const bool skipped = good && !end.text.empty() && end.text[0] == kSkipped;
  ++totals.tests;
  totals.failed += good ? 0 : 1;
  totals.left_out += skipped ? 1 : 0;
  const std::string remark = skipped ? end.text.substr(1) : end.text;
  std::printf("%-4s  %s %s%s%s\n", skipped ? "-" : good ? "ok" : "FAIL", about.c_str(), test,
              remark.empty() ? "" : ": ", remark.c_str());
  std::fflush(stdout);
}

const std::vector<ConformanceTest>& tests_of_kind(int32_t kind) {
  switch (kind) {
    case WEISS_KIND_SOLVER: return solver_tests();
    case WEISS_KIND_PARTITIONER: return partitioner_tests();
    default: return optimizer_tests();
  }
}

void test_algorithm(const Origin& origin, int32_t kind, double deadline, ConformanceTotals& totals) {
  for (const auto* tests : {&general_tests(), &tests_of_kind(kind)})
    for (const ConformanceTest& test : *tests) {
      const ChildEnd end = run_watched([&] { return test.run(origin); }, deadline);
      report(origin.id, test.name, end, totals);
      if (!end.timed_out) continue;
      std::printf("      the other tests of %s are not run\n", origin.id.c_str());
      return;
    }
}

}  // namespace

void test_plugin(const std::string& file, const std::vector<std::string>& plugins, double deadline,
                 ConformanceTotals& totals) {
  char* const resolved = realpath(file.c_str(), nullptr);
  if (!resolved) throw Failure(kUsage, file + ": there is no such file");
  Origin origin = {resolved, plugins, ""};
  std::free(resolved);

  // Only a child may ask what is in the file. It answers with a word "kind:id" for each algorithm.
  ChildEnd listing = run_watched([&] { return join(algorithms_in(origin), " "); }, deadline);
  const bool loaded = listing.returned && listing.code == kSolved;
  const std::vector<std::string> algorithms = loaded ? split(listing.text, ' ') : std::vector<std::string>();
  if (loaded) listing.text = std::to_string(algorithms.size()) + " found";
  report(file, "loads", listing, totals);
  for (const std::string& word : algorithms) {
    origin.id = word.substr(word.find(':') + 1);
    test_algorithm(origin, std::atoi(word.c_str()), deadline, totals);
  }
}

}  // namespace cli
