// The partition of a decomposed run: its parts on the left, the state that came of them on the right.
#include <algorithm>
#include <cmath>

#include "../text.hpp"
#include "chart.hpp"
#include "layout.hpp"
#include "partition_map.hpp"
#include "partition_panels.hpp"
#include "pictures.hpp"

namespace cli {

namespace {

constexpr double kPanel = 296;               // width and height
constexpr int64_t kMostSpinsInGraph = 2000;  // beyond, and with more couplings, there is a matrix
constexpr int64_t kMostCouplingsInGraph = 6000;
constexpr double kRounding = 1e-9;  // of energies that are no exact sums

[[noreturn]] void refuse(const RunReport& report, const std::string& what) {
  throw Failure(kUnreadable, report.path + ": " + what);
}

// Is this the problem that was solved, as far as the report tells?
void require_same(const RunReport& report, const weiss_problem* problem) {
  const weiss_problem_info info = info_of(problem);
  const std::string other = "the problem file is not the one of this run: ";
  if (info.num_spins != report.num_spins || info.num_couplings != report.num_couplings)
    refuse(report, other + "it has " + std::to_string(info.num_spins) + " spins and " +
                       std::to_string(info.num_couplings) + " couplings, not " +
                       std::to_string(report.num_spins) + " and " + std::to_string(report.num_couplings));
  double energy = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_energies(problem, 1, report.spins.data(), &energy, &error), error, kUnreadable);
  if (std::abs(energy - report.energy) > kRounding * (1 + std::abs(report.energy)))
    refuse(report, other + "in it the best solution has the energy " + format_number(energy) + ", not " +
                       format_number(report.energy));
}

std::string sizes_text(const std::vector<std::vector<int32_t>>& parts) {
  const auto smaller = [](const auto& a, const auto& b) { return a.size() < b.size(); };
  const auto [least, most] = std::minmax_element(parts.begin(), parts.end(), smaller);
  std::string text = std::to_string(parts.size()) + (parts.size() == 1 ? " part of " : " parts of ");
  text += std::to_string(least->size());
  if (least->size() != most->size()) text += " to " + std::to_string(most->size());
  return text + (most->size() == 1 ? " spin" : " spins");
}

std::string facts_text(const PartitionMap& map) {
  const double share = map.report.num_couplings > 0
                           ? static_cast<double>(map.num_cut) / static_cast<double>(map.report.num_couplings)
                           : 0;
  return sizes_text(map.report.parts) + "; " + format_exact(map.num_cut) + " of " +
         format_exact(map.report.num_couplings) + " couplings cut (" +
         std::to_string(static_cast<int>(100 * share + 0.5)) + "%), " + format_exact(map.num_boundary) +
         " boundary spins";
}

}  // namespace

std::string partition_picture(const RunReport& report, const ProblemSource& source) {
  if (report.parts.empty())
    refuse(report, "there are no parts in it: " + report.solver + " did not cut the problem");
  if (report.spins.empty()) refuse(report, "there is no solution in it");
  const weiss_problem* const problem = source();
  require_same(report, problem);
  auto view = defaults<weiss_problem_view>();
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_get_view(problem, &view, &error), error, kFailed);
  const PartitionMap map(report, view);
  const bool as_graph =
      report.num_spins <= kMostSpinsInGraph && report.num_couplings <= kMostCouplingsInGraph;
  const auto panels = as_graph ? graph_panels(map, kPanel) : matrix_panels(map, kPanel);

  const double right = kPictureWidth - kMargin - kPanel;
  Legend parts(kMargin, kMargin + kPanel), state(right, kPictureWidth - kMargin);
  panels->explain_parts(parts);
  panels->explain_state(state);
  const double top = kHeadingHeight + 26, bottom = top + kPanel + 8;
  const std::string title = "The parts, and the state that came of them";
  const std::string ran = (report.input.empty() ? "" : file_name(report.input) + ", ") + report.solver +
                          ", seed " + report.seed + best_text({report}) + "; parts by " + report.partitioner;
  Svg svg(kPictureWidth, bottom + std::max(parts.height(), state.height()) + 32, title,
          ran + ": " + facts_text(map));
  draw_heading(svg, title, ran);
  svg.text(kMargin, top - 8, panels->parts_title(), {{"font-weight", "bold"}});
  svg.text(right, top - 8, panels->state_title(), {{"font-weight", "bold"}});
  panels->draw_parts(svg, kMargin, top);
  panels->draw_state(svg, right, top);
  parts.draw(svg, bottom);
  state.draw(svg, bottom);
  svg.text(kMargin, bottom + std::max(parts.height(), state.height()) + 20, facts_text(map),
           {{"fill", kFaint}});
  return svg.finish();
}

}  // namespace cli
