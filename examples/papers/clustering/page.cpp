// Tables and plots of the stored graphs.
#include "page.hpp"

#include "../common/page.hpp"
#include "../common/plot.hpp"
#include "methods.hpp"
#include "published.hpp"
#include "results.hpp"

namespace papers {

namespace {

constexpr double kInterval = 1.96;  // standard errors, of 95 percent

const std::vector<std::string> kStoredSets = {"r3w", "er.05", "er.1"};

// Mean rank of a grouping among the four, run by run.
double mean_rank(const StoredResults& results, const std::string& set, const std::string& grouping,
                 const std::string& variant) {
  std::vector<const Runs*> all;
  size_t own = kGroupings.size();
  for (const std::string& other : kGroupings) {
    if (other == grouping) own = all.size();
    const Runs* const runs = results.find(set, other, variant);
    if (!runs) return 0.0;
    all.push_back(runs);
  }
  if (own == kGroupings.size()) return 0.0;
  double sum = 0.0;
  const size_t count = all[own]->cuts.size();
  for (size_t k = 0; k < count; ++k) {
    std::vector<double> cuts;
    for (const Runs* const runs : all) cuts.push_back(runs->cuts[k]);
    sum += ranks(cuts)[own];
  }
  return sum / static_cast<double>(count);
}

const Reference* reference_of(const std::string& set, const Method& method) {
  const auto of_set = reference().find(set);
  if (method.variant != "circuits" || of_set == reference().end()) return nullptr;
  const auto found = of_set->second.find(method.grouping);
  return found == of_set->second.end() ? nullptr : &found->second;
}

std::string interval(const Summary& summary, int digits) {
  return with_sign(summary.mean - kInterval * summary.error, digits) + " ... " +
         with_sign(summary.mean + kInterval * summary.error, digits);
}

std::string summary(const StoredResults& results) {
  std::string text =
      "set\tgrouping\tvariant\truns\tcut\terror\tspread\tgap %\terror\truns at the best known\trank of "
      "4\tcalls\t"
      "evaluations of a call\titerations\tdescents\tflips\tseconds\tminus circuits\terror\tlow of 95%\thigh "
      "of 95%\t"
      "reference cut\treference gap %\treference calls\tpaper cut\tpaper calls\n";
  for (const std::string& set : kStoredSets)
    for (const Method& method : methods()) {
      const Runs* const runs = results.find(set, method.grouping, method.variant);
      if (!runs) continue;
      const Summary cut = summarise(runs->cuts), gap = summarise(runs->gaps);
      const double rank = mean_rank(results, set, method.grouping, method.variant);
      const Runs* const circuits = results.find(set, method.grouping, "circuits");
      text += set + "\t" + method.grouping + "\t" + method.variant + "\t" + std::to_string(cut.count) + "\t" +
              fixed(cut.mean, 2) + "\t" + fixed(cut.error, 2) + "\t" + fixed(cut.spread, 2) + "\t" +
              fixed(gap.mean, 3) + "\t" + fixed(gap.error, 3) + "\t" + std::to_string(runs->hits) + "\t" +
              (rank > 0.0 ? fixed(rank, 2) : "") + "\t" + fixed(runs->calls, 2) + "\t" +
              fixed(runs->calls > 0.0 ? runs->evaluations / runs->calls : 0.0, 1) + "\t" +
              fixed(runs->iterations, 2) + "\t" + fixed(runs->descents, 2) + "\t" + fixed(runs->flips, 1) +
              "\t" + fixed(runs->seconds, 4);
      if (circuits && circuits != runs) {
        const Summary minus = StoredResults::difference(*runs, *circuits);
        text += "\t" + with_sign(minus.mean, 2) + "\t" + fixed(minus.error, 2) + "\t" +
                with_sign(minus.mean - kInterval * minus.error, 2) + "\t" +
                with_sign(minus.mean + kInterval * minus.error, 2);
      } else {
        text += "\t\t\t\t";
      }
      if (const Reference* const known = reference_of(set, method)) {
        text += "\t" + fixed(known->cut, 1) + "\t" + fixed(known->gap, 2) + "\t" + fixed(known->calls, 2);
        text += known->paper_cut > 0.0
                    ? "\t" + fixed(known->paper_cut, 1) + "\t" + fixed(known->paper_calls, 1)
                    : "\t\t";
      } else {
        text += "\t\t\t\t\t";
      }
      text += "\n";
    }
  return text;
}

// cluster minus the other groupings, with the reference's.
std::string differences(const StoredResults& results) {
  std::string text =
      "set\tvariant\tcluster minus\tpairs\tcut\terror\treference\terror of it\tapart in combined errors\n";
  for (const std::string& set : kStoredSets)
    for (const char* const variant : {"circuits", "coins", "16 sub-problems", "16 sub-problems, coins"})
      for (const std::string grouping : {"impact", "certainty", "certainty, random ties", "random"}) {
        const Runs* const cluster = results.find(set, "cluster", variant);
        const Runs* const other = results.find(set, grouping, variant);
        if (!cluster || !other) continue;
        const Summary minus = StoredResults::difference(*cluster, *other);
        text += set + "\t" + variant + "\t" + grouping + "\t" + std::to_string(minus.count) + "\t" +
                with_sign(minus.mean, 2) + "\t" + fixed(minus.error, 2);
        const auto of_set = reference_differences().find(set);
        if (std::string(variant) == "circuits" && of_set != reference_differences().end()) {
          const Difference& known = of_set->second.at(grouping.substr(0, grouping.find(',')));
          const double apart = (minus.mean - known.mean) / std::hypot(minus.error, known.error);
          text += "\t" + with_sign(known.mean, 1) + "\t" + fixed(known.error, 1) + "\t" + with_sign(apart, 2);
        } else {
          text += "\t\t\t";
        }
        text += "\n";
      }
  return text;
}

// Appendix A: a tabu search in place of the descent, and one search of the whole of as many flips.
std::string tabu(const StoredResults& results) {
  std::string text = "set\tgrouping\tgap %\terror\tone search: gap %\terror\tpaper: gain % from\tto\n";
  for (const std::string set : {"r3w", "er.05"})
    for (const std::string& grouping : kGroupings) {
      const Runs* const loop = results.find(set, grouping, "tabu for descent");
      const Runs* const whole =
          results.find(set, "whole", "tabu, as many flips as " + grouping + " with tabu");
      if (!loop || !whole) continue;
      const Summary gap = summarise(loop->gaps), other = summarise(whole->gaps);
      text += set + "\t" + grouping + "\t" + fixed(gap.mean, 3) + "\t" + fixed(gap.error, 3) + "\t" +
              fixed(other.mean, 3) + "\t" + fixed(other.error, 3);
      const auto paper = tabu_gain().find(grouping);
      text += paper == tabu_gain().end()
                  ? "\t\t\n"
                  : "\t" + fixed(paper->second.first, 3) + "\t" + fixed(paper->second.second, 3) + "\n";
    }
  return text;
}

std::string gap_of(const Runs& runs) {
  const Summary gap = summarise(runs.gaps);
  return with_error(gap.mean, gap.error, 2);
}

// The four groupings against the reference and the paper.
std::string main_table(const StoredResults& results) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& set : kStoredSets)
    for (const std::string& grouping : kGroupings) {
      const Method method{grouping, "circuits", ""};
      const Runs* const runs = results.find(set, grouping, "circuits");
      if (!runs) continue;
      const Reference* const known = reference_of(set, method);
      const Summary cut = summarise(runs->cuts);
      rows.push_back({set, grouping, with_error(cut.mean, cut.error, 1), gap_of(*runs),
                      known ? fixed(known->gap, 2) : "", fixed(runs->calls, 1),
                      known ? fixed(known->calls, 1) : "",
                      known && known->paper_calls > 0.0 ? fixed(known->paper_calls, 1) : "",
                      fixed(runs->evaluations / runs->calls, 1),
                      fixed(mean_rank(results, set, grouping, "circuits"), 2), std::to_string(runs->hits)});
    }
  return markdown_table({"set", "grouping", "cut", "gap %", "reference gap %", "calls", "reference", "paper",
                         "evaluations of a call", "rank of 4", "optima of 100"},
                        rows);
}

