#include "search/dense_engine.hpp"

#include "search/dense_tabu.hpp"
#include "search/engine.hpp"

namespace weiss {

std::unique_ptr<Search> make_dense_integer_search(const Problem& problem, int32_t engine) {
  if (!problem.dense_rows()->rows8.empty())
    return std::make_unique<Engine<FullRows<int8_t>, DenseTabuSearch<int8_t>>>(problem, engine);
  return std::make_unique<Engine<FullRows<int16_t>, DenseTabuSearch<int16_t>>>(problem, engine);
}

}  // namespace weiss
