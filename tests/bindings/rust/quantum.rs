//! Registers, circuits and QAOA, each against a formula or against another way to the same.

use std::f64::consts::{FRAC_1_SQRT_2, PI};
use weiss::{
  Context, Error, Gate, Method, Mixer, Noise, Precision, Problem, QaoaConfig, Result, Statevector,
};

const RING: [(i32, i32, f64); 5] = [(0, 1, 1.0), (1, 2, -0.5), (2, 3, 0.75), (3, 4, 0.25), (4, 0, -1.0)];

fn close(a: f64, b: f64) -> bool {
  (a - b).abs() < 1e-12
}

fn error<T>(result: Result<T>) -> Error {
  match result {
    Ok(_) => panic!("it worked"),
    Err(error) => error,
  }
}

fn bell(context: &Context) -> Statevector {
  let mut state = context.statevector(2).unwrap();
  state.gate(Gate::H(0)).unwrap();
  state.gate(Gate::Cx(0, 1)).unwrap();
  state
}

/// The largest difference between a gradient and those of values.
fn gradient_error(context: &Context, problem: &Problem, config: QaoaConfig) -> f64 {
  let mut qaoa = context.qaoa_with(problem, config).unwrap();
  let parameters: Vec<f64> = (0..qaoa.num_parameters(2)).map(|k| 0.3 * (k as f64).sin()).collect();
  let (value, gradient) = qaoa.gradient(&parameters).unwrap();
  assert!(close(value, qaoa.value(&parameters).unwrap()));
  let difference = |k: usize| {
    let mut around = [parameters.clone(), parameters.clone()];
    around[0][k] += 1e-5;
    around[1][k] -= 1e-5;
    let values = qaoa.values(2, &around.concat()).unwrap();
    ((values[0] - values[1]) / 2e-5 - gradient[k]).abs()
  };
  (0..parameters.len()).map(difference).fold(0.0, f64::max)
}

// ---- registers ----

#[test]
fn a_bell_state_is_measured() {
  let context = Context::new().unwrap();
  let state = bell(&context);
  assert!(close(state.norm(), 1.0) && state.num_qubits() == 2);
  assert!(close(state.amplitudes().unwrap()[3][0], FRAC_1_SQRT_2));
  assert!(close(state.expectation(&[("ZZ", 2.0), ("XX", 1.0), ("YY", 0.5)]).unwrap(), 2.5));
  assert!(close(state.mean(&[1.0, 5.0, 5.0, 3.0]).unwrap(), 2.0));
  assert!(close(state.marginals().unwrap()[0], 0.0) && close(state.correlations().unwrap()[1], 1.0));
  let shots = state.sample(1000, 1).unwrap();
  assert_eq!((shots.states.as_slice(), shots.counts.iter().sum::<i64>()), ([0, 3].as_slice(), 1000));
  assert_eq!(state.sample(1000, 1).unwrap(), shots);
  assert!(state.sample(0, 1).unwrap().states.is_empty());
}

#[test]
fn states_are_written_copied_and_compared() {
  let context = Context::new().unwrap();
  let mut state = context.statevector_with(2, Precision::Single, 2).unwrap();
  let mut other = context.statevector(2).unwrap();
  state.set_amplitudes(2, &[[0.0, 1.0], [0.5, 0.0]]).unwrap();
  assert_eq!(state.amplitudes_of(1..4).unwrap(), [[0.0, 0.0], [0.0, 1.0], [0.5, 0.0]]);
  assert_eq!(state.probabilities_of(2..4).unwrap(), [1.0, 0.25]);
  other.set_basis(3).unwrap();
  assert_eq!(state.overlap(&other).unwrap(), [0.5, 0.0]);
  other.copy_from(&state).unwrap();
  assert_eq!(other.probabilities().unwrap(), state.probabilities().unwrap());
  other.set_uniform();
  assert!(close(other.norm(), 1.0));
  assert_eq!(Statevector::memory(20, Precision::Double), Some(16 << 20));
  assert_eq!(Statevector::memory(41, Precision::Double), None);
}