// Gap and calls of every variant of the given groupings on a set.
std::string variants_table(const StoredResults& results, const std::string& set,
                           const std::vector<std::string>& groupings) {
  std::vector<std::string> variants, heading = {set};
  for (const Method& method : methods())
    if (method.grouping == groupings.front()) variants.push_back(method.variant);
  for (const std::string& grouping : groupings) heading.push_back(grouping);
  std::vector<std::vector<std::string>> rows;
  for (const std::string& variant : variants) {
    std::vector<std::string> cells = {variant};
    for (const std::string& grouping : groupings) {
      const Runs* const runs = results.find(set, grouping, variant);
      cells.push_back(runs ? gap_of(*runs) + " (" + fixed(runs->calls, 1) + ")" : "");
    }
    rows.push_back(cells);
  }
  return markdown_table(heading, rows);
}

std::string coins_table(const StoredResults& results) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& set : kStoredSets)
    for (const std::string& grouping : kGroupings) {
      const Runs* const circuits = results.find(set, grouping, "circuits");
      const Runs* const coins = results.find(set, grouping, "coins");
      if (!circuits || !coins) continue;
      const Summary minus = StoredResults::difference(*circuits, *coins);
      rows.push_back({set, grouping, with_sign(minus.mean, 1) + " ± " + fixed(minus.error, 1),
                      interval(minus, 1), std::to_string(minus.count)});
    }
  return markdown_table({"set", "grouping", "circuits minus coins (cut)", "95% of it", "pairs"}, rows);
}

