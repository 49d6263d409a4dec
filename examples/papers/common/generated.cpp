#include "generated.hpp"

namespace papers {

weiss::Problem generate(const weiss::Context& context, const cli::Request& request) {
  const cli::Terms terms = cli::find_recipe(request.kind).make(request);
  return weiss::Problem(cli::make_problem(context.get(), terms, terms.origin).release());
}

}  // namespace papers
