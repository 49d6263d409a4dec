// Moves on trees beside annealing: what a spin costs in a forest and in fronts of some widths, on a graph of
// degree 4.
#include "bench.hpp"
#include "data.hpp"
#include "search/trees.hpp"

namespace weiss::bench {
namespace {

void add_moves(Case& c) {
  constexpr int64_t n = 2000, moves = 4;
  const auto problem = random_problem(n, 4, *tables().back());
  for (const int64_t width : {1, 6, 8, 10, 12}) {
    const std::shared_ptr<Search> search = make_search(*problem, WEISS_ENGINE_SPARSE);
    c.add({width == 1 ? "forest" : "width" + std::to_string(width),
           [=] {
             weiss_trees_params params = {};
             params.struct_size = sizeof params;
             params.moves = moves;
             params.width = width;
             search->set_random(1);
             search_trees(*search, *problem, nullptr, params);
           },
           static_cast<double>(n * moves), 0.0, width == 1 ? "" : "forest"});
  }
}

const RegisterCase trees("trees.n2000.degree4", "spin", add_moves);

}  // namespace
}  // namespace weiss::bench
