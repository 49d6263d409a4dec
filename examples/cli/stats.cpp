// weiss stats: what a problem is like, what can be had of it for nothing, and what to solve it with.
#include <algorithm>
#include <cstdio>

#include "advice.hpp"
#include "commands.hpp"
#include "facts.hpp"
#include "files.hpp"
#include "option_table.hpp"
#include "summary.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr size_t kListedSizes = 100;  // of components, in the JSON
constexpr size_t kShownSizes = 6;     // on the terminal

const char* truth(bool value) { return value ? "true" : "false"; }

std::vector<std::string> first_sizes(const ComponentFacts& components, size_t most) {
  std::vector<std::string> texts;
  for (size_t k = 0; k < std::min(most, components.sizes.size()); ++k)
    texts.push_back(std::to_string(components.sizes[k]));
  return texts;
}

// "12 components of 60, 3, 1, 1, 1, 1, ... spins"
std::string components_text(const ComponentFacts& components) {
  if (components.count() == 0) return "no component";
  if (components.count() == 1) return "1 component of " + format_exact(components.largest()) + " spins";
  return format_exact(components.count()) + " components of " +
         join(first_sizes(components, kShownSizes), ", ") +
         (components.sizes.size() > kShownSizes ? ", ... spins" : " spins");
}

std::string numbers_text(const ProblemFacts& facts) {
  const weiss_problem_info& info = facts.info;
  std::string text =
      "|J|, |h| from " + format_number(info.smallest) + " to " + format_number(info.largest) + "; ";
  if ((info.flags & WEISS_PROBLEM_INTEGER) == 0) return text + "energies rounded as doubles";
  if (facts.scale != 1) text += "times " + format_number(facts.scale) + " ";
  return text + "integers of " + std::to_string(facts.coefficient_bits) + " bits, energies exact";
}

std::string graph_text(const ProblemFacts& facts) {
  std::string text = components_text(facts.components);
  if (facts.forest) return text + ", a forest";
  text += facts.bipartite ? ", bipartite" : ", not bipartite";
  return text + (facts.frustrated ? ", frustrated" : ", not frustrated");
}

std::string stats_text(const std::string& file, const weiss_problem* problem, const ProblemFacts& facts,
                       const std::vector<std::string>& advice) {
  const weiss_problem_info& info = facts.info;
  const DegreeFacts& degrees = facts.degrees;
  std::vector<std::vector<std::string>> rows = {
      {"file", file + ": " + info.format},
      {"problem", format_exact(info.num_spins) + " spins, " + format_exact(info.num_couplings) +
                      " couplings (" + format_digits(100 * facts.density, 3) + "% of all pairs, " +
                      format_exact(facts.num_positive) + " positive), " + format_exact(info.num_fields) +
                      " fields"},
      {"degrees", std::to_string(degrees.least) + " to " + std::to_string(degrees.most) + ", median " +
                      format_number(degrees.median) + ", mean " + format_digits(degrees.mean, 4) + "; " +
                      format_exact(degrees.isolated) + " isolated spins"},
      {"numbers", numbers_text(facts)},
      {"graph", graph_text(facts)},
      {"reduction", "spins of degree 0 and 1 removed leave " + format_exact(facts.reduced_spins) +
                        " spins, " + format_exact(facts.reduced_couplings) + " couplings, " +
                        components_text(facts.reduced_components)},
      {"bound", std::string(value_name(info)) + " " +
                    format_number(weiss_problem_objective(problem, info.trivial_bound)) +
                    " (sum of the coefficients)"},
      {"memory", format_bytes(info.memory) + ", " + format_bytes(peak_memory()) + " at the peak"},
  };
  const std::string remarks = input_remarks(info);
  if (!remarks.empty()) rows.insert(rows.begin() + 1, {"input", remarks});
  for (size_t k = 0; k < advice.size(); ++k) {
    const std::vector<std::string> lines = split(wrapped(advice[k], 0, 96), '\n');
    for (size_t line = 0; line + 1 < lines.size(); ++line)
      rows.push_back({k == 0 && line == 0 ? "advice" : "", lines[line]});
  }
  return aligned(rows);
}

