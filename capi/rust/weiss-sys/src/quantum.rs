//! The state-vector engine: statevector.h, circuit.h, qaoa.h and ext/statevector.h.

use crate::functions::weiss_status;
use crate::structs::*;
use std::os::raw::{c_char, c_void};

handles! { weiss_statevector weiss_circuit weiss_qaoa }

pub const WEISS_GATE_CP: i32 = 19;
pub const WEISS_GATE_CX: i32 = 13;
pub const WEISS_GATE_CZ: i32 = 14;
pub const WEISS_GATE_H: i32 = 1;
pub const WEISS_GATE_P: i32 = 12;
pub const WEISS_GATE_RX: i32 = 9;
pub const WEISS_GATE_RXX: i32 = 16;
pub const WEISS_GATE_RY: i32 = 10;
pub const WEISS_GATE_RYY: i32 = 17;
pub const WEISS_GATE_RZ: i32 = 11;
pub const WEISS_GATE_RZZ: i32 = 18;
pub const WEISS_GATE_S: i32 = 5;
pub const WEISS_GATE_SDG: i32 = 6;
pub const WEISS_GATE_SWAP: i32 = 15;
pub const WEISS_GATE_T: i32 = 7;
pub const WEISS_GATE_TDG: i32 = 8;
pub const WEISS_GATE_X: i32 = 2;
pub const WEISS_GATE_Y: i32 = 3;
pub const WEISS_GATE_Z: i32 = 4;
pub const WEISS_MAX_QUBITS: i32 = 30;
pub const WEISS_MIXER_GROVER: i32 = 4;
pub const WEISS_MIXER_WARM_START: i32 = 1;
pub const WEISS_MIXER_X: i32 = 0;
pub const WEISS_MIXER_XY_COMPLETE: i32 = 3;
pub const WEISS_MIXER_XY_RING: i32 = 2;
pub const WEISS_PRECISION_DOUBLE: i32 = 0;
pub const WEISS_PRECISION_SINGLE: i32 = 1;
pub const WEISS_QAOA_AUTO: i32 = 0;
pub const WEISS_QAOA_CLOSED_FORM: i32 = 2;
pub const WEISS_QAOA_STATEVECTOR: i32 = 1;

