// weiss gen: makes problems of the usual families, the same ones on every machine.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <new>
#include <optional>
#include <stdexcept>

#include "commands.hpp"
#include "files.hpp"
#include "option_table.hpp"
#include "recipes.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr int64_t kMostNodes = INT32_MAX - 1;  // of a weiss_problem

struct FileKind {
  const char* format;
  const char* extension;  // "": only by name
};
constexpr FileKind kSpinFiles[] = {
    {"dimod-coo", ".coo"}, {"dimod-bqm", ".bqm"}, {"bqpjson", ".json"}, {"qubist", ""}};
constexpr FileKind kPublishedFile = {kPublishedFormat, ".qubo"};

// Options that some recipes take and others do not.
constexpr const char* kRecipeOptions[] = {"--degree", "--density", "--weights", "--family",
                                          "--alpha",  "--tiles",   "--solution"};

void require_options_of(const Recipe& recipe, const Arguments& arguments) {
  for (const std::string option : kRecipeOptions) {
    if (!arguments.has(option)) continue;
    if (std::find(recipe.options.begin(), recipe.options.end(), option) == recipe.options.end())
      throw Failure(kUsage, std::string(recipe.name) + " takes no " + option);
  }
}

// Is the file of that format: by its name, or without one by the extension?
bool has_format(const std::string& out, const std::optional<std::string>& format, const FileKind& kind) {
  if (format) return *format == kind.format;
  const std::string extension = kind.extension;
  return !extension.empty() && out.size() > extension.size() &&
         out.compare(out.size() - extension.size(), extension.size(), extension) == 0;
}

// An Ising energy without fields is that of a Max-Cut problem, too, up to a factor and a constant: graphs
// have it in this form, and so do QUBO files, most of which hold no constant.
int32_t origin_in(const Terms& terms, const std::string& out, const std::optional<std::string>& format) {
  const bool spins = std::any_of(std::begin(kSpinFiles), std::end(kSpinFiles),
                                 [&](const FileKind& kind) { return has_format(out, format, kind); });
  return terms.origin == WEISS_ORIGIN_ISING && !spins ? WEISS_ORIGIN_MAXCUT : terms.origin;
}

// "; the best energy is -40, planted"
std::string planted_text(const weiss_problem* problem, const Terms& terms) {
  if (terms.planted.empty()) return "";
  double energy = 0;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_problem_energies(problem, 1, terms.planted.data(), &energy, &error), error, kFailed);
  const bool cut = info_of(problem).origin == WEISS_ORIGIN_MAXCUT;
  return std::string("; the best ") + (cut ? "cut" : "energy") + " is " +
         format_number(weiss_problem_objective(problem, energy)) + ", planted";
}

int generate(const Arguments& arguments) {
  const Recipe& recipe = find_recipe(arguments.positional().front());
  const auto num_nodes = arguments.integer("--n", 1, kMostNodes);
  const auto out = arguments.text("--out");
  if (!num_nodes) throw Failure(kUsage, "--n N is needed: how many nodes or variables");
  if (!out) throw Failure(kUsage, "--out FILE is needed; its extension says the format");
  const auto format = arguments.text("--format");
  if (*out == "-" && !format) throw Failure(kUsage, "--out - needs --format F (weiss formats)");
  if (format) require_format(*format);
  require_one_standard_output(arguments, {"--out", "--solution"});
  require_options_of(recipe, arguments);
  const auto solution = arguments.text("--solution");
  for (const auto& path : {out, solution})
    if (path) require_writable(*path);
  const Request request = {recipe.name,
                           *num_nodes,
                           arguments.seed("--seed").value_or(1),
                           arguments.integer("--degree", 0, kMostNodes),
                           arguments.real("--density"),
                           arguments.text("--weights"),
                           arguments.text("--family"),
                           arguments.real("--alpha"),
                           arguments.integer("--tiles", 1, 4)};

  const Context context = open_context();
  Terms terms;
  try {
    terms = recipe.make(request);
  } catch (const std::bad_alloc&) {
    throw Failure(kFailed, "there is not enough memory for so many edges");
  } catch (const std::length_error&) {
    throw Failure(kFailed, "there is not enough memory for so many edges");
  }
  const Problem problem = make_problem(context.get(), terms, origin_in(terms, *out, format));
  auto options = defaults<weiss_write_options>();
  options.format = format ? format->c_str() : nullptr;
  if (!terms.published.empty() && has_format(*out, format, kPublishedFile))
    write_text(*out, terms.published);
  else
    write_problem(problem.get(), *out, options);
  if (solution) write_solution(*solution, terms.num_spins, terms.planted.data());
  const weiss_problem_info info = info_of(problem.get());
  std::fprintf(stderr, "%s: %s, %lld nodes, %lld edges, seed %llu%s\n", out->c_str(), recipe.name,
               static_cast<long long>(info.num_spins), static_cast<long long>(info.num_couplings),
               static_cast<unsigned long long>(request.seed), planted_text(problem.get(), terms).c_str());
  return kSolved;
}

std::string list_of_recipes() {
  std::vector<std::vector<std::string>> rows;
  for (const Recipe& recipe : recipes()) rows.push_back({std::string("  ") + recipe.name, recipe.summary});
  return "kinds\n" + aligned(rows) +
         "\nAn Ising energy is written as such into .coo, .bqm and .json (dimod-coo, dimod-bqm, bqpjson,\n"
         "qubist); elsewhere its couplings are the weights of a Max-Cut problem with the same optima. QUBO\n"
         "kinds but qubo draw a symmetric matrix: its off-diagonal entries count twice. Of a planted\n"
         "problem the optimum is printed to the standard error.\n";
}

}  // namespace

const Command& gen_command() {
  static const std::string notes = list_of_recipes();
  static const Command command = {
      "gen",
      "KIND",
      "writes a random problem, the same one on every machine",
      1,
      1,
      {
          {"--n", "N", "number of nodes or variables"},
          {"--seed", "S", "seed; default: 1"},
          {"--degree", "D", "regular: of each node; gnp, qubo: the average"},
          {"--density", "P", "gnp, qubo, w, pw, gka, be, palubeckis: probability or share of the pairs"},
          {"--weights", "LAW", "one, pm1, int:A:B, uniform:A:B, gauss; default: one (qubo: int:-100:100)"},
          {"--family", "F", "gka: a, b, c, d, e or f"},
          {"--alpha", "A", "wishart: columns for each spin; default: 0.75"},
          {"--tiles", "K", "tiles: couplings of size 1 in a tile, 1 to 4; default: drawn for each"},
          {"--solution", "FILE", "tiles, wishart: write the planted optimum, a 0/1 string"},
          {"--out", "FILE", "the file; its extension says the format; -: standard output"},
          {"--format", "F", "format, whatever the extension (weiss formats)"},
      },
      notes.c_str(),
      generate};
  return command;
}

}  // namespace cli
