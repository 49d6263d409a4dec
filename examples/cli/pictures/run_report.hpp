// What the pictures show of a run, taken from its JSON report alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cli {

// Values are the user's own: cuts, QUBO values or Ising energies, in the sense of his file.
struct RunReport {
  struct Improvement {
    double seconds;
    double work;
    double value;
    std::string source;
  };
  struct Sample {
    double value;
    double count;
  };

  std::string path;      // of the report
  std::string input;     // the problem file that was solved; "" when the report does not say
  std::string solver;    // "tabu"
  std::string settings;  // the solver with all its settings
  std::string seed;

  std::string origin;  // "ising", "qubo" or "max-cut"
  bool maximise;
  int64_t num_spins, num_couplings;
  double offset;

  double seconds, work;  // of the whole run
  double energy;         // of the best sample; all that is below is empty when there is none
  std::optional<double> best;
  std::optional<double> bound;
  bool bound_proven;
  double samples_seen;
  std::vector<Sample> samples;     // distinct states, best first
  std::vector<int8_t> spins;       // of the best one
  std::vector<Improvement> trace;  // first to last
  std::string partitioner;         // "" when nothing was cut into parts
  std::vector<std::vector<int32_t>> parts;
};

// Failure with kUnreadable and path:line:column unless the text is the report of a solver's run.
RunReport parse_report(const std::string& text, const std::string& path);
RunReport read_report(const std::string& path);

// "cut", "value" or "energy".
const char* value_name(const RunReport& report);
// The last part of a path, without folders.
std::string file_name(const std::string& path);

}  // namespace cli
