//! The structs of Weiss, field by field as in the headers, but for those of search and of quantum circuits.

use crate::functions::weiss_status;
use std::mem::size_of;
use std::os::raw::{c_char, c_void};

macro_rules! handles {
  ($($name:ident)*) => { $(
    #[repr(C)]
    pub struct $name {
      data: [u8; 0],
      marker: std::marker::PhantomData<(*mut u8, std::marker::PhantomPinned)>,
    }
  )* };
}

handles! {
  weiss_context weiss_problem weiss_instance weiss_result weiss_choice weiss_reduction weiss_child
}

/// A struct of the interface: plain data for which zero means "default".
pub trait Struct: Sized {
  fn zeroed() -> Self;
  fn layout() -> Layout;
}

/// A struct that begins with `struct_size`.
pub trait Growable: Struct {
  /// All defaults, with the size filled in.
  fn sized() -> Self;
}

/// Where the fields of a struct lie.
pub struct Layout {
  pub name: &'static str,
  pub size: usize,
  /// Name, offset and size.
  pub fields: Vec<(&'static str, usize, usize)>,
}

pub(crate) fn size_behind<T>(_: *const T) -> usize {
  size_of::<T>()
}

macro_rules! structs {
  ($($name:ident { $($field:ident: $kind:ty,)* })*) => { $(
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct $name {
      $(pub $field: $kind,)*
    }

    impl Struct for $name {
      fn zeroed() -> $name {
        unsafe { std::mem::zeroed() } // numbers, pointers and optional functions: all may be zero
      }

      fn layout() -> Layout {
        let place = std::mem::MaybeUninit::<$name>::uninit();
        let base = place.as_ptr();
        let fields = vec![$({
          let field = unsafe { std::ptr::addr_of!((*base).$field) };
          let name = stringify!($field).trim_start_matches("r#");
          (name, field as usize - base as usize, size_behind(field))
        },)*];
        Layout { name: stringify!($name), size: std::mem::size_of::<$name>(), fields }
      }
    }
  )* };
}

// The name is that of a function that returns the layouts of these structs.
macro_rules! growable {
  ($layouts:ident: $($name:ident { $($field:ident: $kind:ty,)* })*) => {
    structs! { $($name { $($field: $kind,)* })* }

    $(
      impl Growable for $name {
        fn sized() -> $name {
          $name { struct_size: std::mem::size_of::<$name>() as u32, ..$name::zeroed() }
        }
      }
    )*

    pub(crate) fn $layouts() -> Vec<Layout> {
      vec![$($name::layout(),)*]
    }
  };
}

/// What a writer calls with each piece of text; returns 0 to go on.
pub type weiss_write_fn = Option<unsafe extern "C" fn(*mut c_void, *const c_char, usize) -> i32>;

structs! {
  weiss_value {
    key: *const c_char, r#type: i32, count: i32, i: i64, f: f64, s: *const c_char, list: *const f64,
    choice: *const weiss_choice,
  }
}

growable! {
  basic_layout:
  weiss_error {
    struct_size: u32, status: weiss_status, line: i64, column: i64, origin: [c_char; 64],
    message: [c_char; 512],
  }
  weiss_option_info {
    struct_size: u32, flags: u32, key: *const c_char, help: *const c_char, choices: *const c_char,
    s_default: *const c_char, list_default: *const f64, r#type: i32, kind: i32, list_default_count: i32,
    algorithm_optional: i32, i_default: i64, i_min: i64, i_max: i64, f_default: f64, f_min: f64,
    f_max: f64,
  }
  weiss_context_config {
    struct_size: u32, flags: u32, log_level: i32, max_threads: i32, memory_limit: i64,
    simd: *const c_char, plugin_directories: *const c_char,
    log: Option<unsafe extern "C" fn(*mut c_void, i32, *const c_char)>, log_user: *mut c_void,
    allocate: Option<unsafe extern "C" fn(*mut c_void, usize, usize) -> *mut c_void>,
    deallocate: Option<unsafe extern "C" fn(*mut c_void, *mut c_void, usize, usize)>,
    allocate_user: *mut c_void,
    parallel_for: Option<unsafe extern "C" fn(
      *mut c_void, i64, i32, Option<unsafe extern "C" fn(*mut c_void, i64)>, *mut c_void)>,
    parallel_for_user: *mut c_void,
  }
  weiss_algorithm_info {
    struct_size: u32, kind: i32, caps: u32, num_options: u32, max_spins: i64, id: *const c_char,
    name: *const c_char, title: *const c_char, version: *const c_char, summary: *const c_char,
    options: *const *const weiss_option_info, plugin: *const c_char, license: *const c_char,
    path: *const c_char,
  }
  weiss_problem_data {
    struct_size: u32, origin: i32, sense: i32, index_base: i32, duplicates: i32, both_directions: i32,
    num_spins: i64, num_terms: i64, row: *const i32, row_start: *const i64, column: *const i32,
    value: *const f64, linear: *const f64, offset: f64,
  }
  weiss_problem_view {
    struct_size: u32, flags: u32, num_spins: i64, num_entries: i64, row_start: *const i64,
    column: *const i32, value: *const f64, field: *const f64, offset: f64, scale: f64,
    problem: *const weiss_problem,
  }
  weiss_problem_info {
    struct_size: u32, flags: u32, origin: i32, sense: i32, num_spins: i64, num_couplings: i64,
    num_fields: i64, duplicates_merged: i64, self_loops: i64, zeros_dropped: i64, memory: i64,
    smallest: f64, largest: f64, trivial_bound: f64, format: *const c_char,
  }
  weiss_reduction_info {
    struct_size: u32, reserved: i32, num_spins: i64, num_kept: i64, num_low_degree: i64,
    num_degree_two: i64, num_degree_three: i64, num_dominated: i64, num_decided: i64,
    num_persistent: i64, work: i64,
  }
  weiss_read_options {
    struct_size: u32, sense: i32, duplicates: i32, lenient: i32, format: *const c_char,
    problem_number: i64,
  }
  weiss_write_options {
    struct_size: u32, plain_decimal: i32, format: *const c_char,
  }
  weiss_format_info {
    struct_size: u32, can_write: i32, name: *const c_char, extensions: *const c_char,
    summary: *const c_char, help: *const c_char,
  }
  weiss_progress {
    struct_size: u32, event: i32, seconds: f64, fraction: f64, energy: f64, objective: f64, bound: f64,
    work: i64, source: *const c_char,
  }
  weiss_run_config {
    struct_size: u32, threads: i32, seed: u64, time_limit: f64, work_limit: i64, has_target: i32,
    num_starts: i32, target: f64, max_samples: i64, starts: *const i8, mean_spins: *const f64,
    parameters: *const f64, num_parameters: i64,
    progress: Option<unsafe extern "C" fn(*mut c_void, *const weiss_progress) -> i32>,
    progress_user: *mut c_void, cancel_flag: *const i32, optimum: f64, has_optimum: i32, reserved: i32,
  }
  weiss_result_info {
    struct_size: u32, kind: i32, reason: i32, proof: i32, exact: i32, threads: i32, seed: u64,
    energy: f64, objective: f64, bound: f64, seconds: f64, time_to_best: f64, work: i64, work_limit: i64,
    num_spins: i64, num_samples: i64, samples_seen: i64, num_parts: i64, num_counters: i64,
    num_trace: i64, dimension: i64, num_parameters: i64, num_warnings: i64, num_figures: i64,
  }
  weiss_result_sample {
    struct_size: u32, reserved: i32, spins: *const i8, energy: f64, objective: f64, multiplicity: i64,
  }
  weiss_result_improvement {
    struct_size: u32, reserved: i32, seconds: f64, energy: f64, work: i64, source: *const c_char,
  }
  weiss_result_part {
    struct_size: u32, reserved: i32, num_members: i64, members: *const i32, priority: f64,
    num_parameters: i64, parameters: *const f64,
  }
  weiss_host {
    struct_size: u32, abi_major: u32, abi_minor: u32, reserved: u32, context: *mut weiss_context,
    name: *const c_char, version: *const c_char, simd: *const c_char,
    log: Option<unsafe extern "C" fn(*const weiss_host, i32, *const c_char)>,
    alloc: Option<unsafe extern "C" fn(*const weiss_host, usize, usize) -> *mut c_void>,
    free: Option<unsafe extern "C" fn(*const weiss_host, *mut c_void, usize, usize)>,
    get_extension: Option<unsafe extern "C" fn(*const weiss_host, *const c_char) -> *const c_void>,
  }
  weiss_run {
    struct_size: u32, threads: i32, worker: i32, reserved: i32, seed: u64, time_limit: f64,
    work_limit: i64, r#impl: *mut c_void,
    should_stop: Option<unsafe extern "C" fn(*const weiss_run) -> i32>,
    time_left: Option<unsafe extern "C" fn(*const weiss_run) -> f64>,
    work_left: Option<unsafe extern "C" fn(*const weiss_run) -> i64>,
    spend: Option<unsafe extern "C" fn(*const weiss_run, i64)>,
    count: Option<unsafe extern "C" fn(*const weiss_run, *const c_char, i64)>,
    progress: Option<unsafe extern "C" fn(*const weiss_run, f64)>,
    parallel_for: Option<unsafe extern "C" fn(*const weiss_run, i64,
      Option<unsafe extern "C" fn(*mut c_void, i64, *const weiss_run)>, *mut c_void) -> weiss_status>,
    set_error: Option<unsafe extern "C" fn(*const weiss_run, *const c_char)>,
    cancel: Option<unsafe extern "C" fn(*const weiss_run)>,
  }
  weiss_solver_input {
    struct_size: u32, num_starts: i32, starts: *const i8, mean_spins: *const f64, parameters: *const f64,
    num_parameters: i64, target: f64, has_target: i32, reserved: i32,
  }
  weiss_sample {
    struct_size: u32, reserved: i32, spins: *const i8, energy: f64, multiplicity: i64,
    source: *const c_char,
  }
  weiss_sink {
    struct_size: u32, reserved: u32, r#impl: *mut c_void,
    report: Option<unsafe extern "C" fn(*const weiss_sink, *const weiss_sample) -> i32>,
    marginals: Option<unsafe extern "C" fn(*const weiss_sink, *const f64)>,
    parameters: Option<unsafe extern "C" fn(*const weiss_sink, i64, *const f64)>,
    bound: Option<unsafe extern "C" fn(*const weiss_sink, f64, i32)>,
    figure: Option<unsafe extern "C" fn(*const weiss_sink, *const c_char, f64)>,
  }
  weiss_solver {
    struct_size: u32, reserved: u32,
    run: Option<unsafe extern "C" fn(*mut c_void, *const weiss_problem_view, *const weiss_solver_input,
      *const weiss_run, *const weiss_sink) -> weiss_status>,
    run_batch: Option<unsafe extern "C" fn(*mut c_void, i64, *const *const weiss_problem_view,
      *const *const weiss_solver_input, *const *const weiss_run, *const *const weiss_sink, *mut weiss_status)
      -> weiss_status>,
  }
  weiss_partition_task {
    struct_size: u32, may_overlap: i32, may_omit: i32, pool_size: i32, num_parts: i64,
    max_part_spins: i64, imbalance: f64, fixed: *const i32, best: *const i8, current: *const i8,
    marginals: *const f64, pool: *const i8, pool_energies: *const f64,
  }
  weiss_part {
    struct_size: u32, reserved: u32, num_members: i64, members: *const i32, priority: f64,
    num_parameters: i64, parameters: *const f64,
  }
  weiss_part_sink {
    struct_size: u32, reserved: u32, r#impl: *mut c_void,
    add: Option<unsafe extern "C" fn(*const weiss_part_sink, *const weiss_part) -> i32>,
  }
  weiss_partitioner {
    struct_size: u32, reserved: u32,
    run: Option<unsafe extern "C" fn(*mut c_void, *const weiss_problem_view, *const weiss_partition_task,
      *const weiss_run, *const weiss_part_sink) -> weiss_status>,
  }
  weiss_objective {
    struct_size: u32, has_gradient: i32, stochastic: i32, reserved: i32, dimension: i64,
    lower: *const f64, upper: *const f64, start: *const f64, initial_step: f64, user: *mut c_void,
    evaluate: Option<unsafe extern "C" fn(*const weiss_objective, i64, *const f64, *mut f64, *mut f64)
      -> weiss_status>,
  }
  weiss_optimizer_output {
    struct_size: u32, reason: i32, f: f64, x: *mut f64,
  }
  weiss_optimizer {
    struct_size: u32, reserved: u32,
    run: Option<unsafe extern "C" fn(*mut c_void, *const weiss_objective, *const weiss_run,
      *mut weiss_optimizer_output) -> weiss_status>,
  }
  weiss_algorithm {
    struct_size: u32, kind: i32, caps: u32, num_options: u32, max_spins: i64, id: *const c_char,
    title: *const c_char, version: *const c_char, summary: *const c_char,
    options: *const *const weiss_option_info, table: *const c_void, user: *mut c_void,
    create: Option<unsafe extern "C" fn(*const weiss_algorithm, *const weiss_host, *const weiss_value,
      u32, *mut *mut c_void, *mut weiss_error) -> weiss_status>,
    destroy: Option<unsafe extern "C" fn(*const weiss_algorithm, *mut c_void)>,
    get_extension: Option<unsafe extern "C" fn(*const weiss_algorithm, *const c_char) -> *const c_void>,
  }
  weiss_plugin {
    struct_size: u32, abi_major: u32, abi_minor: u32, num_algorithms: u32, id: *const c_char,
    title: *const c_char, version: *const c_char, license: *const c_char,
    algorithms: *const *const weiss_algorithm, user: *mut c_void,
    shutdown: Option<unsafe extern "C" fn(*const weiss_plugin)>,
  }
  weiss_task {
    struct_size: u32, max_samples: i32, problem: *const weiss_problem, input: *const weiss_solver_input,
    stream: u64, work_limit: i64,
  }
  weiss_outcome {
    struct_size: u32, status: weiss_status, reason: i32, proof: i32, energy: f64, bound: f64, work: i64,
    spins: *const i8, num_samples: i64, samples: *const i8, energies: *const f64,
    multiplicities: *const i64, marginals: *const f64, parameters: *const f64, num_parameters: i64,
    num_figures: i64, figure_names: *const *const c_char, figures: *const f64,
  }
  weiss_parts {
    struct_size: u32, reserved: u32, num_parts: i64, part_start: *const i64, members: *const i32,
    priorities: *const f64, parameter_start: *const i64, parameters: *const f64,
  }
  weiss_ext_algorithms {
    struct_size: u32, reserved: u32,
    open: Option<unsafe extern "C" fn(*const weiss_host, *const weiss_choice, *mut *mut weiss_child,
      *mut weiss_error) -> weiss_status>,
    close: Option<unsafe extern "C" fn(*mut weiss_child)>,
    name: Option<unsafe extern "C" fn(*const weiss_child) -> *const c_char>,
    solve: Option<unsafe extern "C" fn(*mut weiss_child, *const weiss_run, *const weiss_task,
      *mut weiss_outcome, *mut weiss_error) -> weiss_status>,
    solve_many: Option<unsafe extern "C" fn(*mut weiss_child, *const weiss_run, i64,
      *const *const weiss_task, *const *mut weiss_outcome, *mut weiss_error) -> weiss_status>,
    partition: Option<unsafe extern "C" fn(*mut weiss_child, *const weiss_run, *const weiss_problem,
      *const weiss_partition_task, u64, *mut weiss_parts, *mut weiss_error) -> weiss_status>,
    minimize: Option<unsafe extern "C" fn(*mut weiss_child, *const weiss_run, *const weiss_objective, u64,
      i64, *mut weiss_optimizer_output, *mut weiss_error) -> weiss_status>,
    caps: Option<unsafe extern "C" fn(*const weiss_child) -> u32>,
    max_spins: Option<unsafe extern "C" fn(*const weiss_child) -> i64>,
  }
  weiss_ext_problem {
    struct_size: u32, reserved: u32,
    create: Option<unsafe extern "C" fn(*mut weiss_context, *const weiss_problem_data,
      *mut *mut weiss_problem, *mut weiss_error) -> weiss_status>,
    update: Option<unsafe extern "C" fn(*mut weiss_problem, *const weiss_problem_data, *mut weiss_error)
      -> weiss_status>,
    destroy: Option<unsafe extern "C" fn(*mut weiss_problem)>,
    get_view: Option<unsafe extern "C" fn(*const weiss_problem, *mut weiss_problem_view, *mut weiss_error)
      -> weiss_status>,
    get_info: Option<unsafe extern "C" fn(*const weiss_problem, *mut weiss_problem_info, *mut weiss_error)
      -> weiss_status>,
    energies: Option<unsafe extern "C" fn(*const weiss_problem, i64, *const i8, *mut f64,
      *mut weiss_error) -> weiss_status>,
    clamp: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, i64, *const i32, *const i8,
      *const f64, i32, *mut *mut weiss_problem, *mut weiss_error) -> weiss_status>,
    contract: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, i64, *const i32, *const i8,
      *mut *mut weiss_problem, *mut weiss_error) -> weiss_status>,
    components: Option<unsafe extern "C" fn(*const weiss_problem, *mut i32, *mut i64, *mut weiss_error)
      -> weiss_status>,
    reduce: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, *mut *mut weiss_problem,
      *mut *mut weiss_reduction, *mut weiss_error) -> weiss_status>,
    reduction_lift: Option<unsafe extern "C" fn(*const weiss_reduction, *const i8, *mut i8)>,
    reduction_destroy: Option<unsafe extern "C" fn(*mut weiss_reduction)>,
    multiply: Option<unsafe extern "C" fn(*const weiss_problem, i64, *const f64, *mut f64, *mut weiss_error)
      -> weiss_status>,
    reduction_get_info: Option<unsafe extern "C" fn(*const weiss_reduction, *mut weiss_reduction_info,
      *mut weiss_error) -> weiss_status>,
    reduction_restrict: Option<unsafe extern "C" fn(*const weiss_reduction, *const i8, *mut i8)>,
  }
}
