#include "io/form.hpp"

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "io/couplings.hpp"
#include "io/qubo_linear.hpp"
#include "model/sum.hpp"
#include "model/text.hpp"

namespace weiss {

namespace {

const char* origin_name(int32_t origin) {
  switch (origin) {
    case WEISS_ORIGIN_QUBO: return "QUBO";
    case WEISS_ORIGIN_MAXCUT: return "Max-Cut";
    default: return "Ising";
  }
}

// bqpjson holds every problem: it has spins, so that nothing needs to be converted, and an offset.
[[noreturn]] void refuse(int32_t origin, const std::string& reason, const char* holder = "bqpjson") {
  throw Error(WEISS_E_UNSUPPORTED, std::string("the problem has no ") + origin_name(origin) +
                                       " form: " + reason + "; " + holder + " holds it as it is");
}

void add_term(Form& form, size_t i, size_t j, double value) {
  if (value == 0.0) return;
  if (!std::isfinite(value)) refuse(form.origin, "a coefficient is more than a double can hold");
  form.terms.row.push_back(static_cast<int32_t>(i));
  form.terms.column.push_back(static_cast<int32_t>(j));
  form.terms.value.push_back(value);
}

// The cut of the state of all +1, whose energy it is too.
double cut_constant(const Problem& problem) {
  CompensatedSum sum(problem.offset);
  for_each_coupling(problem, [&](size_t, size_t, double coupling) { sum.add(coupling); });
  return sum.value();
}

// What J is multiplied with; powers of two.
double factor_of(int32_t origin) {
  switch (origin) {
    case WEISS_ORIGIN_QUBO: return 4.0;
    case WEISS_ORIGIN_MAXCUT: return -2.0;
    default: return 1.0;
  }
}

// All terms and the constant; only q_ii and the constants of QUBO and Max-Cut are sums.
Form terms_of(const Problem& problem, int32_t origin, int32_t sense) {
  Form form(problem.environment->memory());
  form.origin = origin;
  form.sense = sense;
  form.num_variables = problem.num_spins();
  const double sign = sense == WEISS_SENSE_MAX ? -1.0 : 1.0;
  const double factor = sign * factor_of(origin);

  if (origin == WEISS_ORIGIN_QUBO) {
    const Vector<double> linear = qubo_linear(problem);
    for (size_t i = 0; i < linear.size(); ++i) add_term(form, i, i, sign * linear[i]);
    form.offset = sign * qubo_constant(problem, linear);
  } else if (origin == WEISS_ORIGIN_MAXCUT) {
    form.offset = sign * cut_constant(problem);
  } else {
    for (size_t i = 0; i < problem.field.size(); ++i) add_term(form, i, i, sign * problem.field[i]);
    form.offset = sign * problem.offset;
  }
  form.num_diagonal = form.num_terms();

  const size_t expected = form.terms.row.size() + problem.column.size() / 2;
  form.terms.row.reserve(expected);
  form.terms.column.reserve(expected);
  form.terms.value.reserve(expected);
  for_each_coupling(
      problem, [&](size_t i, size_t j, double coupling) { add_term(form, i, j, factor * coupling); });
  return form;
}

ProblemPtr built_from(const Form& form, const EnvironmentPtr& environment) {
  weiss_problem_data data{};
  data.struct_size = sizeof data;
  data.origin = form.origin;
  data.sense = form.sense;
  data.num_spins = form.num_variables;
  data.num_terms = form.num_terms();
  data.row = form.terms.row.data();
  data.column = form.terms.column.data();
  data.value = form.terms.value.data();
  data.offset = form.offset;
  try {
    return build_problem(environment, data);
  } catch (const Error& error) {
    // The terms are good one by one; what the builder minds are their sums.
    if (error.status() != WEISS_E_ARGUMENT) throw;
    refuse(form.origin, error.message());
  }
}

// Couplings of 0, which an update may leave in the pattern, make no difference.
bool same_coefficients(const Problem& problem, const Problem& rebuilt) {
  bool same = problem.field == rebuilt.field;
  size_t k = 0;
  for (size_t i = 0; same && i < problem.field.size(); ++i) {
    for_each_neighbour(problem, i, [&](size_t j, double coupling) {
      if (coupling == 0.0 || !same) return;
      same = k < rebuilt.column.size() && static_cast<size_t>(rebuilt.column[k]) == j &&
             rebuilt.value[k] == coupling;
      ++k;
    });
    same = same && static_cast<size_t>(rebuilt.row_start[i + 1]) == k;
  }
  return same;
}

// Throws unless the form gives the problem back, which is seen by building it. Cuts of integer data need no
// proof: weights are 2 J, and the sum of J is exact. Nor does what is written as it is.
void require_same(Form& form, const Problem& problem) {
  if (form.origin == WEISS_ORIGIN_ISING) return;
  if (form.origin == WEISS_ORIGIN_MAXCUT && problem.integer()) return;
  const auto refuse_rounding = [&] {
    const bool is_cut = form.origin == WEISS_ORIGIN_QUBO && problem.origin == WEISS_ORIGIN_MAXCUT;
    refuse(form.origin, "its coefficients would have to be rounded", is_cut ? "maxcut" : "bqpjson");
  };
  // What looks like a constant may be rounding errors alone.
  const double offset = std::exchange(form.offset, 0.0);
  const ProblemPtr without = built_from(form, problem.environment);
  if (!same_coefficients(problem, *without)) refuse_rounding();
  if (without->offset == problem.offset) return;
  form.offset = offset;
  if (built_from(form, problem.environment)->offset != problem.offset) refuse_rounding();
}

}  // namespace

Form form_of(const Problem& problem, int32_t origin, int32_t sense, bool allow_offset) {
  if (origin == WEISS_ORIGIN_MAXCUT && problem.has_fields())
    throw Error(WEISS_E_UNSUPPORTED, "a Max-Cut file cannot hold the fields of the problem; bqpjson can");
  Form form = terms_of(problem, origin, sense);
  require_same(form, problem);
  if (form.offset != 0.0 && !allow_offset)
    throw Error(WEISS_E_UNSUPPORTED, "the format has no place for the constant " + number_text(form.offset) +
                                         " of the problem's " + origin_name(origin) + " form; bqpjson has");
  return form;
}

}  // namespace weiss
