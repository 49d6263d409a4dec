// weiss/run.h: instances and runs.
#include "weiss/run.h"

#include "base/error.hpp"
#include "guard.hpp"
#include "runtime/instance.hpp"
#include "runtime/parts.hpp"

namespace weiss {

namespace {

Instance& deref(weiss_instance* instance) {
  require_not_null(instance, "instance");
  return *instance;
}

Spec spec_of(const char* spec, const weiss_value* values, int64_t num_values) {
  Spec parsed = parse_spec(spec ? spec : "");
  if (num_values < 0 || (num_values > 0 && !values))
    throw Error(WEISS_E_ARGUMENT, "values does not fit num_values");
  for (int64_t k = 0; k < num_values; ++k) {
    const weiss_value& value = values[k];
    if (!value.key) throw Error(WEISS_E_ARGUMENT, "values[" + std::to_string(k) + "].key is NULL");
    const bool is_text = value.type == WEISS_TYPE_TEXT || value.type == WEISS_TYPE_STRING ||
                         value.type == WEISS_TYPE_ALGORITHM;
    if (is_text && !value.s)
      throw Error(WEISS_E_ARGUMENT, "values[" + std::to_string(k) + "].s is NULL", value.key);
    parsed.settings.push_back({value.key, value, is_text ? value.s : ""});
  }
  return parsed;
}

// A run config of the caller's, copied in and checked.
weiss_run_config config_of(const weiss_run_config* config, int64_t num_spins) {
  weiss_run_config own;
  copy_in(&own, sizeof own, config, "weiss_run_config");
  check_config(own, num_spins);
  return own;
}

std::unique_ptr<Instance> make_instance(weiss_context* context, int32_t kind, const Spec& spec) {
  require_not_null(context, "context");
  context->require_own_process();
  if (!kind_name(kind)[0]) throw Error(WEISS_E_ARGUMENT, "kind " + std::to_string(kind) + " is not a WEISS_KIND_*");
  return std::make_unique<Instance>(context->handle, kind, spec);
}

}  // namespace

}  // namespace weiss

extern "C" {

weiss_status weiss_instance_create(weiss_context* context, int32_t kind, const char* spec,
                                   const weiss_value* values, int64_t num_values, weiss_instance** out,
                                   weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(out, "out");
    *out = weiss::make_instance(context, kind, weiss::spec_of(spec, values, num_values)).release();
  });
}

void weiss_instance_destroy(weiss_instance* instance) noexcept {
  if (instance && !weiss::is_idle(*instance)) return;
  delete instance;
}

const char* weiss_instance_spec(const weiss_instance* instance) noexcept {
  return instance ? instance->spec.c_str() : "";
}

void weiss_instance_cancel(weiss_instance* instance) noexcept {
  if (instance) instance->cancelled.store(1, std::memory_order_relaxed);
}

void weiss_instance_reset_cancel(weiss_instance* instance) noexcept {
  if (instance) instance->cancelled.store(0, std::memory_order_relaxed);
}

weiss_status weiss_instance_solve(weiss_instance* instance, const weiss_problem* problem,
                                  const weiss_run_config* config, weiss_result** out,
                                  weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(out, "out");
    weiss::require_not_null(problem, "problem");
    const weiss_run_config own = weiss::config_of(config, problem->num_spins());
    *out = weiss::solve(weiss::deref(instance), *problem, own).release();
  });
}

weiss_status weiss_instance_partition(weiss_instance* instance, const weiss_problem* problem,
                                      const weiss_partition_task* task, const weiss_run_config* config,
                                      weiss_result** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(out, "out");
    weiss::require_not_null(problem, "problem");
    weiss_partition_task own_task;
    weiss::copy_in(&own_task, sizeof own_task, task, "weiss_partition_task");
    const weiss_run_config own = weiss::config_of(config, problem->num_spins());
    *out = weiss::partition(weiss::deref(instance), *problem, own_task, own).release();
  });
}

weiss_status weiss_instance_minimize(weiss_instance* instance, const weiss_objective* objective,
                                     const weiss_run_config* config, weiss_result** out,
                                     weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(out, "out");
    weiss::require_not_null(objective, "objective");
    weiss_objective own_objective;
    weiss::copy_in(&own_objective, sizeof own_objective, objective, "weiss_objective");
    const weiss_run_config own = weiss::config_of(config, 0);
    *out = weiss::minimize(weiss::deref(instance), own_objective, own).release();
  });
}

weiss_status weiss_solve(weiss_context* context, const weiss_problem* problem, const char* spec,
                         const weiss_run_config* config, weiss_result** out, weiss_error* error) noexcept {
  if (out) *out = nullptr;
  return weiss::guarded(error, [&] {
    weiss::require_not_null(out, "out");
    weiss::require_not_null(problem, "problem");
    const weiss_run_config own = weiss::config_of(config, problem->num_spins());
    const auto instance = weiss::make_instance(context, WEISS_KIND_SOLVER, weiss::spec_of(spec, nullptr, 0));
    *out = weiss::solve(*instance, *problem, own).release();
  });
}

}  // extern "C"
