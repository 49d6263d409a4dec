#include "generated.hpp"

namespace papers {

weiss::Problem generate(const weiss::Context& context, const cli::Request& request) {
  const cli::Terms terms = cli::find_recipe(request.kind).make(request);
  weiss_problem_data data;
  weiss_struct_init(&data, sizeof data);
  data.origin = terms.origin;
  data.sense = terms.sense;
  data.num_spins = terms.num_spins;
  data.num_terms = static_cast<int64_t>(terms.row.size());
  data.row = terms.row.data();
  data.column = terms.column.data();
  data.value = terms.value.data();
  data.linear = terms.linear.empty() ? nullptr : terms.linear.data();
  return weiss::Problem(context, data);
}

}  // namespace papers
