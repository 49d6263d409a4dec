//! Search: search.h, replicas.h, bounds.h and their extensions.

use crate::functions::weiss_status;
use crate::structs::*;

handles! { weiss_search weiss_replicas }

pub const WEISS_ENGINE_AUTO: i32 = 0;
pub const WEISS_ENGINE_DENSE: i32 = 2;
pub const WEISS_ENGINE_SPARSE: i32 = 1;
pub const WEISS_SCHEDULE_GEOMETRIC: i32 = 0;
pub const WEISS_SCHEDULE_LINEAR: i32 = 1;

extern "C" {
  pub fn weiss_search_create(
    problem: *const weiss_problem,
    run: *const weiss_run,
    engine: i32,
    out: *mut *mut weiss_search,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_search_destroy(search: *mut weiss_search);
  pub fn weiss_search_set(
    search: *mut weiss_search,
    spins: *const i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_search_set_random(search: *mut weiss_search, seed: u64);
  pub fn weiss_search_spins(search: *const weiss_search) -> *const i8;
  pub fn weiss_search_energy(search: *const weiss_search) -> f64;
  pub fn weiss_search_best_spins(search: *mut weiss_search) -> *const i8;
  pub fn weiss_search_best_energy(search: *const weiss_search) -> f64;
  pub fn weiss_search_gains(search: *const weiss_search, gains: *mut f64);
  pub fn weiss_search_flip(
    search: *mut weiss_search,
    run: *const weiss_run,
    spin: i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_search_descend(search: *mut weiss_search, run: *const weiss_run) -> i64;
  pub fn weiss_search_tabu(
    search: *mut weiss_search,
    run: *const weiss_run,
    params: *const weiss_tabu_params,
  ) -> i64;
  pub fn weiss_search_anneal(
    search: *mut weiss_search,
    run: *const weiss_run,
    params: *const weiss_anneal_params,
  ) -> i64;
  pub fn weiss_search_trees(
    search: *mut weiss_search,
    run: *const weiss_run,
    params: *const weiss_trees_params,
  ) -> i64;
  pub fn weiss_search_temperatures(problem: *const weiss_problem, t_first: *mut f64, t_last: *mut f64);
  pub fn weiss_search_enumerate(
    problem: *const weiss_problem,
    run: *const weiss_run,
    spins: *mut i8,
    energy: *mut f64,
    complete: *mut i32,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_replicas_lanes(problem: *const weiss_problem) -> i64;
  pub fn weiss_replicas_create(
    problem: *const weiss_problem,
    run: *const weiss_run,
    count: i64,
    out: *mut *mut weiss_replicas,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_replicas_destroy(replicas: *mut weiss_replicas);
  pub fn weiss_replicas_set(
    replicas: *mut weiss_replicas,
    replica: i64,
    spins: *const i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_replicas_set_random(replicas: *mut weiss_replicas, seed: u64);
  pub fn weiss_replicas_spins(
    replicas: *const weiss_replicas,
    replica: i64,
    spins: *mut i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_replicas_energies(replicas: *const weiss_replicas, energies: *mut f64);
  pub fn weiss_replicas_anneal(
    replicas: *mut weiss_replicas,
    run: *const weiss_run,
    params: *const weiss_anneal_params,
  ) -> i64;
  pub fn weiss_replicas_sweep(
    replicas: *mut weiss_replicas,
    run: *const weiss_run,
    sweeps: i64,
    temperatures: *const f64,
    seed: u64,
  ) -> i64;
  pub fn weiss_bound_roof_dual(
    problem: *const weiss_problem,
    run: *const weiss_run,
    bound: *mut f64,
    persistent: *mut i8,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_bound_sdp(
    problem: *const weiss_problem,
    run: *const weiss_run,
    params: *const weiss_sdp_params,
    bound: *mut f64,
    value: *mut f64,
    roundings: *mut i8,
    error: *mut weiss_error,
  ) -> weiss_status;
}

growable! {
  search_layout:
  weiss_tabu_params {
    struct_size: u32, reserved: i32, seed: u64, max_steps: i64, max_idle: i64, tenure: i64,
    tenure_range: i64, target: f64, has_target: i32, reserved_: i32,
  }
  weiss_anneal_params {
    struct_size: u32, schedule: i32, seed: u64, sweeps: i64, t_first: f64, t_last: f64,
  }
  weiss_trees_params {
    struct_size: u32, schedule: i32, seed: u64, moves: i64, temperature: f64, t_last: f64, width: i64,
  }
  weiss_sdp_params {
    struct_size: u32, reserved: i32, seed: u64, max_sweeps: i64, rank: i64, tolerance: f64,
    num_roundings: i64,
  }
  weiss_ext_search {
    struct_size: u32, reserved: u32,
    create: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, i32, *mut *mut weiss_search,
      *mut weiss_error) -> weiss_status>,
    destroy: Option<unsafe extern "C" fn(*mut weiss_search)>,
    set: Option<unsafe extern "C" fn(*mut weiss_search, *const i8, *mut weiss_error) -> weiss_status>,
    set_random: Option<unsafe extern "C" fn(*mut weiss_search, u64)>,
    spins: Option<unsafe extern "C" fn(*const weiss_search) -> *const i8>,
    energy: Option<unsafe extern "C" fn(*const weiss_search) -> f64>,
    best_spins: Option<unsafe extern "C" fn(*mut weiss_search) -> *const i8>,
    best_energy: Option<unsafe extern "C" fn(*const weiss_search) -> f64>,
    gains: Option<unsafe extern "C" fn(*const weiss_search, *mut f64)>,
    flip: Option<unsafe extern "C" fn(*mut weiss_search, *const weiss_run, i64, *mut weiss_error)
      -> weiss_status>,
    descend: Option<unsafe extern "C" fn(*mut weiss_search, *const weiss_run) -> i64>,
    tabu: Option<unsafe extern "C" fn(*mut weiss_search, *const weiss_run, *const weiss_tabu_params) -> i64>,
    anneal: Option<unsafe extern "C" fn(*mut weiss_search, *const weiss_run, *const weiss_anneal_params)
      -> i64>,
    temperatures: Option<unsafe extern "C" fn(*const weiss_problem, *mut f64, *mut f64)>,
    enumerate: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, *mut i8, *mut f64,
      *mut i32, *mut weiss_error) -> weiss_status>,
    trees: Option<unsafe extern "C" fn(*mut weiss_search, *const weiss_run, *const weiss_trees_params) -> i64>,
  }
  weiss_ext_replicas {
    struct_size: u32, reserved: u32,
    lanes: Option<unsafe extern "C" fn(*const weiss_problem) -> i64>,
    create: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, i64, *mut *mut weiss_replicas,
      *mut weiss_error) -> weiss_status>,
    destroy: Option<unsafe extern "C" fn(*mut weiss_replicas)>,
    set: Option<unsafe extern "C" fn(*mut weiss_replicas, i64, *const i8, *mut weiss_error) -> weiss_status>,
    set_random: Option<unsafe extern "C" fn(*mut weiss_replicas, u64)>,
    spins: Option<unsafe extern "C" fn(*const weiss_replicas, i64, *mut i8, *mut weiss_error)
      -> weiss_status>,
    energies: Option<unsafe extern "C" fn(*const weiss_replicas, *mut f64)>,
    anneal: Option<unsafe extern "C" fn(*mut weiss_replicas, *const weiss_run, *const weiss_anneal_params)
      -> i64>,
    sweep: Option<unsafe extern "C" fn(*mut weiss_replicas, *const weiss_run, i64, *const f64, u64) -> i64>,
  }
  weiss_ext_bounds {
    struct_size: u32, reserved: u32,
    roof_dual: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, *mut f64, *mut i8,
      *mut weiss_error) -> weiss_status>,
    sdp: Option<unsafe extern "C" fn(*const weiss_problem, *const weiss_run, *const weiss_sdp_params,
      *mut f64, *mut f64, *mut i8, *mut weiss_error) -> weiss_status>,
  }
}
