// weiss/problem.h
#include <string>

#include "context_access.hpp"
#include "guard.hpp"
#include "model/build.hpp"
#include "model/multiply.hpp"
#include "model/reduce.hpp"
#include "model/transform.hpp"
#include "problem_extension.hpp"

using weiss::copy_in;
using weiss::copy_out;
using weiss::guarded;
using weiss::require_not_null;

namespace {

weiss_problem_data data_of(const weiss_problem_data* data) {
  require_not_null(data, "data");
  weiss_problem_data known;
  copy_in(&known, sizeof known, data, "data");
  return known;
}

// What the three shorthands have in common: 0-based pairs in the usual sense of their origin.
weiss_status create_pairs(weiss_context* context, int32_t origin, int64_t num_spins, const double* linear,
                          int64_t num_terms, const int32_t* row, const int32_t* column, const double* value,
                          weiss_problem** out, weiss_error* error) noexcept {
  weiss_problem_data data = {};
  data.struct_size = sizeof data;
  data.origin = origin;
  data.num_spins = num_spins;
  data.num_terms = num_terms;
  data.row = row;
  data.column = column;
  data.value = value;
  data.linear = linear;
  return weiss_problem_create(context, &data, out, error);
}

void require_spins(const weiss_problem& problem, int64_t count, const int8_t* spins) {
  const int64_t n = problem.num_spins();
  for (int64_t k = 0; k < count * n; ++k)
    if (spins[k] != 1 && spins[k] != -1)
      throw weiss::Error(WEISS_E_ARGUMENT, "spin " + std::to_string(k % n) + " of state " +
                                               std::to_string(k / n) + " is " + std::to_string(spins[k]) +
                                               "; a spin is -1 or +1");
}

}  // namespace

extern "C" {

weiss_status weiss_problem_create(weiss_context* context, const weiss_problem_data* data, weiss_problem** out,
                                  weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    *out = weiss::build_problem(weiss::environment_of(context), data_of(data)).release();
  });
}

weiss_status weiss_problem_create_ising(weiss_context* context, int64_t num_spins, const double* field,
                                        int64_t num_terms, const int32_t* row, const int32_t* column,
                                        const double* value, weiss_problem** out,
                                        weiss_error* error) noexcept {
  return create_pairs(context, WEISS_ORIGIN_ISING, num_spins, field, num_terms, row, column, value, out,
                      error);
}

weiss_status weiss_problem_create_qubo(weiss_context* context, int64_t num_variables, int64_t num_terms,
                                       const int32_t* row, const int32_t* column, const double* value,
                                       weiss_problem** out, weiss_error* error) noexcept {
  return create_pairs(context, WEISS_ORIGIN_QUBO, num_variables, nullptr, num_terms, row, column, value, out,
                      error);
}

weiss_status weiss_problem_create_maxcut(weiss_context* context, int64_t num_nodes, int64_t num_edges,
                                         const int32_t* row, const int32_t* column, const double* weight,
                                         weiss_problem** out, weiss_error* error) noexcept {
  return create_pairs(context, WEISS_ORIGIN_MAXCUT, num_nodes, nullptr, num_edges, row, column, weight, out,
                      error);
}

weiss_status weiss_problem_update(weiss_problem* problem, const weiss_problem_data* data,
                                  weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    problem->update(data_of(data));
  });
}

void weiss_problem_destroy(weiss_problem* problem) noexcept { delete problem; }

weiss_status weiss_problem_get_view(const weiss_problem* problem, weiss_problem_view* view,
                                    weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    weiss_problem_view full = {};
    full.flags = problem->flags;
    full.num_spins = problem->num_spins();
    full.num_entries = problem->num_entries();
    full.row_start = problem->row_start.data();
    full.column = problem->column.data();
    full.value = problem->value.data();
    full.field = problem->field.data();
    full.offset = problem->offset;
    full.scale = problem->scale;
    full.problem = problem;
    copy_out(view, &full, sizeof full, "view");
  });
}

weiss_status weiss_problem_get_info(const weiss_problem* problem, weiss_problem_info* info,
                                    weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    const weiss_problem_info full = problem->info();
    copy_out(info, &full, sizeof full, "info");
  });
}

int64_t weiss_problem_num_spins(const weiss_problem* problem) noexcept {
  return problem ? problem->num_spins() : 0;
}

