// weiss gen: makes problems of the usual families, the same ones on every machine.
#include <cmath>
#include <cstdio>
#include <new>

#include "commands.hpp"
#include "files.hpp"
#include "generators.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr int64_t kMostNodes = INT32_MAX - 1;  // of a weiss_problem

struct Request {
  std::string kind;
  int64_t num_nodes;
  std::optional<int64_t> degree;
  std::optional<double> density;
};

void refuse_option(const Request& request, bool given, const char* option, const char* why) {
  if (given) throw Failure(kUsage, request.kind + " takes no " + option + ": " + why);
}

Graph make_regular(const Request& request, Stream& stream) {
  refuse_option(request, request.density.has_value(), "--density", "its nodes have the --degree D");
  if (!request.degree) throw Failure(kUsage, "regular needs --degree D");
  if (*request.degree >= request.num_nodes)
    throw Failure(kUsage, "a degree of " + std::to_string(*request.degree) + " needs more than " +
                              std::to_string(request.num_nodes) + " nodes");
  if (request.num_nodes % 2 != 0 && *request.degree % 2 != 0)
    throw Failure(kUsage, "no graph has " + std::to_string(request.num_nodes) + " nodes of degree " +
                              std::to_string(*request.degree) + ": their product must be even");
  return regular_graph(request.num_nodes, *request.degree, stream);
}

// The probability of a pair, from --density or as the average --degree.
double pair_probability(const Request& request) {
  if (request.degree && request.density)
    throw Failure(kUsage, "--degree (the average) and --density exclude each other");
  if (!request.degree && !request.density)
    throw Failure(kUsage, request.kind + " needs --density P or the average --degree D");
  const double density = request.density.value_or(0);
  if (!(density >= 0 && density <= 1)) throw Failure(kUsage, "--density is a probability, 0 to 1");
  if (request.density) return density;
  if (*request.degree >= request.num_nodes)
    throw Failure(kUsage, "an average degree of " + std::to_string(*request.degree) + " needs more than " +
                              std::to_string(request.num_nodes) + " nodes");
  return static_cast<double>(*request.degree) / static_cast<double>(request.num_nodes - 1);
}

Graph make_torus(const Request& request, int dimensions) {
  const char* const why = "its edges follow from the grid";
  refuse_option(request, request.degree.has_value(), "--degree", why);
  refuse_option(request, request.density.has_value(), "--density", why);
  const auto power = [dimensions](int64_t side) {
    return dimensions == 2 ? side * side : side * side * side;
  };
  int64_t side = 3;
  while (power(side + 1) <= request.num_nodes) ++side;
  if (power(side) != request.num_nodes)
    throw Failure(kUsage, request.kind + " needs side^" + std::to_string(dimensions) +
                              " nodes, side >= 3, not " + std::to_string(request.num_nodes) + "; near are " +
                              std::to_string(power(side)) + " and " + std::to_string(power(side + 1)));
  return torus_graph(side, dimensions);
}

Graph make_complete(const Request& request) {
  refuse_option(request, request.degree.has_value(), "--degree", "all pairs are edges");
  refuse_option(request, request.density.has_value(), "--density", "all pairs are edges");
  return complete_graph(request.num_nodes);
}

Graph make_graph(const Request& request, Stream& stream) {
  if (request.kind == "regular") return make_regular(request, stream);
  if (request.kind == "gnp" || request.kind == "qubo")
    return gnp_graph(request.num_nodes, pair_probability(request), stream);
  if (request.kind == "complete") return make_complete(request);
  if (request.kind == "torus2d") return make_torus(request, 2);
  if (request.kind == "torus3d") return make_torus(request, 3);
  throw Failure(kUsage, "unknown kind \"" + request.kind + "\"" +
                            suggestion(request.kind,
                                       {"regular", "gnp", "complete", "torus2d", "torus3d", "qubo"}));
}

// Weights have a stream of their own: the same graph comes with all laws.
Problem make_problem(weiss_context* context, const Request& request, const Weights& weights, uint64_t seed) {
  Stream graph_stream(weiss_seed_derive(seed, 0)), weight_stream(weiss_seed_derive(seed, 1));
  const Graph graph = make_graph(request, graph_stream);
  const bool qubo = request.kind == "qubo";
  std::vector<double> linear(qubo ? static_cast<size_t>(request.num_nodes) : 0), value(graph.row.size());
  for (double& entry : linear) entry = weights.draw(weight_stream);
  for (double& entry : value) entry = weights.draw(weight_stream);

  auto data = defaults<weiss_problem_data>();
  data.origin = qubo ? WEISS_ORIGIN_QUBO : WEISS_ORIGIN_MAXCUT;
  data.num_spins = graph.num_nodes;
  data.num_terms = static_cast<int64_t>(graph.row.size());
  data.row = graph.row.data();
  data.column = graph.column.data();
  data.value = value.data();
  data.linear = qubo ? linear.data() : nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  require(weiss_problem_create(context, &data, &problem, &error), error, kFailed);
  return Problem(problem);
}

int generate(const Arguments& arguments) {
  const auto num_nodes = arguments.integer("--n", 1, kMostNodes);
  const auto out = arguments.text("--out");
  if (!num_nodes) throw Failure(kUsage, "--n N is needed: how many nodes or variables");
  if (!out) throw Failure(kUsage, "--out FILE is needed; its extension says the format");
  const auto format = arguments.text("--format");
  if (*out == "-" && !format) throw Failure(kUsage, "--out - needs --format F (weiss formats)");
  require_writable(*out);
  const Request request = {arguments.positional().front(), *num_nodes,
                           arguments.integer("--degree", 0, kMostNodes), arguments.real("--density")};
  const bool qubo = request.kind == "qubo";
  const Weights weights = Weights::parse(arguments.text("--weights").value_or(qubo ? "int:-100:100" : "one"));
  const uint64_t seed = arguments.seed("--seed").value_or(1);

  const Context context = open_context();
  Problem problem;
  try {
    problem = make_problem(context.get(), request, weights, seed);
  } catch (const std::bad_alloc&) {
    throw Failure(kFailed, "there is not enough memory for so many edges");
  }
  auto options = defaults<weiss_write_options>();
  options.format = format ? format->c_str() : nullptr;
  write_problem(problem.get(), *out, options);
  const weiss_problem_info info = info_of(problem.get());
  std::fprintf(stderr, "%s: %s, %lld nodes, %lld edges, seed %llu\n", out->c_str(), request.kind.c_str(),
               static_cast<long long>(info.num_spins), static_cast<long long>(info.num_couplings),
               static_cast<unsigned long long>(seed));
  return kSolved;
}

}  // namespace

const Command& gen_command() {
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
          {"--density", "P", "gnp, qubo: probability of each pair"},
          {"--weights", "LAW", "one, pm1, int:A:B, uniform:A:B, gauss; default: one (qubo: int:-100:100)"},
          {"--out", "FILE", "the file; its extension says the format; -: standard output"},
          {"--format", "F", "format, whatever the extension (weiss formats)"},
      },
      "kinds, Max-Cut on a graph\n"
      "  regular   random graph, all nodes of one degree\n"
      "  gnp       random graph, each pair an edge with one probability\n"
      "  complete  all pairs\n"
      "  torus2d   square grid with periodic ends, N = side^2\n"
      "  torus3d   cubic grid with periodic ends, N = side^3\n"
      "kinds, QUBO\n"
      "  qubo      a linear term for each variable, a quadratic one for each pair of a gnp graph\n",
      generate};
  return command;
}

}  // namespace cli