extern "C" {
  pub fn weiss_statevector_memory(num_qubits: i32, precision: i32) -> i64;
  pub fn weiss_statevector_create(
    context: *mut weiss_context,
    num_qubits: i32,
    precision: i32,
    threads: i32,
    out: *mut *mut weiss_statevector,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_destroy(state: *mut weiss_statevector);
  pub fn weiss_statevector_num_qubits(state: *const weiss_statevector) -> i32;
  pub fn weiss_statevector_set_basis(
    state: *mut weiss_statevector,
    index: u64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_set_uniform(state: *mut weiss_statevector);
  pub fn weiss_statevector_set_amplitudes(
    state: *mut weiss_statevector,
    first: i64,
    count: i64,
    amplitudes: *const f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_amplitudes(
    state: *const weiss_statevector,
    first: i64,
    count: i64,
    amplitudes: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_copy(
    state: *mut weiss_statevector,
    source: *const weiss_statevector,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_gate(
    state: *mut weiss_statevector,
    gate: i32,
    a: i32,
    b: i32,
    angle: f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_matrix(
    state: *mut weiss_statevector,
    num_targets: i32,
    targets: *const i32,
    matrix: *const f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_pauli_rotation(
    state: *mut weiss_statevector,
    pauli: *const c_char,
    angle: f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_phase(
    state: *mut weiss_statevector,
    costs: *const f64,
    gamma: f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_norm(state: *const weiss_statevector) -> f64;
  pub fn weiss_statevector_expectation(
    state: *const weiss_statevector,
    num_terms: i64,
    paulis: *const *const c_char,
    coefficients: *const f64,
    value: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_mean(
    state: *const weiss_statevector,
    costs: *const f64,
    value: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_probabilities(
    state: *const weiss_statevector,
    first: i64,
    count: i64,
    probabilities: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_marginals(
    state: *const weiss_statevector,
    marginals: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_correlations(
    state: *const weiss_statevector,
    correlations: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_sample(
    state: *const weiss_statevector,
    seed: u64,
    shots: i64,
    states: *mut u64,
    counts: *mut i64,
    num_states: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_statevector_overlap(
    state: *const weiss_statevector,
    other: *const weiss_statevector,
    overlap: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_create(
    context: *mut weiss_context,
    num_qubits: i32,
    out: *mut *mut weiss_circuit,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_destroy(circuit: *mut weiss_circuit);
  pub fn weiss_circuit_num_qubits(circuit: *const weiss_circuit) -> i32;
  pub fn weiss_circuit_gate(
    circuit: *mut weiss_circuit,
    gate: i32,
    a: i32,
    b: i32,
    angle: f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_matrix(
    circuit: *mut weiss_circuit,
    num_targets: i32,
    targets: *const i32,
    matrix: *const f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_pauli_rotation(
    circuit: *mut weiss_circuit,
    pauli: *const c_char,
    angle: f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_controlled_phase(
    circuit: *mut weiss_circuit,
    num_targets: i32,
    targets: *const i32,
    angle: f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_append(
    circuit: *mut weiss_circuit,
    other: *const weiss_circuit,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_count(
    circuit: *const weiss_circuit,
    decomposed: i32,
    counts: *mut weiss_circuit_counts,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_write_qasm(
    circuit: *const weiss_circuit,
    version: i32,
    write: weiss_write_fn,
    user: *mut c_void,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_run(
    circuit: *const weiss_circuit,
    run: *const weiss_run,
    state: *mut weiss_statevector,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_sample(
    circuit: *const weiss_circuit,
    run: *const weiss_run,
    noise: *const weiss_noise,
    seed: u64,
    shots: i64,
    states: *mut u64,
    counts: *mut i64,
    num_states: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_circuit_expectation(
    circuit: *const weiss_circuit,
    run: *const weiss_run,
    noise: *const weiss_noise,
    seed: u64,
    trajectories: i64,
    num_terms: i64,
    paulis: *const *const c_char,
    coefficients: *const f64,
    value: *mut f64,
    standard_error: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_memory(
    num_spins: i64,
    config: *const weiss_qaoa_config,
    depth: i32,
    with_gradient: i32,
  ) -> i64;
  pub fn weiss_qaoa_create(
    context: *mut weiss_context,
    problem: *const weiss_problem,
    config: *const weiss_qaoa_config,
    out: *mut *mut weiss_qaoa,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_destroy(qaoa: *mut weiss_qaoa);
  pub fn weiss_qaoa_set_problem(
    qaoa: *mut weiss_qaoa,
    problem: *const weiss_problem,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_num_parameters(qaoa: *const weiss_qaoa, depth: i32) -> i64;
  pub fn weiss_qaoa_values(
    qaoa: *mut weiss_qaoa,
    run: *const weiss_run,
    count: i64,
    depth: i32,
    parameters: *const f64,
    values: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_gradient(
    qaoa: *mut weiss_qaoa,
    run: *const weiss_run,
    depth: i32,
    parameters: *const f64,
    value: *mut f64,
    gradient: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_best_beta(
    qaoa: *mut weiss_qaoa,
    run: *const weiss_run,
    gamma: f64,
    beta: *mut f64,
    value: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_values_many(
    context: *mut weiss_context,
    run: *const weiss_run,
    count: i64,
    problems: *const *const weiss_problem,
    depth: i32,
    parameters: *const f64,
    values: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_prepare(
    qaoa: *mut weiss_qaoa,
    run: *const weiss_run,
    depth: i32,
    parameters: *const f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_mean(qaoa: *mut weiss_qaoa, value: *mut f64, error: *mut weiss_error) -> weiss_status;
  pub fn weiss_qaoa_marginals(
    qaoa: *mut weiss_qaoa,
    marginals: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_correlations(
    qaoa: *mut weiss_qaoa,
    correlations: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_probabilities(
    qaoa: *mut weiss_qaoa,
    first: i64,
    count: i64,
    probabilities: *mut f64,
    energies: *mut f64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_sample(
    qaoa: *mut weiss_qaoa,
    run: *const weiss_run,
    seed: u64,
    shots: i64,
    states: *mut u64,
    counts: *mut i64,
    energies: *mut f64,
    num_states: *mut i64,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_state(
    qaoa: *mut weiss_qaoa,
    state: *mut weiss_statevector,
    error: *mut weiss_error,
  ) -> weiss_status;
  pub fn weiss_qaoa_circuit(
    context: *mut weiss_context,
    problem: *const weiss_problem,
    config: *const weiss_qaoa_config,
    depth: i32,
    parameters: *const f64,
    out: *mut *mut weiss_circuit,
    error: *mut weiss_error,
  ) -> weiss_status;
}

growable! {
  quantum_layout:
  weiss_circuit_counts {
    struct_size: u32, num_qubits: i32, one_qubit_gates: i64, two_qubit_gates: i64, many_qubit_gates: i64,
    rotations: i64, depth: i64, two_qubit_depth: i64,
  }
  weiss_noise {
    struct_size: u32, reserved: u32, depolarizing_1: f64, depolarizing_2: f64, pauli_x: f64, pauli_y: f64,
    pauli_z: f64, readout: f64,
  }
  weiss_qaoa_config {
    struct_size: u32, precision: i32, method: i32, mixer: i32, multi_angle: i32, no_symmetry: i32,
    threads: i32, reserved: i32, start: *const f64, groups: *const i32,
  }
  weiss_ext_statevector {
    struct_size: u32, reserved: u32, state_memory: Option<unsafe extern "C" fn(i32, i32) -> i64>,
    state_create: Option<unsafe extern "C" fn(*mut weiss_context, i32, i32, i32,
      *mut *mut weiss_statevector, *mut weiss_error) -> weiss_status>,
    state_destroy: Option<unsafe extern "C" fn(*mut weiss_statevector)>,
    state_num_qubits: Option<unsafe extern "C" fn(*const weiss_statevector) -> i32>,
    state_set_basis: Option<unsafe extern "C" fn(*mut weiss_statevector, u64,
      *mut weiss_error) -> weiss_status>,
    state_set_uniform: Option<unsafe extern "C" fn(*mut weiss_statevector)>,
    state_set_amplitudes: Option<unsafe extern "C" fn(*mut weiss_statevector, i64, i64, *const f64,
      *mut weiss_error) -> weiss_status>,
    state_amplitudes: Option<unsafe extern "C" fn(*const weiss_statevector, i64, i64, *mut f64,
      *mut weiss_error) -> weiss_status>,
    state_copy: Option<unsafe extern "C" fn(*mut weiss_statevector, *const weiss_statevector,
      *mut weiss_error) -> weiss_status>,
    state_gate: Option<unsafe extern "C" fn(*mut weiss_statevector, i32, i32, i32, f64,
      *mut weiss_error) -> weiss_status>,
    state_matrix: Option<unsafe extern "C" fn(*mut weiss_statevector, i32, *const i32, *const f64,
      *mut weiss_error) -> weiss_status>,
    state_pauli_rotation: Option<unsafe extern "C" fn(*mut weiss_statevector, *const c_char, f64,
      *mut weiss_error) -> weiss_status>,
    state_phase: Option<unsafe extern "C" fn(*mut weiss_statevector, *const f64, f64,
      *mut weiss_error) -> weiss_status>,
    state_norm: Option<unsafe extern "C" fn(*const weiss_statevector) -> f64>,
    state_expectation: Option<unsafe extern "C" fn(*const weiss_statevector, i64, *const *const c_char,
      *const f64, *mut f64, *mut weiss_error) -> weiss_status>,
    state_mean: Option<unsafe extern "C" fn(*const weiss_statevector, *const f64, *mut f64,
      *mut weiss_error) -> weiss_status>,
    state_probabilities: Option<unsafe extern "C" fn(*const weiss_statevector, i64, i64, *mut f64,
      *mut weiss_error) -> weiss_status>,
    state_marginals: Option<unsafe extern "C" fn(*const weiss_statevector, *mut f64,
      *mut weiss_error) -> weiss_status>,
    state_correlations: Option<unsafe extern "C" fn(*const weiss_statevector, *mut f64,
      *mut weiss_error) -> weiss_status>,
    state_sample: Option<unsafe extern "C" fn(*const weiss_statevector, u64, i64, *mut u64, *mut i64,
      *mut i64, *mut weiss_error) -> weiss_status>,
    state_overlap: Option<unsafe extern "C" fn(*const weiss_statevector, *const weiss_statevector, *mut f64,
      *mut weiss_error) -> weiss_status>,
    circuit_create: Option<unsafe extern "C" fn(*mut weiss_context, i32, *mut *mut weiss_circuit,
      *mut weiss_error) -> weiss_status>,
    circuit_destroy: Option<unsafe extern "C" fn(*mut weiss_circuit)>,
    circuit_num_qubits: Option<unsafe extern "C" fn(*const weiss_circuit) -> i32>,
    circuit_gate: Option<unsafe extern "C" fn(*mut weiss_circuit, i32, i32, i32, f64,
      *mut weiss_error) -> weiss_status>,
    circuit_matrix: Option<unsafe extern "C" fn(*mut weiss_circuit, i32, *const i32, *const f64,
      *mut weiss_error) -> weiss_status>,
    circuit_pauli_rotation: Option<unsafe extern "C" fn(*mut weiss_circuit, *const c_char, f64,
      *mut weiss_error) -> weiss_status>,
    circuit_controlled_phase: Option<unsafe extern "C" fn(*mut weiss_circuit, i32, *const i32, f64,
      *mut weiss_error) -> weiss_status>,
    circuit_append: Option<unsafe extern "C" fn(*mut weiss_circuit, *const weiss_circuit,
      *mut weiss_error) -> weiss_status>,
    circuit_count: Option<unsafe extern "C" fn(*const weiss_circuit, i32, *mut weiss_circuit_counts,
      *mut weiss_error) -> weiss_status>,
    circuit_write_qasm: Option<unsafe extern "C" fn(*const weiss_circuit, i32, weiss_write_fn, *mut c_void,
      *mut weiss_error) -> weiss_status>,
    circuit_run: Option<unsafe extern "C" fn(*const weiss_circuit, *const weiss_run, *mut weiss_statevector,
      *mut weiss_error) -> weiss_status>,
    circuit_sample: Option<unsafe extern "C" fn(*const weiss_circuit, *const weiss_run, *const weiss_noise,
      u64, i64, *mut u64, *mut i64, *mut i64, *mut weiss_error) -> weiss_status>,
    circuit_expectation: Option<unsafe extern "C" fn(*const weiss_circuit, *const weiss_run,
      *const weiss_noise, u64, i64, i64, *const *const c_char, *const f64, *mut f64, *mut f64,
      *mut weiss_error) -> weiss_status>,
    qaoa_memory: Option<unsafe extern "C" fn(i64, *const weiss_qaoa_config, i32, i32) -> i64>,
    qaoa_create: Option<unsafe extern "C" fn(*mut weiss_context, *const weiss_problem,
      *const weiss_qaoa_config, *mut *mut weiss_qaoa, *mut weiss_error) -> weiss_status>,
    qaoa_destroy: Option<unsafe extern "C" fn(*mut weiss_qaoa)>,
    qaoa_set_problem: Option<unsafe extern "C" fn(*mut weiss_qaoa, *const weiss_problem,
      *mut weiss_error) -> weiss_status>,
    qaoa_num_parameters: Option<unsafe extern "C" fn(*const weiss_qaoa, i32) -> i64>,
    qaoa_values: Option<unsafe extern "C" fn(*mut weiss_qaoa, *const weiss_run, i64, i32, *const f64,
      *mut f64, *mut weiss_error) -> weiss_status>,
    qaoa_gradient: Option<unsafe extern "C" fn(*mut weiss_qaoa, *const weiss_run, i32, *const f64, *mut f64,
      *mut f64, *mut weiss_error) -> weiss_status>,
    qaoa_best_beta: Option<unsafe extern "C" fn(*mut weiss_qaoa, *const weiss_run, f64, *mut f64, *mut f64,
      *mut weiss_error) -> weiss_status>,
    qaoa_values_many: Option<unsafe extern "C" fn(*mut weiss_context, *const weiss_run, i64,
      *const *const weiss_problem, i32, *const f64, *mut f64, *mut weiss_error) -> weiss_status>,
    qaoa_prepare: Option<unsafe extern "C" fn(*mut weiss_qaoa, *const weiss_run, i32, *const f64,
      *mut weiss_error) -> weiss_status>,
    qaoa_mean: Option<unsafe extern "C" fn(*mut weiss_qaoa, *mut f64, *mut weiss_error) -> weiss_status>,
    qaoa_marginals: Option<unsafe extern "C" fn(*mut weiss_qaoa, *mut f64,
      *mut weiss_error) -> weiss_status>,
    qaoa_correlations: Option<unsafe extern "C" fn(*mut weiss_qaoa, *mut f64,
      *mut weiss_error) -> weiss_status>,
    qaoa_probabilities: Option<unsafe extern "C" fn(*mut weiss_qaoa, i64, i64, *mut f64, *mut f64,
      *mut weiss_error) -> weiss_status>,
    qaoa_sample: Option<unsafe extern "C" fn(*mut weiss_qaoa, *const weiss_run, u64, i64, *mut u64,
      *mut i64, *mut f64, *mut i64, *mut weiss_error) -> weiss_status>,
    qaoa_state: Option<unsafe extern "C" fn(*mut weiss_qaoa, *mut weiss_statevector,
      *mut weiss_error) -> weiss_status>,
    qaoa_circuit: Option<unsafe extern "C" fn(*mut weiss_context, *const weiss_problem,
      *const weiss_qaoa_config, i32, *const f64, *mut *mut weiss_circuit,
      *mut weiss_error) -> weiss_status>,
  }
}
