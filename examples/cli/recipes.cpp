#include "recipes.hpp"

#include <algorithm>
#include <cmath>

#include "failure.hpp"
#include "generators.hpp"
#include "palubeckis.hpp"
#include "planted.hpp"
#include "text.hpp"
#include "weiss/base.h"
#include "weiss/problem.h"

namespace cli {

namespace {

// Graph and weights have streams of their own: the same graph comes with all laws.
Stream graph_stream(const Request& request) { return Stream(weiss_seed_derive(request.seed, 0)); }
Stream weight_stream(const Request& request) { return Stream(weiss_seed_derive(request.seed, 1)); }

Terms from_graph(Graph graph, int32_t origin, int32_t sense = WEISS_SENSE_DEFAULT) {
  Terms terms;
  terms.origin = origin;
  terms.sense = sense;
  terms.num_spins = graph.num_nodes;
  terms.row = std::move(graph.row);
  terms.column = std::move(graph.column);
  return terms;
}

// Max-Cut on the graph, weights by the law.
Terms max_cut(Graph graph, const Request& request, const std::string& law) {
  Stream stream = weight_stream(request);
  const Weights weights = Weights::parse(law);
  Terms terms = from_graph(std::move(graph), WEISS_ORIGIN_MAXCUT);
  terms.value.resize(terms.row.size());
  for (double& entry : terms.value) entry = weights.draw(stream);
  return terms;
}
Terms max_cut(Graph graph, const Request& request) {
  return max_cut(std::move(graph), request, request.weights.value_or("one"));
}

double density_of(const Request& request) {
  if (!request.density) throw Failure(kUsage, request.kind + " needs --density P");
  if (!(*request.density >= 0 && *request.density <= 1))
    throw Failure(kUsage, "--density is a probability, 0 to 1");
  return *request.density;
}

// The probability of a pair, from --density or as the average --degree.
double pair_probability(const Request& request) {
  if (request.degree && request.density)
    throw Failure(kUsage, "--degree (the average) and --density exclude each other");
  if (!request.degree && !request.density)
    throw Failure(kUsage, request.kind + " needs --density P or the average --degree D");
  if (request.density) return density_of(request);
  if (*request.degree >= request.num_nodes)
    throw Failure(kUsage, "an average degree of " + std::to_string(*request.degree) + " needs more than " +
                              std::to_string(request.num_nodes) + " nodes");
  return static_cast<double>(*request.degree) / static_cast<double>(request.num_nodes - 1);
}

// The side of a grid of num_nodes nodes, at least the least one and a multiple of step.
int64_t side_of(const Request& request, int dimensions, int64_t least, int64_t step) {
  const auto power = [dimensions](int64_t side) {
    return dimensions == 2 ? side * side : side * side * side;
  };
  int64_t side = least;
  while (power(side + step) <= request.num_nodes) side += step;
  if (power(side) != request.num_nodes)
    throw Failure(kUsage, request.kind + " needs side^" + std::to_string(dimensions) + " nodes, side " +
                              (step == 2 ? "even and " : "") + ">= " + std::to_string(least) + ", not " +
                              std::to_string(request.num_nodes) + "; near are " +
                              std::to_string(power(side)) + " and " + std::to_string(power(side + step)));
  return side;
}

Terms make_regular(const Request& request) {
  if (!request.degree) throw Failure(kUsage, "regular needs --degree D");
  if (*request.degree >= request.num_nodes)
    throw Failure(kUsage, "a degree of " + std::to_string(*request.degree) + " needs more than " +
                              std::to_string(request.num_nodes) + " nodes");
  if (request.num_nodes % 2 != 0 && *request.degree % 2 != 0)
    throw Failure(kUsage, "no graph has " + std::to_string(request.num_nodes) + " nodes of degree " +
                              std::to_string(*request.degree) + ": their product must be even");
  Stream stream = graph_stream(request);
  return max_cut(regular_graph(request.num_nodes, *request.degree, stream), request);
}

Terms make_gnp(const Request& request) {
  Stream stream = graph_stream(request);
  return max_cut(gnp_graph(request.num_nodes, pair_probability(request), stream), request);
}

Terms make_complete(const Request& request) { return max_cut(complete_graph(request.num_nodes), request); }
Terms make_torus2d(const Request& request) {
  return max_cut(torus_graph(side_of(request, 2, 3, 1), 2), request);
}
Terms make_torus3d(const Request& request) {
  return max_cut(torus_graph(side_of(request, 3, 3, 1), 3), request);
}

// A graph of the program rudy: so many edges, to the nearest number, as the density wants.
Terms rudy(const Request& request, double density, const char* law) {
  const auto n = static_cast<double>(request.num_nodes);
  Stream stream = graph_stream(request);
  const auto num_edges = static_cast<int64_t>(std::floor(density * (n * (n - 1) / 2) + 0.5));
  return max_cut(gnm_graph(request.num_nodes, num_edges, stream), request, law);
}

Terms make_g05(const Request& request) { return rudy(request, 0.5, "one"); }
Terms make_pm1s(const Request& request) { return rudy(request, 0.1, "pm1"); }
Terms make_pm1d(const Request& request) { return rudy(request, 0.99, "pm1"); }
Terms make_w(const Request& request) { return rudy(request, density_of(request), "int:-10:10"); }
Terms make_pw(const Request& request) { return rudy(request, density_of(request), "int:1:10"); }

// A QUBO by the laws of its symmetric matrix: each pair with the density, and its entry counts twice.
struct Matrix {
  double diagonal_density;
  double density;
  const char* diagonal;
  const char* off_diagonal;
};

Terms symmetric_qubo(const Request& request, const Matrix& matrix, int32_t sense) {
  Stream pairs = graph_stream(request), stream = weight_stream(request);
  Terms terms = from_graph(gnp_graph(request.num_nodes, matrix.density, pairs), WEISS_ORIGIN_QUBO, sense);
  const Weights diagonal = Weights::parse(matrix.diagonal);
  const Weights off_diagonal = Weights::parse(matrix.off_diagonal);
  terms.linear.resize(static_cast<size_t>(terms.num_spins));
  for (double& entry : terms.linear)
    entry = stream.uniform() < matrix.diagonal_density ? diagonal.draw(stream) : 0;
  terms.value.resize(terms.row.size());
  for (double& entry : terms.value) entry = 2 * off_diagonal.draw(stream);
  return terms;
}

Terms make_qubo(const Request& request) {
  Stream pairs = graph_stream(request), stream = weight_stream(request);
  Terms terms = from_graph(gnp_graph(request.num_nodes, pair_probability(request), pairs), WEISS_ORIGIN_QUBO);
  const Weights weights = Weights::parse(request.weights.value_or("int:-100:100"));
  terms.linear.resize(static_cast<size_t>(terms.num_spins));
  terms.value.resize(terms.row.size());
  for (double& entry : terms.linear) entry = weights.draw(stream);
  for (double& entry : terms.value) entry = weights.draw(stream);
  return terms;
}

Terms make_beasley(const Request& request) {
  return symmetric_qubo(request, {0.1, 0.1, "int:-100:100", "int:-100:100"}, WEISS_SENSE_MAX);
}

Terms make_gka(const Request& request) {
  if (!request.family) throw Failure(kUsage, "gka needs --family a, b, c, d, e or f");
  const std::string& family = *request.family;
  const std::vector<std::string> families = {"a", "b", "c", "d", "e", "f"};
  if (std::find(families.begin(), families.end(), family) == families.end())
    throw Failure(kUsage, "--family takes a, b, c, d, e or f, not \"" + family + "\"");
  const double density = family == "b" && !request.density ? 1.0 : density_of(request);
  const Matrix matrix = family == "a"   ? Matrix{1, density, "int:-100:100", "int:-100:100"}
                        : family == "b" ? Matrix{1, density, "int:0:63", "int:-100:0"}
                        : family == "c" || family == "e" ? Matrix{1, density, "int:-100:100", "int:-50:50"}
                                                         : Matrix{1, density, "int:-75:75", "int:-50:50"};
  return symmetric_qubo(request, matrix, WEISS_SENSE_MAX);
}

Terms make_be(const Request& request) {
  return symmetric_qubo(request, {1, density_of(request), "int:-100:100", "int:-50:50"}, WEISS_SENSE_MIN);
}

Terms make_palubeckis(const Request& request) {
  if (request.seed % 2147483647 == 0)
    throw Failure(kUsage, "palubeckis needs a --seed that is no multiple of 2^31 - 1");
  Terms terms;
  terms.origin = WEISS_ORIGIN_QUBO;
  terms.published = palubeckis_file(request.num_nodes, density_of(request), request.seed);
  return terms;
}

// Laws +-1 and normal, for recipes that know no other.
bool wants_gauss(const Request& request) {
  const std::string law = request.weights.value_or("pm1");
  if (law != "pm1" && law != "gauss")
    throw Failure(kUsage, request.kind + " takes --weights pm1 or gauss, not \"" + law + "\"");
  return law == "gauss";
}

Terms make_sk(const Request& request) {
  Terms terms = max_cut(complete_graph(request.num_nodes), request, wants_gauss(request) ? "gauss" : "pm1");
  terms.origin = WEISS_ORIGIN_ISING;
  return terms;
}

Terms make_tiles(const Request& request) {
  const int64_t side = side_of(request, 2, 4, 2);
  Stream stream = graph_stream(request);
  return plant_tiles(side, request.tiles.value_or(0), stream);
}

Terms make_wishart(const Request& request) {
  const bool gauss = wants_gauss(request);
  if (!gauss && request.num_nodes % 2 != 0)
    throw Failure(kUsage, "wishart with columns of +1 and -1 needs an even --n; or use --weights gauss");
  const double alpha = request.alpha.value_or(0.75);
  if (!(alpha > 0 && alpha <= 100)) throw Failure(kUsage, "--alpha is columns for each spin, 0 to 100");
  const double columns = std::floor(alpha * static_cast<double>(request.num_nodes) + 0.5);
  Stream stream = graph_stream(request);
  return plant_wishart(request.num_nodes, std::max<int64_t>(1, static_cast<int64_t>(columns)),
                       gauss ? WishartLaw::kGauss : WishartLaw::kPlusMinusOne, stream);
}

}  // namespace

const std::vector<Recipe>& recipes() {
  static const std::vector<Recipe> table = {
      {"regular", {"--degree", "--weights"}, "Max-Cut: random graph, all nodes of one degree", make_regular},
      {"gnp", {"--degree", "--density", "--weights"},
       "Max-Cut: each pair an edge with one probability (Gilbert 1959)", make_gnp},
      {"complete", {"--weights"}, "Max-Cut: all pairs", make_complete},
      {"torus2d", {"--weights"}, "Max-Cut: square grid with periodic ends, N = side^2", make_torus2d},
      {"torus3d", {"--weights"}, "Max-Cut: cubic grid with periodic ends, N = side^3", make_torus3d},
      {"g05", {}, "Max-Cut: half of the pairs, weight 1 (rudy, Rinaldi 1998; Biq Mac library)", make_g05},
      {"pm1s", {}, "Max-Cut: 10% of the pairs, weights -1, 1 (likewise)", make_pm1s},
      {"pm1d", {}, "Max-Cut: 99% of the pairs, weights -1, 1 (likewise)", make_pm1d},
      {"w", {"--density"}, "Max-Cut: weights -10 ... 10, density 0.1, 0.5, 0.9 (likewise)", make_w},
      {"pw", {"--density"}, "Max-Cut: weights 1 ... 10, density 0.1, 0.5, 0.9 (likewise)", make_pw},
      {"qubo", {"--degree", "--density", "--weights"},
       "QUBO: a linear term for each variable, a pair with one probability", make_qubo},
      {"beasley", {}, "QUBO, max: density 10%, -100 ... 100 (bqp of OR-Library, Beasley 1998)", make_beasley},
      {"gka", {"--density", "--family"}, "QUBO, max: families a to f (Glover, Kochenberger, Alidaee 1998)",
       make_gka},
      {"be", {"--density"}, "QUBO, min: diagonal -100 ... 100, pairs -50 ... 50 (Billionnet, Elloumi 2007)",
       make_be},
      {"palubeckis", {"--density"},
       "QUBO, max: p3000.1 is --n 3000 --density 0.5 --seed 31000 (Palubeckis 2004)", make_palubeckis},
      {"sk", {"--weights"}, "Ising: all pairs, J = -1, 1 or normal, as drawn (Sherrington, Kirkpatrick 1975)",
       make_sk},
      {"tiles", {"--tiles", "--solution"},
       "Ising: planted on a square torus by frustrated tiles (Hamze et al. 2018), N = side^2", make_tiles},
      {"wishart", {"--alpha", "--weights", "--solution"},
       "Ising: Wishart planted ensemble, all pairs (Hamze et al. 2020)", make_wishart},
  };
  return table;
}

const Recipe& find_recipe(const std::string& name) {
  std::vector<std::string> names;
  for (const Recipe& recipe : recipes()) {
    if (name == recipe.name) return recipe;
    names.push_back(recipe.name);
  }
  throw Failure(kUsage, "unknown kind \"" + name + "\"" + suggestion(name, names) +
                            " (weiss help gen lists them)");
}

Problem make_problem(weiss_context* context, const Terms& terms, int32_t origin) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_problem* problem = nullptr;
  if (!terms.published.empty()) {
    auto options = defaults<weiss_read_options>();
    options.format = kPublishedFormat;
    require(weiss_problem_read_memory(context, terms.published.data(), terms.published.size(), nullptr,
                                      &options, &problem, &error),
            error, kFailed);
    return Problem(problem);
  }
  auto data = defaults<weiss_problem_data>();
  data.origin = origin;
  data.sense = terms.sense;
  data.num_spins = terms.num_spins;
  data.num_terms = static_cast<int64_t>(terms.row.size());
  data.row = terms.row.data();
  data.column = terms.column.data();
  data.value = terms.value.data();
  data.linear = terms.linear.empty() ? nullptr : terms.linear.data();
  require(weiss_problem_create(context, &data, &problem, &error), error, kFailed);
  return Problem(problem);
}

}  // namespace cli
