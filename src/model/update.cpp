// New coefficients on the pattern of a problem.
#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "model/build.hpp"

namespace {

void require_same_form(const weiss_problem& problem, const weiss_problem& fresh) {
  const auto refuse = [](const char* what) {
    throw weiss::Error(WEISS_E_ARGUMENT,
                       std::string(what) + " of the data is not that of the problem; create a new problem");
  };
  if (fresh.origin != problem.origin) refuse("origin");
  if (fresh.sense != problem.sense) refuse("sense");
  if (fresh.num_spins() != problem.num_spins()) refuse("num_spins");
}

}  // namespace

void weiss_problem::update(const weiss_problem_data& data) {
  const weiss::ProblemPtr fresh = weiss::build_problem(environment, data);
  require_same_form(*this, *fresh);
  // First all that can fail: the fresh couplings at their places in the pattern, 0 where there is none.
  weiss::Vector<double> placed(value.size(), 0.0, environment->memory());
  for (size_t u = 0; u < field.size(); ++u) {
    size_t at = row_begin(u);
    for (size_t k = fresh->row_begin(u); k < fresh->row_end(u); ++k) {
      while (at < row_end(u) && column[at] < fresh->column[k]) ++at;
      if (at == row_end(u) || column[at] != fresh->column[k])
        throw weiss::Error(WEISS_E_ARGUMENT,
                           "the pair (" + std::to_string(static_cast<int64_t>(u) + data.index_base) + ", " +
                               std::to_string(int64_t{fresh->column[k]} + data.index_base) +
                               ") is not in the pattern of the problem; create a new problem");
      placed[at] = fresh->value[k];
    }
  }
  // The arrays stay where they are: views point into them.
  std::copy(placed.begin(), placed.end(), value.begin());
  std::copy(fresh->field.begin(), fresh->field.end(), field.begin());
  const uint32_t density = flags & WEISS_PROBLEM_DENSE_ADVISED;
  flags = (fresh->flags & ~WEISS_PROBLEM_DENSE_ADVISED) | density;
  offset = fresh->offset;
  scale = fresh->scale;
  trivial_bound = fresh->trivial_bound;
  duplicates_merged = fresh->duplicates_merged;
  self_loops = fresh->self_loops;
  zeros_dropped = fresh->zeros_dropped;
  drop_caches();
}