#[test]
fn matrices_rotations_and_phases_are_those_of_their_formulas() {
  let context = Context::new().unwrap();
  let mut state = context.statevector(2).unwrap();
  state.matrix(&[0], &[[0.0, 0.0], [0.0, -1.0], [0.0, 1.0], [0.0, 0.0]]).unwrap(); // Y
  assert_eq!(state.amplitudes().unwrap()[1], [0.0, 1.0]);
  state.gate(Gate::Swap(0, 1)).unwrap();
  state.pauli_rotation("IZ", 0.5).unwrap();
  state.phase(&[0.0, 0.0, 1.0, 0.0], 0.25).unwrap();
  state.gate(Gate::P(1, 0.1)).unwrap();
  let [re, im] = state.amplitudes().unwrap()[2]; // i e^{0.1 i}
  assert!(close(re, -(0.1_f64.sin())) && close(im, 0.1_f64.cos()));
}

#[test]
fn every_gate_is_the_one_of_its_name() {
  let context = Context::new().unwrap();
  let mut circuit = context.circuit(2).unwrap();
  for gate in [
    Gate::H(0),
    Gate::X(0),
    Gate::Y(0),
    Gate::Z(0),
    Gate::S(0),
    Gate::Sdg(0),
    Gate::T(0),
    Gate::Tdg(0),
    Gate::Rx(0, 0.5),
    Gate::Ry(0, 0.5),
    Gate::Rz(0, 0.5),
    Gate::P(0, 0.5),
    Gate::Cx(0, 1),
    Gate::Cz(0, 1),
    Gate::Swap(0, 1),
    Gate::Rxx(0, 1, 0.5),
    Gate::Ryy(0, 1, 0.5),
    Gate::Rzz(0, 1, 0.5),
    Gate::Cp(0, 1, 0.5),
  ] {
    circuit.gate(gate).unwrap();
  }
  let text = circuit.qasm(3).unwrap();
  let names = "h x y z s sdg t tdg rx ry rz p cx cz swap rxx ryy rzz cp";
  let lines: Vec<&str> = text.lines().collect();
  for name in names.split(' ') {
    let line = lines.iter().find(|line| line.split(|c| c == ' ' || c == '(').next() == Some(name));
    assert!(line.is_some(), "{} is not in {}", name, text);
  }
}

#[test]
fn what_does_not_fit_is_refused() {
  let context = Context::new().unwrap();
  assert_eq!(error(context.statevector(41)).name(), "WEISS_E_LIMIT");
  let mut state = context.statevector(2).unwrap();
  for wrong in [
    error(state.expectation(&[("ZQ", 1.0)])),
    error(state.expectation(&[("Z", 1.0)])),
    error(state.pauli_rotation("ZZ\0", 1.0)),
    error(state.gate(Gate::X(2))),
    error(state.gate(Gate::Cx(1, 1))),
    error(state.set_basis(4)),
    error(state.amplitudes_of(3..5)),
    error(state.set_amplitudes(0, &[[1.0, 0.0]; 5])),
    error(state.phase(&[1.0], 1.0)),
    error(state.matrix(&[0], &[[1.0, 0.0]; 2])),
    error(context.statevector(3).unwrap().copy_from(&state)),
  ] {
    assert_eq!(wrong.name(), "WEISS_E_ARGUMENT", "{}", wrong);
  }
}

// ---- circuits ----

#[test]
fn a_circuit_is_run_counted_sampled_and_written() {
  let context = Context::new().unwrap();
  let (mut circuit, mut bell_circuit) = (context.circuit(2).unwrap(), context.circuit(2).unwrap());
  bell_circuit.gate(Gate::H(0)).unwrap();
  bell_circuit.gate(Gate::Cx(0, 1)).unwrap();
  circuit.append(&bell_circuit).unwrap();
  circuit.controlled_phase(&[0, 1], PI).unwrap();
  circuit.pauli_rotation("ZZ", 0.0).unwrap();
  circuit.matrix(&[1], &[[1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 1.0]]).unwrap(); // S
  let counts = circuit.count(false).unwrap();
  assert_eq!((circuit.num_qubits(), counts.one_qubit_gates, counts.two_qubit_gates), (2, 2, 3));
  assert!(circuit.qasm(2).unwrap().starts_with("OPENQASM 2.0"));
  let mut state = context.statevector(2).unwrap();
  circuit.run(&mut state).unwrap();
  let [re, im] = state.overlap(&bell(&context)).unwrap();
  assert!(close(re, 0.5) && close(im, 0.5));
  assert_eq!(circuit.sample(100, 1, None).unwrap().states, [0, 3]);
  assert!(close(circuit.expectation(&[("ZZ", 1.0)]).unwrap(), 1.0));
  let shear = [[1.0, 0.0], [1.0, 0.0], [0.0, 0.0], [1.0, 0.0]];
  assert_eq!(error(circuit.matrix(&[0], &shear)).name(), "WEISS_E_ARGUMENT"); // not unitary
}