weiss_status weiss_problem_energies(const weiss_problem* problem, int64_t count, const int8_t* spins,
                                    double* energies, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    if (count < 0) throw weiss::Error(WEISS_E_ARGUMENT, "count is negative");
    if (count == 0) return;
    if (problem->num_spins() > 0) require_not_null(spins, "spins");
    require_not_null(energies, "energies");
    require_spins(*problem, count, spins);
    problem->energies(count, spins, energies);
  });
}

double weiss_problem_objective(const weiss_problem* problem, double energy) noexcept {
  return problem ? problem->objective(energy) : energy;
}

double weiss_problem_energy_of(const weiss_problem* problem, double objective) noexcept {
  return problem ? problem->energy_of(objective) : objective;
}

weiss_status weiss_problem_multiply(const weiss_problem* problem, int64_t count, const double* x, double* y,
                                    weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    if (count < 0) throw weiss::Error(WEISS_E_ARGUMENT, "count is negative");
    if (count == 0 || problem->num_spins() == 0) return;
    require_not_null(x, "x");
    require_not_null(y, "y");
    weiss::multiply(*problem, count, x, y);
  });
}

weiss_status weiss_problem_clamp(const weiss_problem* problem, const weiss_run* run, int64_t num_members,
                                 const int32_t* members, const int8_t* spins, const double* mean_spins,
                                 int32_t with_offset, weiss_problem** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    require_not_null(problem, "problem");
    if (num_members > 0) require_not_null(members, "members");
    if (num_members < problem->num_spins() && !spins) require_not_null(mean_spins, "spins or mean_spins");
    *out = weiss::clamp(*problem, num_members, members, spins, mean_spins, with_offset != 0, run).release();
  });
}

weiss_status weiss_problem_contract(const weiss_problem* problem, const weiss_run* run, int64_t num_groups,
                                    const int32_t* group, const int8_t* sign, weiss_problem** out,
                                    weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    require_not_null(problem, "problem");
    if (problem->num_spins() > 0) require_not_null(group, "group");
    *out = weiss::contract(*problem, num_groups, group, sign, run).release();
  });
}

weiss_status weiss_problem_components(const weiss_problem* problem, int32_t* component,
                                      int64_t* num_components, weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(problem, "problem");
    if (problem->num_spins() > 0) require_not_null(component, "component");
    require_not_null(num_components, "num_components");
    *num_components = weiss::components(*problem, component);
  });
}

weiss_status weiss_problem_reduce(const weiss_problem* problem, const weiss_run* run, weiss_problem** out,
                                  weiss_reduction** reduction, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  if (reduction) *reduction = nullptr;
  return guarded(error, [&] {
    require_not_null(out, "out");
    require_not_null(reduction, "reduction");
    require_not_null(problem, "problem");
    std::unique_ptr<weiss_reduction> back;
    *out = weiss::reduce(*problem, back, run).release();
    *reduction = back.release();
  });
}

void weiss_reduction_lift(const weiss_reduction* reduction, const int8_t* reduced_spins,
                          int8_t* spins) noexcept {
  if (reduction && spins && (reduced_spins || reduction->kept.empty())) reduction->lift(reduced_spins, spins);
}

void weiss_reduction_restrict(const weiss_reduction* reduction, const int8_t* spins,
                              int8_t* reduced_spins) noexcept {
  if (reduction && spins && reduced_spins) reduction->restrict(spins, reduced_spins);
}

weiss_status weiss_reduction_get_info(const weiss_reduction* reduction, weiss_reduction_info* info,
                                      weiss_error* error) noexcept {
  return guarded(error, [&] {
    require_not_null(reduction, "reduction");
    copy_out(info, &reduction->counts, sizeof reduction->counts, "info");
  });
}

void weiss_reduction_destroy(weiss_reduction* reduction) noexcept { delete reduction; }

}  // extern "C"

namespace weiss {

const weiss_ext_problem* problem_extension() noexcept {
  static const weiss_ext_problem table = {
      sizeof(weiss_ext_problem), 0,
      weiss_problem_create,      weiss_problem_update,
      weiss_problem_destroy,     weiss_problem_get_view,
      weiss_problem_get_info,    weiss_problem_energies,
      weiss_problem_clamp,       weiss_problem_contract,
      weiss_problem_components,  weiss_problem_reduce,
      weiss_reduction_lift,      weiss_reduction_destroy,
      weiss_problem_multiply,    weiss_reduction_get_info,
      weiss_reduction_restrict,
  };
  return &table;
}

}  // namespace weiss
