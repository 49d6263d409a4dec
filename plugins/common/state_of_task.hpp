// The state that a partition task comes with, and what its spins feel.
#pragma once

#include <weiss/plugin.hpp>

namespace weiss {
namespace bundled {

// Local fields h_i + sum_j J_ij s_j: flipping spin i changes the energy by -2 s_i f_i.
inline plugin::Array<double> local_fields(const plugin::Host& host, const weiss_problem_view& problem,
                                          const int8_t* spins) {
  plugin::Array<double> field(problem.field, problem.field + problem.num_spins, host);
  for (int64_t i = 0; i < problem.num_spins; ++i)
    for (const auto [j, value] : plugin::row(problem, i)) field[static_cast<size_t>(i)] += value * spins[j];
  return field;
}

// The state that parts are made for: the present one, else the best; null when the task has none.
inline const int8_t* present_state(const weiss_partition_task& task) noexcept {
  return task.current ? task.current : task.best;
}

}  // namespace bundled
}  // namespace weiss
