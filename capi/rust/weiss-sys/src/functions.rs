//! The functions of libweiss and the constants of its headers.

use crate::structs::*;
use std::os::raw::{c_char, c_void};

/// 0 is success, negative is failure, positive is success with a remark. Expect unknown values.
pub type weiss_status = i32;

pub const WEISS_ABI_MAJOR: i32 = 0;
pub const WEISS_ABI_MINOR: i32 = 5;
pub const WEISS_CAP_ANY_THREAD: u32 = 8;
pub const WEISS_CAP_DETERMINISTIC: u32 = 1;
pub const WEISS_CAP_EXACT: u32 = 4;
pub const WEISS_CAP_MARGINALS: u32 = 16;
pub const WEISS_CAP_WARM_START: u32 = 2;
pub const WEISS_CONTEXT_NO_BUNDLED_DIRECTORY: u32 = 1;
pub const WEISS_CONTEXT_READ_ENVIRONMENT: u32 = 2;
pub const WEISS_DUPLICATES_ERROR: i32 = 2;
pub const WEISS_DUPLICATES_LAST: i32 = 1;
pub const WEISS_DUPLICATES_SUM: i32 = 0;
pub const WEISS_EVENT_FINISHED: i32 = 4;
pub const WEISS_EVENT_IMPROVED: i32 = 2;
pub const WEISS_EVENT_PROGRESS: i32 = 3;
pub const WEISS_EVENT_STARTED: i32 = 1;
pub const WEISS_E_ABI: i32 = -10;
pub const WEISS_E_ARGUMENT: i32 = -2;
pub const WEISS_E_BUSY: i32 = -12;
pub const WEISS_E_FAIL: i32 = -1;
pub const WEISS_E_FORMAT: i32 = -8;
pub const WEISS_E_INTERNAL: i32 = -13;
pub const WEISS_E_IO: i32 = -9;
pub const WEISS_E_LIMIT: i32 = -4;
pub const WEISS_E_NOMEM: i32 = -3;
pub const WEISS_E_NOT_FOUND: i32 = -7;
pub const WEISS_E_OPTION: i32 = -6;
pub const WEISS_E_PLUGIN: i32 = -11;
pub const WEISS_E_UNSUPPORTED: i32 = -5;
pub const WEISS_KIND_OPTIMIZER: i32 = 3;
pub const WEISS_KIND_PARTITIONER: i32 = 1;
pub const WEISS_KIND_SOLVER: i32 = 2;
pub const WEISS_LOG_DEBUG: i32 = 4;
pub const WEISS_LOG_ERROR: i32 = 1;
pub const WEISS_LOG_INFO: i32 = 3;
pub const WEISS_LOG_WARNING: i32 = 2;
pub const WEISS_OK: i32 = 0;
pub const WEISS_OPTION_ADVANCED: u32 = 1;
pub const WEISS_OPTION_PATH: u32 = 2;
pub const WEISS_ORIGIN_ISING: i32 = 0;
pub const WEISS_ORIGIN_MAXCUT: i32 = 2;
pub const WEISS_ORIGIN_QUBO: i32 = 1;
pub const WEISS_PROBLEM_DENSE_ADVISED: u32 = 4;
pub const WEISS_PROBLEM_HAS_FIELDS: u32 = 2;
pub const WEISS_PROBLEM_INTEGER: u32 = 1;
pub const WEISS_PROOF_BOUND: i32 = 1;
pub const WEISS_PROOF_NONE: i32 = 0;
pub const WEISS_PROOF_OPTIMAL: i32 = 2;
pub const WEISS_REASON_CANCELLED: i32 = 6;
pub const WEISS_REASON_CONVERGED: i32 = 3;
pub const WEISS_REASON_NONE: i32 = 0;
pub const WEISS_REASON_OPTIMAL: i32 = 1;
pub const WEISS_REASON_PLUGIN_FAILED: i32 = 7;
pub const WEISS_REASON_TARGET: i32 = 2;
pub const WEISS_REASON_TIME: i32 = 5;
pub const WEISS_REASON_WORK: i32 = 4;
pub const WEISS_SENSE_DEFAULT: i32 = 0;
pub const WEISS_SENSE_MAX: i32 = 2;
pub const WEISS_SENSE_MIN: i32 = 1;
pub const WEISS_STOPPED: i32 = 1;
pub const WEISS_TYPE_ALGORITHM: i32 = 5;
pub const WEISS_TYPE_BOOL: i32 = 1;
pub const WEISS_TYPE_INT: i32 = 2;
pub const WEISS_TYPE_REAL: i32 = 3;
pub const WEISS_TYPE_REAL_LIST: i32 = 6;
pub const WEISS_TYPE_STRING: i32 = 4;
pub const WEISS_TYPE_TEXT: i32 = 0;
extern "C" {
  pub fn weiss_status_name(status: weiss_status) -> *const c_char;
  pub fn weiss_reason_name(reason: i32) -> *const c_char;
  pub fn weiss_struct_init(ptr: *mut c_void, size: usize);
  pub fn weiss_context_create(
    config: *const weiss_context_config,
    out: *mut *mut weiss_context,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_destroy(context: *mut weiss_context);
  pub fn weiss_context_simd(context: *const weiss_context) -> *const c_char;
  pub fn weiss_context_memory(context: *const weiss_context, peak: *mut i64) -> i64;
  pub fn weiss_context_load_plugin(
    context: *mut weiss_context,
    path: *const c_char,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_scan_directory(
    context: *mut weiss_context,
    directory: *const c_char,
    num_loaded: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_add_plugin(
    context: *mut weiss_context,
    entry: Option<unsafe extern "C" fn(host: *const weiss_host) -> *const weiss_plugin>,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_add_algorithm(
    context: *mut weiss_context,
    algorithm: *const weiss_algorithm,
    release: Option<unsafe extern "C" fn(algorithm: *const weiss_algorithm)>,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_num_algorithms(
    context: *mut weiss_context,
    count: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_algorithm(
    context: *mut weiss_context,
    index: i64,
    info: *mut weiss_algorithm_info,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_context_find_algorithm(
    context: *mut weiss_context,
    kind: i32,
    name: *const c_char,
    info: *mut weiss_algorithm_info,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_version() -> *const c_char;
  pub fn weiss_abi_version(major: *mut i32, minor: *mut i32);
  pub fn weiss_problem_create(
    context: *mut weiss_context,
    data: *const weiss_problem_data,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_create_ising(
    context: *mut weiss_context,
    num_spins: i64,
    field: *const f64,
    num_terms: i64,
    row: *const i32,
    column: *const i32,
    value: *const f64,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_create_qubo(
    context: *mut weiss_context,
    num_variables: i64,
    num_terms: i64,
    row: *const i32,
    column: *const i32,
    value: *const f64,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_create_maxcut(
    context: *mut weiss_context,
    num_nodes: i64,
    num_edges: i64,
    row: *const i32,
    column: *const i32,
    weight: *const f64,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_update(
    problem: *mut weiss_problem,
    data: *const weiss_problem_data,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_destroy(problem: *mut weiss_problem);
  pub fn weiss_problem_get_view(
    problem: *const weiss_problem,
    view: *mut weiss_problem_view,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_get_info(
    problem: *const weiss_problem,
    info: *mut weiss_problem_info,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_num_spins(problem: *const weiss_problem) -> i64;
  pub fn weiss_problem_energies(
    problem: *const weiss_problem,
    count: i64,
    spins: *const i8,
    energies: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_objective(problem: *const weiss_problem, energy: f64) -> f64;
  pub fn weiss_problem_energy_of(problem: *const weiss_problem, objective: f64) -> f64;
  pub fn weiss_problem_multiply(
    problem: *const weiss_problem,
    count: i64,
    x: *const f64,
    y: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_clamp(
    problem: *const weiss_problem,
    run: *const weiss_run,
    num_members: i64,
    members: *const i32,
    spins: *const i8,
    mean_spins: *const f64,
    with_offset: i32,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_contract(
    problem: *const weiss_problem,
    run: *const weiss_run,
    num_groups: i64,
    group: *const i32,
    sign: *const i8,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_components(
    problem: *const weiss_problem,
    component: *mut i32,
    num_components: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_reduce(
    problem: *const weiss_problem,
    run: *const weiss_run,
    out: *mut *mut weiss_problem,
    reduction: *mut *mut weiss_reduction,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_reduction_lift(reduction: *const weiss_reduction, reduced_spins: *const i8, spins: *mut i8);
  pub fn weiss_reduction_restrict(reduction: *const weiss_reduction, spins: *const i8, reduced_spins: *mut i8);
  pub fn weiss_reduction_get_info(
    reduction: *const weiss_reduction,
    info: *mut weiss_reduction_info,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_reduction_destroy(reduction: *mut weiss_reduction);
  pub fn weiss_problem_read_file(
    context: *mut weiss_context,
    path: *const c_char,
    options: *const weiss_read_options,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_read_memory(
    context: *mut weiss_context,
    text: *const c_char,
    size: usize,
    name: *const c_char,
    options: *const weiss_read_options,
    out: *mut *mut weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_write_file(
    problem: *const weiss_problem,
    path: *const c_char,
    options: *const weiss_write_options,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_problem_write(
    problem: *const weiss_problem,
    options: *const weiss_write_options,
    write: weiss_write_fn,
    user: *mut c_void,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_solution_read_file(
    path: *const c_char,
    num_spins: i64,
    spins: *mut i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_solution_read_memory(
    text: *const c_char,
    size: usize,
    name: *const c_char,
    num_spins: i64,
    spins: *mut i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_solution_write_file(
    path: *const c_char,
    num_spins: i64,
    spins: *const i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_num_formats() -> i64;
  pub fn weiss_format_get_info(
    index: i64,
    info: *mut weiss_format_info,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_instance_create(
    context: *mut weiss_context,
    kind: i32,
    spec: *const c_char,
    values: *const weiss_value,
    num_values: i64,
    out: *mut *mut weiss_instance,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_instance_destroy(instance: *mut weiss_instance);
  pub fn weiss_instance_spec(instance: *const weiss_instance) -> *const c_char;
  pub fn weiss_instance_cancel(instance: *mut weiss_instance);
  pub fn weiss_instance_reset_cancel(instance: *mut weiss_instance);
  pub fn weiss_instance_solve(
    instance: *mut weiss_instance,
    problem: *const weiss_problem,
    config: *const weiss_run_config,
    out: *mut *mut weiss_result,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_instance_partition(
    instance: *mut weiss_instance,
    problem: *const weiss_problem,
    task: *const weiss_partition_task,
    config: *const weiss_run_config,
    out: *mut *mut weiss_result,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_instance_minimize(
    instance: *mut weiss_instance,
    objective: *const weiss_objective,
    config: *const weiss_run_config,
    out: *mut *mut weiss_result,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_solve(
    context: *mut weiss_context,
    problem: *const weiss_problem,
    spec: *const c_char,
    config: *const weiss_run_config,
    out: *mut *mut weiss_result,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_result_destroy(result: *mut weiss_result);
  pub fn weiss_result_get_info(
    result: *const weiss_result,
    info: *mut weiss_result_info,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_result_reason(result: *const weiss_result) -> i32;
  pub fn weiss_result_energy(result: *const weiss_result) -> f64;
  pub fn weiss_result_objective(result: *const weiss_result) -> f64;
  pub fn weiss_result_counter(result: *const weiss_result, index: i64, value: *mut i64) -> *const c_char;
  pub fn weiss_result_figure(result: *const weiss_result, index: i64, value: *mut f64) -> *const c_char;
  pub fn weiss_result_warning(result: *const weiss_result, index: i64) -> *const c_char;
  pub fn weiss_result_report(result: *mut weiss_result) -> *const c_char;
  pub fn weiss_result_spins(result: *const weiss_result) -> *const i8;
  pub fn weiss_result_bits(result: *const weiss_result) -> *const i8;
  pub fn weiss_result_get_sample(
    result: *const weiss_result,
    index: i64,
    sample: *mut weiss_result_sample,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_result_samples(
    result: *const weiss_result,
    first: i64,
    count: i64,
    spins: *mut i8,
    energies: *mut f64,
    objectives: *mut f64,
    multiplicities: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_result_get_improvement(
    result: *const weiss_result,
    index: i64,
    improvement: *mut weiss_result_improvement,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_result_marginals(result: *const weiss_result) -> *const f64;
  pub fn weiss_result_parameters(result: *const weiss_result) -> *const f64;
  pub fn weiss_result_get_part(
    result: *const weiss_result,
    index: i64,
    part: *mut weiss_result_part,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_result_x(result: *const weiss_result) -> *const f64;
}
