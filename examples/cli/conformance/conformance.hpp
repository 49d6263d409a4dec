// The conformance suite: does a plugin keep the rules of weiss/plugin.h? Written for anybody's plugin, so
// every test loads it in a child process of its own, with a deadline.
#pragma once

#include <string>
#include <vector>

namespace cli {

struct ConformanceTotals {
  int64_t tests = 0;
  int64_t failed = 0;
  int64_t left_out = 0;
};

// Tests every algorithm of a plugin file and prints a line for each test. plugins are loaded before: what
// its nested algorithms may need. deadline in seconds, for each test.
void test_plugin(const std::string& file, const std::vector<std::string>& plugins, double deadline,
                 ConformanceTotals& totals);

}  // namespace cli
