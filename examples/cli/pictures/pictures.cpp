#include "pictures.hpp"

#include <algorithm>

#include "../files.hpp"

namespace cli {

std::string draw(Picture picture, const std::vector<RunReport>& reports, const PictureStyle& style,
                 const ProblemSource& problem) {
  switch (picture) {
    case Picture::kHistogram:
      return histogram_picture(reports, style);
    case Picture::kPartition:
      if (reports.size() > 1) throw Failure(kUsage, "the partition is that of one run: give one report");
      return partition_picture(reports.front(), problem);
    default:
      return convergence_picture(reports, style);
  }
}

std::string write_pictures(const std::string& folder, const std::vector<RunReport>& reports,
                           const PictureStyle& style, const ProblemSource& problem) {
  const auto write = [&](Picture picture, const char* name) {
    write_text(folder + "/" + name, draw(picture, reports, style, problem));
  };
  write(Picture::kConvergence, "convergence.svg");
  write(Picture::kHistogram, "histogram.svg");
  const bool decomposed = std::any_of(reports.begin(), reports.end(),
                                      [](const RunReport& report) { return !report.parts.empty(); });
  if (!decomposed) return "";
  try {
    write(Picture::kPartition, "partition.svg");
    return "";
  } catch (const Failure& failure) {
    return std::string("partition.svg is missing: ") + failure.what();
  }
}

}  // namespace cli
