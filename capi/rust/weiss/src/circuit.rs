//! Circuits: lists of gates to run, with noise or without, to count and to write as OpenQASM.

use crate::context::{Context, Owner};
use crate::error::{c_text, check, pointer, Error, Result};
use crate::problem::written;
use crate::statevector::{matrix_targets, Complex, Gate, PauliSum, Shots, Statevector};
use std::ptr::{null, null_mut, NonNull};
use std::sync::Arc;
use weiss_sys as sys;
use weiss_sys::Growable;

/// Probabilities of errors after each gate; all zero is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Noise {
  /// After a one-qubit gate its qubit is replaced by the maximally mixed state.
  pub depolarizing_1: f64,
  /// After a gate on two qubits and more all of its qubits are.
  pub depolarizing_2: f64,
  /// X, Y or Z on each qubit of a gate, after it.
  pub pauli: [f64; 3],
  /// Each measured bit is flipped.
  pub readout: f64,
}

impl Noise {
  fn c(&self) -> sys::weiss_noise {
    let mut c = sys::weiss_noise::sized();
    c.depolarizing_1 = self.depolarizing_1;
    c.depolarizing_2 = self.depolarizing_2;
    [c.pauli_x, c.pauli_y, c.pauli_z] = self.pauli;
    c.readout = self.readout;
    c
  }
}

/// A mean over runs with noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoisyMean {
  pub value: f64,
  /// 0 without noise.
  pub standard_error: f64,
}

/// A list of gates; see `Context::circuit`.
pub struct Circuit {
  handle: NonNull<sys::weiss_circuit>,
  _context: Arc<Owner>,
}

// Through a shared reference it does not change, and may then be read by every thread at once.
unsafe impl Send for Circuit {}
unsafe impl Sync for Circuit {}

impl Drop for Circuit {
  fn drop(&mut self) {
    unsafe { sys::weiss_circuit_destroy(self.get()) }
  }
}

impl Context {
  /// A circuit of any number of qubits, without gates.
  pub fn circuit(&self, num_qubits: i32) -> Result<Circuit> {
    Circuit::made(self.owner(), |out, error| unsafe {
      sys::weiss_circuit_create(self.get(), num_qubits, out, error)
    })
  }
}

impl Circuit {
  /// Makes a circuit of what a function of the library puts out.
  pub(crate) fn made(
    context: Arc<Owner>,
    call: impl FnOnce(*mut *mut sys::weiss_circuit, *mut sys::weiss_error) -> i32,
  ) -> Result<Circuit> {
    let mut out = null_mut();
    check(|error| call(&mut out, error))?;
    match NonNull::new(out) {
      Some(handle) => Ok(Circuit { handle, _context: context }),
      None => Err(Error::of(sys::WEISS_E_INTERNAL, "the library made no circuit")),
    }
  }

  fn get(&self) -> *mut sys::weiss_circuit {
    self.handle.as_ptr()
  }

  pub fn num_qubits(&self) -> usize {
    unsafe { sys::weiss_circuit_num_qubits(self.get()) as usize }
  }

  // ---- building ----

  pub fn gate(&mut self, gate: Gate) -> Result<()> {
    let (number, a, b, angle) = gate.parts();
    check(|error| unsafe { sys::weiss_circuit_gate(self.get(), number, a, b, angle, error) })
  }

  /// A unitary matrix, row by row, on one qubit or two.
  pub fn matrix(&mut self, targets: &[i32], matrix: &[Complex]) -> Result<()> {
    let count = matrix_targets(targets, matrix)?;
    check(|error| unsafe {
      sys::weiss_circuit_matrix(self.get(), count, targets.as_ptr(), matrix.as_ptr().cast(), error)
    })
  }

  /// exp(-i angle/2 P).
  pub fn pauli_rotation(&mut self, pauli: &str, angle: f64) -> Result<()> {
    let pauli = c_text(pauli)?;
    check(|error| unsafe { sys::weiss_circuit_pauli_rotation(self.get(), pauli.as_ptr(), angle, error) })
  }

  /// exp(i angle) on the states in which all targets are 1.
  pub fn controlled_phase(&mut self, targets: &[i32], angle: f64) -> Result<()> {
    check(|error| unsafe {
      sys::weiss_circuit_controlled_phase(self.get(), targets.len() as i32, pointer(targets), angle, error)
    })
  }

  /// All gates of a circuit of as many qubits.
  pub fn append(&mut self, other: &Circuit) -> Result<()> {
    check(|error| unsafe { sys::weiss_circuit_append(self.get(), other.get(), error) })
  }

  // ---- what it costs, and what it looks like ----

  /// Counts gates as they were added or, decomposed, as they stand in OpenQASM 2.
  pub fn count(&self, decomposed: bool) -> Result<sys::weiss_circuit_counts> {
    let mut counts = sys::weiss_circuit_counts::sized();
    check(|error| unsafe { sys::weiss_circuit_count(self.get(), decomposed as i32, &mut counts, error) })?;
    Ok(counts)
  }

  /// The circuit, and a measurement of all qubits, as OpenQASM 2 or 3.
  pub fn qasm(&self, version: i32) -> Result<String> {
    written(|receive, user, error| unsafe {
      sys::weiss_circuit_write_qasm(self.get(), version, receive, user, error)
    })
  }

  // ---- running ----

  /// Applies all gates to a register of as many qubits.
  pub fn run(&self, state: &mut Statevector) -> Result<()> {
    check(|error| unsafe { sys::weiss_circuit_run(self.get(), null(), state.get(), error) })
  }

  /// Runs from all 0 and measures all qubits, shots times; with noise each shot is a run of its own.
  pub fn sample(&self, shots: usize, seed: u64, noise: Option<&Noise>) -> Result<Shots> {
    let noise = noise.map(Noise::c);
    Shots::take(shots, |shots, states, counts, seen, error| unsafe {
      let noise = or_null(&noise);
      sys::weiss_circuit_sample(self.get(), null(), noise, seed, shots, states, counts, seen, error)
    })
  }

  /// Mean of a sum of Pauli strings after a run from all 0.
  pub fn expectation(&self, terms: &[(&str, f64)]) -> Result<f64> {
    self.mean_over(terms, None, 1, 0).map(|mean| mean.value)
  }

  /// Mean over so many runs with noise.
  pub fn noisy_expectation(
    &self,
    terms: &[(&str, f64)],
    noise: &Noise,
    trajectories: i64,
    seed: u64,
  ) -> Result<NoisyMean> {
    self.mean_over(terms, Some(noise.c()), trajectories, seed)
  }

  fn mean_over(
    &self,
    terms: &[(&str, f64)],
    noise: Option<sys::weiss_noise>,
    trajectories: i64,
    seed: u64,
  ) -> Result<NoisyMean> {
    let sum = PauliSum::of(terms)?;
    let mut mean = NoisyMean { value: 0.0, standard_error: 0.0 };
    check(|error| unsafe {
      sys::weiss_circuit_expectation(
        self.get(),
        null(),
        or_null(&noise),
        seed,
        trajectories,
        sum.len(),
        pointer(&sum.paulis),
        pointer(&sum.coefficients),
        &mut mean.value,
        &mut mean.standard_error,
        error,
      )
    })?;
    Ok(mean)
  }
}

fn or_null<T>(value: &Option<T>) -> *const T {
  value.as_ref().map_or(null(), |value| value)
}