std::string components_json(const ComponentFacts& components) {
  return json_inline({{"count", std::to_string(components.count())},
                      {"of_one_spin", std::to_string(components.of_one_spin())},
                      {"sizes", json_array(first_sizes(components, kListedSizes))}});
}

std::string stats_json(const std::string& file, const weiss_problem* problem, const ProblemFacts& facts,
                       const std::vector<std::string>& advice) {
  const weiss_problem_info& info = facts.info;
  const DegreeFacts& degrees = facts.degrees;
  const bool integer = (info.flags & WEISS_PROBLEM_INTEGER) != 0;
  std::vector<std::string> sentences;
  for (const std::string& sentence : advice) sentences.push_back(json_string(sentence));
  return json_lines({
      {"schema", json_string("weiss.stats/1")},
      {"file", json_string(file)},
      {"format", json_string(info.format)},
      {"sense", json_string(info.sense == WEISS_SENSE_MAX ? "max" : "min")},
      {"spins", std::to_string(info.num_spins)},
      {"couplings", std::to_string(info.num_couplings)},
      {"positive_couplings", std::to_string(facts.num_positive)},
      {"fields", std::to_string(info.num_fields)},
      {"density", format_number(facts.density)},
      {"input", json_inline({{"duplicates_merged", std::to_string(info.duplicates_merged)},
                             {"self_loops", std::to_string(info.self_loops)},
                             {"zeros_dropped", std::to_string(info.zeros_dropped)}})},
      {"degrees", json_inline({{"least", std::to_string(degrees.least)},
                               {"median", format_number(degrees.median)},
                               {"mean", format_number(degrees.mean)},
                               {"most", std::to_string(degrees.most)},
                               {"isolated", std::to_string(degrees.isolated)}})},
      {"coefficients",
       json_inline({{"smallest", format_number(info.smallest)},
                    {"largest", format_number(info.largest)},
                    {"scale", integer ? format_number(facts.scale) : "null"},
                    {"bits", integer ? std::to_string(facts.coefficient_bits) : "null"},
                    {"decimals", facts.decimals >= 0 ? std::to_string(facts.decimals) : "null"}})},
      {"exact", truth(integer)},
      {"forest", truth(facts.forest)},
      {"bipartite", truth(facts.bipartite)},
      {"frustrated", truth(facts.frustrated)},
      {"components", components_json(facts.components)},
      {"reduced", json_inline({{"spins", std::to_string(facts.reduced_spins)},
                               {"couplings", std::to_string(facts.reduced_couplings)},
                               {"components", components_json(facts.reduced_components)}})},
      {"bound", format_number(weiss_problem_objective(problem, info.trivial_bound))},
      {"memory", std::to_string(info.memory)},
      {"advice", json_array(sentences)},
  });
}

int stats(const Arguments& arguments) {
  const std::string& file = arguments.positional().front();
  const Context context = open_context();
  const Problem problem = read_problem(context.get(), file, arguments);
  const ProblemFacts facts = facts_of(problem.get());
  const std::vector<std::string> advice = advice_on(context.get(), problem.get(), facts);
  write_text("-", (arguments.has("--json") ? stats_json : stats_text)(file, problem.get(), facts, advice));
  return kSolved;
}

}  // namespace

const Command& stats_command() {
  static const Command command = {
      "stats",
      "FILE",
      "describes a problem: size, graph, numbers, what can be removed, advice",
      1,
      1,
      with_reading_options({{"--json", nullptr, "the same as a JSON document"}}),
      "degrees      couplings of a spin: least, most, median, mean\n"
      "numbers      of the Ising form E = offset + sum h s + sum J s s; how many bits they take as integers\n"
      "graph        frustrated: no state gives every coupling and field its best sign\n"
      "reduction    exact: the minimum stays the same; the solver exact does it by itself\n"
      "bound        no state has a better value\n"
      "\n"
      "The JSON lists the sizes of at most 100 components, the largest first.\n",
      stats};
  return command;
}

}  // namespace cli
