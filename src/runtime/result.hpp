// What a run returned, as plain data. The C handle weiss_result is this struct.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/environment.hpp"
#include "runtime/sample_store.hpp"
#include "weiss/problem.h"
#include "weiss/result.h"

namespace weiss {

// Named numbers of a solver.
using Figures = std::map<std::string, double>;

}  // namespace weiss

struct weiss_result {
  explicit weiss_result(weiss::EnvironmentPtr env)
      : environment(std::move(env)), samples(environment->memory()), bits(environment->memory()),
        marginals(environment->memory()), parameters(environment->memory()),
        members(environment->memory()), part_parameters(environment->memory()) {}

  struct Improvement {
    double seconds;
    double energy;
    int64_t work;
    int32_t source;  // into sources
  };
  struct Part {
    int64_t begin, end;                      // into members
    int64_t parameter_begin, parameter_end;  // into part_parameters
    double priority;
  };

  const weiss::EnvironmentPtr environment;
  weiss_result_info info{};

  // What ran, for the report.
  std::string algorithm, algorithm_version, spec;
  bool default_rule = false;   // the work limit is the host's own
  bool deterministic = false;  // every algorithm of the tree is
  int32_t origin = 0, sense = 0;
  int64_t num_couplings = 0;
  double offset = 0.0;
  std::string format;

  // Solvers.
  weiss::SampleStore samples;
  weiss::Vector<int8_t> bits;  // of the best sample
  std::vector<Improvement> trace;
  std::vector<std::string> sources;
  weiss::Vector<double> marginals;
  weiss::Vector<double> parameters;
  weiss::Figures figures;
  bool has_optimum = false;
  double optimum = 0.0;  // the user's own value
  // Partitioners; of a solver the last cut of the whole problem, if it cuts.
  std::string partitioner;  // of a solver: what made the parts
  std::vector<Part> parts;
  weiss::Vector<int32_t> members;
  weiss::Vector<double> part_parameters;
  // Optimizers.
  std::vector<double> x;

  std::vector<std::pair<std::string, int64_t>> counters;  // sorted by name
  std::vector<std::string> warnings;
  std::mutex report_mutex;
  std::string report;  // written when first asked for

  double objective(double energy) const noexcept { return sense == WEISS_SENSE_MAX ? 0.0 - energy : energy; }

};

namespace weiss {

using Result = ::weiss_result;

// The JSON document of weiss_result_report.
std::string write_report(const Result& result);

}  // namespace weiss
