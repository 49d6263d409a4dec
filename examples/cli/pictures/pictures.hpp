// The pictures of runs, as SVG text, each from reports alone (the partition needs the problem, too).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "../library.hpp"
#include "axis.hpp"
#include "run_report.hpp"

namespace cli {

enum class Effort { kTime, kWork };  // what the best value is drawn over
enum class Values { kBest, kAll };   // those near the best one, or all of them
struct PictureStyle {
  Effort effort = Effort::kTime;
  Scale scale = Scale::kLog;  // of the effort
  Values values = Values::kBest;
};

// The best value so far: a stepped line for each run, a mark for each improvement, its shape by what found
// it; of three runs or more with the same settings the median and the quartiles.
std::string convergence_picture(const std::vector<RunReport>& reports, const PictureStyle& style);

// How often each value was sampled.
std::string histogram_picture(const std::vector<RunReport>& reports, const PictureStyle& style);

// Gives the problem that was solved, or throws Failure.
using ProblemSource = std::function<const weiss_problem*()>;

// The parts of a decomposed run, and the state that came of them. Failure with kUnreadable when the problem
// is not the one of the report, or when the report has no parts.
std::string partition_picture(const RunReport& report, const ProblemSource& problem);

// ---- files ----
enum class Picture { kConvergence, kHistogram, kPartition };
std::string draw(Picture picture, const std::vector<RunReport>& reports, const PictureStyle& style,
                 const ProblemSource& problem);

// Writes convergence.svg and histogram.svg into a folder, and partition.svg when one run is given and it was
// decomposed. Returns what stands in the way of the partition, or "".
std::string write_pictures(const std::string& folder, const std::vector<RunReport>& reports,
                           const PictureStyle& style, const ProblemSource& problem);

}  // namespace cli
