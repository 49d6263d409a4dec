// weiss stats: what a problem is like, what can be had of it for nothing, and what to solve it with.
#include <algorithm>
#include <cstdio>

#include "advice.hpp"
#include "commands.hpp"
#include "facts.hpp"
#include "files.hpp"
#include "io/json.hpp"
#include "option_table.hpp"
#include "summary.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr size_t kListedSizes = 100;  // of components, in the JSON
constexpr size_t kShownSizes = 6;     // on the terminal

// "12 components of 60, 3, 1, 1, 1, 1, ... spins"
std::string components_text(const ComponentFacts& components) {
  if (components.count() == 0) return "no component";
  if (components.count() == 1) return "1 component of " + format_exact(components.largest()) + " spins";
  std::vector<std::string> sizes;
  for (size_t k = 0; k < std::min(kShownSizes, components.sizes.size()); ++k)
    sizes.push_back(std::to_string(components.sizes[k]));
  if (components.sizes.size() > kShownSizes) sizes.push_back("...");
  return format_exact(components.count()) + " components of " + join(sizes, ", ") + " spins";
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

struct Rule {
  const char* key;   // in the JSON
  const char* text;  // after the number of spins
  int64_t weiss_reduction_info::*count;
};

constexpr Rule kRules[] = {
    {"low_degree", "of degree 0 or 1", &weiss_reduction_info::num_low_degree},
    {"degree_two", "of degree 2", &weiss_reduction_info::num_degree_two},
    {"degree_three", "of degree 3 without field", &weiss_reduction_info::num_degree_three},
    {"dominated", "decided by their field", &weiss_reduction_info::num_dominated},
    {"decided", "decided by one neighbour", &weiss_reduction_info::num_decided},
    {"persistent", "by persistency", &weiss_reduction_info::num_persistent},
};

// "12 of 44 spins removed (5 of degree 0 or 1, 7 of degree 2)"
std::string removal_text(const ReductionFacts& reduction) {
  const weiss_reduction_info& counts = reduction.counts;
  if (reduction.removed() == 0) return "no spin can be removed";
  std::vector<std::string> rules;
  for (const Rule& rule : kRules)
    if (counts.*rule.count > 0) rules.push_back(format_exact(counts.*rule.count) + " " + rule.text);
  return format_exact(reduction.removed()) + " of " + format_exact(counts.num_spins) + " spins removed (" +
         join(rules, ", ") + ")";
}

std::string remainder_text(const ReductionFacts& reduction) {
  if (reduction.counts.num_kept == 0) return "leaves nothing to search";
  return "leaves " + format_exact(reduction.counts.num_kept) + " spins, " +
         format_exact(reduction.couplings) + " couplings, " + components_text(reduction.components);
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
      {"reduction", removal_text(facts.reduction)},
      {"", remainder_text(facts.reduction)},
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

void write_components(weiss::JsonWriter& json, const ComponentFacts& components) {
  json.begin_object(weiss::JsonLayout::kInline);
  json.member("count", components.count());
  json.member("of_one_spin", components.of_one_spin());
  json.key("sizes");
  json.begin_array();
  const size_t listed = std::min(kListedSizes, components.sizes.size());
  for (size_t k = 0; k < listed; ++k) json.value(components.sizes[k]);
  json.end_array();
  json.end_object();
}

// The value, or null where it means nothing.
template <class Number>
void member_if(weiss::JsonWriter& json, bool meant, const char* key, Number value) {
  json.key(key);
  if (meant)
    json.value(value);
  else
    json.null();
}

void write_input(weiss::JsonWriter& json, const weiss_problem_info& info) {
  json.key("input");
  json.begin_object(weiss::JsonLayout::kInline);
  json.member("duplicates_merged", info.duplicates_merged);
  json.member("self_loops", info.self_loops);
  json.member("zeros_dropped", info.zeros_dropped);
  json.end_object();
}

void write_degrees(weiss::JsonWriter& json, const DegreeFacts& degrees) {
  json.key("degrees");
  json.begin_object(weiss::JsonLayout::kInline);
  json.member("least", degrees.least);
  json.member("median", degrees.median);
  json.member("mean", degrees.mean);
  json.member("most", degrees.most);
  json.member("isolated", degrees.isolated);
  json.end_object();
}

void write_coefficients(weiss::JsonWriter& json, const ProblemFacts& facts) {
  const bool integer = (facts.info.flags & WEISS_PROBLEM_INTEGER) != 0;
  json.key("coefficients");
  json.begin_object(weiss::JsonLayout::kInline);
  json.member("smallest", facts.info.smallest);
  json.member("largest", facts.info.largest);
  member_if(json, integer, "scale", facts.scale);
  member_if(json, integer, "bits", facts.coefficient_bits);
  member_if(json, facts.decimals >= 0, "decimals", facts.decimals);
  json.end_object();
}

void write_graph(weiss::JsonWriter& json, const ProblemFacts& facts) {
  json.member("forest", facts.forest);
  json.member("bipartite", facts.bipartite);
  json.member("frustrated", facts.frustrated);
  json.key("components");
  write_components(json, facts.components);
  json.key("reduced");
  json.begin_object(weiss::JsonLayout::kInline);
  json.member("spins", facts.reduction.counts.num_kept);
  json.member("couplings", facts.reduction.couplings);
  json.key("removed");
  json.begin_object(weiss::JsonLayout::kInline);
  for (const Rule& rule : kRules) json.member(rule.key, facts.reduction.counts.*rule.count);
  json.end_object();
  json.key("components");
  write_components(json, facts.reduction.components);
  json.end_object();
}

std::string stats_json(const std::string& file, const weiss_problem* problem, const ProblemFacts& facts,
                       const std::vector<std::string>& advice) {
  const weiss_problem_info& info = facts.info;
  std::string text;
  weiss::JsonWriter json(text);
  json.begin_object();
  json.member("schema", "weiss.stats/1");
  json.member("file", file);
  json.member("format", info.format);
  json.member("sense", info.sense == WEISS_SENSE_MAX ? "max" : "min");
  json.member("spins", info.num_spins);
  json.member("couplings", info.num_couplings);
  json.member("positive_couplings", facts.num_positive);
  json.member("fields", info.num_fields);
  json.member("density", facts.density);
  write_input(json, info);
  write_degrees(json, facts.degrees);
  write_coefficients(json, facts);
  json.member("exact", (info.flags & WEISS_PROBLEM_INTEGER) != 0);
  write_graph(json, facts);
  json.member("bound", weiss_problem_objective(problem, info.trivial_bound));
  json.member("memory", info.memory);
  json.key("advice");
  json.begin_array();
  for (const std::string& sentence : advice) json.value(sentence);
  json.end_array();
  json.end_object();
  return text + "\n";
}

int stats(const Arguments& arguments) {
  const std::string& file = arguments.positional().front();
  const Context context = open_context();
  const Problem problem = read_problem(context.get(), file, arguments);
  const ProblemFacts facts = facts_of(problem.get());
  const std::vector<std::string> advice = advice_on(problem.get(), facts);
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
      "reduction    exact: the minimum stays the same; memetic, exact and tree do it by themselves\n"
      "bound        no state has a better value\n"
      "\n"
      "The JSON lists the sizes of at most 100 components, the largest first.\n",
      stats};
  return command;
}

}  // namespace cli