#[test]
fn noise_mixes_the_state() {
  let context = Context::new().unwrap();
  let mut circuit = context.circuit(2).unwrap();
  circuit.gate(Gate::H(0)).unwrap();
  circuit.gate(Gate::Cx(0, 1)).unwrap();
  let noise = Noise { depolarizing_1: 1.0, ..Noise::default() };
  let mean = circuit.noisy_expectation(&[("XX", 1.0)], &noise, 400, 1).unwrap();
  assert!(mean.standard_error > 0.0 && mean.value.abs() < 4.0 * mean.standard_error);
  let shots = circuit.sample(200, 2, Some(&Noise { readout: 1.0, ..Noise::default() })).unwrap();
  assert_eq!((shots.states.as_slice(), shots.counts.iter().sum::<i64>()), ([0, 3].as_slice(), 200));
  let wrong = Noise { pauli: [0.7, 0.0, 0.7], ..Noise::default() };
  assert_eq!(error(circuit.sample(1, 1, Some(&wrong))).name(), "WEISS_E_ARGUMENT");
}

// ---- QAOA ----

#[test]
fn signs_are_those_of_the_convention() {
  let context = Context::new().unwrap();
  for n in 1..4 {
    let mut fields = vec![0.0; n];
    fields[0] = 1.0;
    let problem = context.ising(n, &fields, &[]).unwrap();
    let mut qaoa = context.qaoa(&problem).unwrap();
    for sign in [1.0, -1.0] {
      let mut state = qaoa.prepare(&[PI / 4.0, -sign * PI / 4.0]).unwrap();
      assert!(close(state.marginals().unwrap()[0], -sign));
    }
  }
  let problem = context.ising(2, &[], &[(0, 1, 0.5)]).unwrap();
  let mut qaoa = context.qaoa(&problem).unwrap();
  for sign in [1.0, -1.0] {
    let mut state = qaoa.prepare(&[PI / 2.0, -sign * PI / 8.0]).unwrap();
    assert!(close(state.correlations().unwrap()[1], -sign));
  }
}

#[test]
fn gradients_are_those_of_differences() {
  let context = Context::new().unwrap();
  let problem = context.ising(5, &[0.5, -1.0, 0.0, 0.25, 1.0], &RING).unwrap();
  let groups = [0, 0, 0, 1, 1];
  for mixer in [
    Mixer::X,
    Mixer::WarmStart(&[0.25; 5]),
    Mixer::XyRing(&groups),
    Mixer::XyComplete(&groups),
    Mixer::Grover(&groups),
    Mixer::Grover(&[]),
  ] {
    let error = gradient_error(&context, &problem, QaoaConfig { mixer, ..QaoaConfig::default() });
    assert!(error < 1e-7, "{:?}: {}", mixer, error);
  }
  let config = QaoaConfig { multi_angle: true, ..QaoaConfig::default() };
  assert!(gradient_error(&context, &problem, config) < 1e-7);
}

#[test]
fn the_closed_form_agrees_with_the_amplitudes() {
  let context = Context::new().unwrap();
  let problem = context.ising(5, &[1.0, 0.0, -1.0, 0.5, 0.0], &RING).unwrap();
  let of = |method| context.qaoa_with(&problem, QaoaConfig { method, ..QaoaConfig::default() }).unwrap();
  let (mut closed, mut amplitudes) = (of(Method::ClosedForm), of(Method::Statevector));
  let (beta, value) = closed.best_beta(0.2).unwrap();
  assert!(close(closed.value(&[0.2, beta]).unwrap(), value));
  assert!(close(amplitudes.value(&[0.2, beta]).unwrap(), value));
  let many = context.qaoa_values(&[&problem, &problem], 1, &[0.2, beta, 0.1, -0.3]).unwrap();
  assert!(close(many[0], value) && close(many[1], amplitudes.value(&[0.1, -0.3]).unwrap()));
  assert_eq!(error(closed.value(&[0.2, 0.2, beta, beta])).name(), "WEISS_E_UNSUPPORTED");
}