std::string whole_table(const StoredResults& results) {
  std::vector<std::vector<std::string>> rows;
  for (const Method& method : methods()) {
    if (method.grouping != "whole") continue;
    std::vector<std::string> cells = {method.variant};
    for (const std::string set : {"r3w", "er.05"}) {
      const Runs* const runs = results.find(set, method.grouping, method.variant);
      cells.push_back(runs ? gap_of(*runs) : "");
      cells.push_back(runs ? fixed(runs->flips, 0) : "");
    }
    rows.push_back(cells);
  }
  return markdown_table({"without sub-problems", "r3w: gap %", "flips", "er.05: gap %", "flips"}, rows);
}

// Gaps of a set: groupings side by side, what solves the groups by colour.
std::string plot_of_gaps(const StoredResults& results, const std::string& set) {
  const std::vector<std::pair<std::string, std::string>> variants = {
      {"circuits", "circuits, optimised"},
      {"coins", "fair coins"},
      {"scanned angles", "circuits, angles by formula"},
      {"exact", "exact"}};
  std::vector<std::string> groupings = kGroupings;
  groupings.insert(groupings.end(), {"bfs", "cluster, cut edges", "cluster, all edges"});
  Plot plot;
  plot.title = "What forms the groups, and what solves them: " + set;
  plot.second_line = "100 runs, standard error; open: an independent run of the published code";
  plot.y_label = "gap to the best known cut, percent";
  for (size_t x = 0; x < groupings.size(); ++x) {
    std::string label = groupings[x];
    const size_t comma = label.find(", ");
    if (comma != std::string::npos) label = label.substr(comma + 2);
    plot.x_ticks.push_back({static_cast<double>(x), label});
  }
  Series known{"", {}, 0, true, false};
  for (size_t colour = 0; colour < variants.size(); ++colour) {
    Series series{variants[colour].second, {}, colour, false, false};
    const double shift = (static_cast<double>(colour) - 1.5) * 0.14;
    for (size_t x = 0; x < groupings.size(); ++x) {
      const Runs* const runs = results.find(set, groupings[x], variants[colour].first);
      if (!runs) continue;
      const Summary gap = summarise(runs->gaps);
      series.points.push_back({static_cast<double>(x) + shift, gap.mean, gap.error});
      const Reference* const row = reference_of(set, {groupings[x], variants[colour].first, ""});
      if (row) known.points.push_back({static_cast<double>(x) + shift - 0.1, row->gap, 0.0});
    }
    plot.series.push_back(series);
  }
  plot.series.push_back(known);
  return draw(plot);
}

}  // namespace

void write_pages(const std::string& folder, const std::vector<StoredGraph>& graphs, const Table& stored,
                 const Table& sizes) {
  const StoredResults results(graphs, stored);
  write_file(folder + "/summary.tsv", summary(results));
  write_file(folder + "/differences.tsv", differences(results));
  write_file(folder + "/tabu.tsv", tabu(results));
  write_file(folder + "/gaps-r3w.svg", plot_of_gaps(results, "r3w"));
  write_file(folder + "/gaps-er.svg", plot_of_gaps(results, "er.05"));
  std::string text =
      "Groups of 16, circuits as published, 100 variables; reference: an independent run of the published "
      "code, 30 runs.\n\n" +
      main_table(results) + "\n" + coins_table(results);
  for (const std::string set : {"r3w", "er.05"})
    text += "\nGap in percent, in brackets the calls.\n\n" + variants_table(results, set, kGroupings) + "\n" +
            variants_table(results, set, kOtherGroupings);
  text += "\n" + whole_table(results) + "\n" + write_sizes(folder, sizes);
  write_file(folder + "/tables.md", text);
}

}  // namespace papers