#[test]
fn the_state_is_measured() {
  let context = Context::new().unwrap();
  let problem = context.ising(5, &[], &RING).unwrap();
  let mut qaoa = context.qaoa(&problem).unwrap();
  let parameters = [0.4, 0.6, -0.4, -0.3];
  let (mut copy, mut gates) = (context.statevector(5).unwrap(), context.statevector(5).unwrap());
  qaoa.circuit(&parameters).unwrap().run(&mut gates).unwrap();
  let value = qaoa.value(&parameters).unwrap();
  let mut state = qaoa.prepare(&parameters).unwrap();
  let (probabilities, energies) = state.probabilities(0..32).unwrap();
  assert!(close(probabilities.iter().zip(&energies).map(|(p, e)| p * e).sum(), value));
  assert!(close(state.mean().unwrap(), value));
  let shots = state.sample(500, 5).unwrap();
  assert_eq!(shots.counts.iter().sum::<i64>(), 500);
  for (&index, &energy) in shots.states.iter().zip(&shots.energies) {
    let spins: Vec<i8> = (0..5).map(|i| if index >> i & 1 == 1 { -1 } else { 1 }).collect();
    assert_eq!(problem.energy(&spins).unwrap(), energy);
  }
  state.copy_to(&mut copy).unwrap();
  let [re, im] = copy.overlap(&gates).unwrap();
  assert!(close(re.hypot(im), 1.0) && close(copy.mean(&energies).unwrap(), value));
  let start = qaoa.prepare(&[]).unwrap().probabilities(3..4).unwrap();
  assert!(close(start.0[0], 1.0 / 32.0));
}

#[test]
fn the_circuit_of_any_size_is_written() {
  let context = Context::new().unwrap();
  let path: Vec<(i32, i32, f64)> = (0..39).map(|k| (k, k + 1, 1.0)).collect();
  let problem = context.ising(40, &[0.5; 40], &path).unwrap();
  let mut qaoa = context.qaoa(&problem).unwrap();
  let circuit = qaoa.circuit(&[0.3, -0.2]).unwrap();
  assert_eq!((circuit.num_qubits(), circuit.count(false).unwrap().two_qubit_gates), (40, 39));
  let text = circuit.qasm(3).unwrap();
  assert!(text.contains("rzz(") && text.matches("rx(").count() == 40);
  assert!(close(qaoa.value(&[0.3, 0.0]).unwrap(), 0.0)); // by the closed form
  assert_eq!(error(qaoa.value(&[0.3, 0.2, -0.1, -0.2])).name(), "WEISS_E_LIMIT");
  assert_eq!(qaoa.memory(1, false).unwrap(), None);
}

#[test]
fn an_evaluator_goes_on_with_another_problem_in_another_thread() {
  let context = Context::new().unwrap();
  let first = context.ising(2, &[], &[(0, 1, 1.0)]).unwrap();
  let second = context.ising(2, &[], &[(0, 1, 2.0)]).unwrap();
  let mut qaoa = context.qaoa(&first).unwrap();
  drop(context); // the evaluator holds what it needs of it
  let value = qaoa.value(&[0.3, -0.2]).unwrap();
  std::thread::scope(|scope| {
    scope.spawn(|| {
      qaoa.set_problem(&second).unwrap();
      assert!(close(qaoa.value(&[0.15, -0.2]).unwrap(), 2.0 * value));
    });
  });
  let memory = |gradient| qaoa.memory(2, gradient).unwrap();
  assert!(memory(true) > memory(false));
}

#[test]
fn wrong_parameters_and_settings_are_refused() {
  let context = Context::new().unwrap();
  let problem = context.ising(2, &[], &[(0, 1, 1.0)]).unwrap();
  let other = context.ising(3, &[], &[]).unwrap();
  let mut qaoa = context.qaoa(&problem).unwrap();
  let with = |mixer| context.qaoa_with(&problem, QaoaConfig { mixer, ..QaoaConfig::default() });
  for wrong in [
    error(qaoa.value(&[1.0])),
    error(qaoa.value(&[1.0, f64::NAN])),
    error(qaoa.values(1, &[1.0; 3])),
    error(qaoa.set_problem(&other)),
    error(with(Mixer::WarmStart(&[]))),
    error(with(Mixer::WarmStart(&[0.5; 3]))),
    error(context.qaoa_values(&[&problem], 1, &[1.0])),
  ] {
    assert_eq!(wrong.name(), "WEISS_E_ARGUMENT", "{}", wrong);
  }
}
