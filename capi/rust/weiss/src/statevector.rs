//! Registers of qubits: states, gates, measurements.

use crate::context::{Context, Owner};
use crate::error::{c_text, check, pointer, Error, Result};
use std::ffi::CString;
use std::ops::Range;
use std::os::raw::c_char;
use std::ptr::{null_mut, NonNull};
use std::sync::Arc;
use weiss_sys as sys;

/// Real and imaginary part.
pub type Complex = [f64; 2];

/// How amplitudes are stored; arguments and results are double in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i32)]
pub enum Precision {
  #[default]
  Double = sys::WEISS_PRECISION_DOUBLE,
  Single = sys::WEISS_PRECISION_SINGLE,
}

/// A gate with its qubits, and with its angle in radians. RX(t) is exp(-i t X/2), and so for the others; P(t) is
/// diag(1, e^it); CP is P when both are 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gate {
  H(i32),
  X(i32),
  Y(i32),
  Z(i32),
  S(i32),
  Sdg(i32),
  T(i32),
  Tdg(i32),
  Rx(i32, f64),
  Ry(i32, f64),
  Rz(i32, f64),
  P(i32, f64),
  /// Control and target.
  Cx(i32, i32),
  Cz(i32, i32),
  Swap(i32, i32),
  Rxx(i32, i32, f64),
  Ryy(i32, i32, f64),
  Rzz(i32, i32, f64),
  Cp(i32, i32, f64),
}

impl Gate {
  /// Gate, both qubits and angle, for the library.
  pub(crate) fn parts(self) -> (i32, i32, i32, f64) {
    match self {
      Gate::H(a) => (sys::WEISS_GATE_H, a, a, 0.0),
      Gate::X(a) => (sys::WEISS_GATE_X, a, a, 0.0),
      Gate::Y(a) => (sys::WEISS_GATE_Y, a, a, 0.0),
      Gate::Z(a) => (sys::WEISS_GATE_Z, a, a, 0.0),
      Gate::S(a) => (sys::WEISS_GATE_S, a, a, 0.0),
      Gate::Sdg(a) => (sys::WEISS_GATE_SDG, a, a, 0.0),
      Gate::T(a) => (sys::WEISS_GATE_T, a, a, 0.0),
      Gate::Tdg(a) => (sys::WEISS_GATE_TDG, a, a, 0.0),
      Gate::Rx(a, angle) => (sys::WEISS_GATE_RX, a, a, angle),
      Gate::Ry(a, angle) => (sys::WEISS_GATE_RY, a, a, angle),
      Gate::Rz(a, angle) => (sys::WEISS_GATE_RZ, a, a, angle),
      Gate::P(a, angle) => (sys::WEISS_GATE_P, a, a, angle),
      Gate::Cx(a, b) => (sys::WEISS_GATE_CX, a, b, 0.0),
      Gate::Cz(a, b) => (sys::WEISS_GATE_CZ, a, b, 0.0),
      Gate::Swap(a, b) => (sys::WEISS_GATE_SWAP, a, b, 0.0),
      Gate::Rxx(a, b, angle) => (sys::WEISS_GATE_RXX, a, b, angle),
      Gate::Ryy(a, b, angle) => (sys::WEISS_GATE_RYY, a, b, angle),
      Gate::Rzz(a, b, angle) => (sys::WEISS_GATE_RZZ, a, b, angle),
      Gate::Cp(a, b, angle) => (sys::WEISS_GATE_CP, a, b, angle),
    }
  }
}

/// What a measurement of all qubits saw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shots {
  /// Distinct and ascending; bit i of a state is qubit i.
  pub states: Vec<u64>,
  /// How often each was seen.
  pub counts: Vec<i64>,
  /// Of the states; empty where there is no problem.
  pub energies: Vec<f64>,
}

impl Shots {
  /// Runs `sample(shots, states, counts, num_states, error)` with room for that many.
  pub(crate) fn take(
    shots: usize,
    sample: impl FnOnce(i64, *mut u64, *mut i64, *mut i64, *mut sys::weiss_error) -> i32,
  ) -> Result<Shots> {
    let (mut states, mut counts, mut seen) = (vec![0; shots], vec![0; shots], 0);
    check(|error| sample(shots as i64, states.as_mut_ptr(), counts.as_mut_ptr(), &mut seen, error))?;
    states.truncate(seen as usize);
    counts.truncate(seen as usize);
    Ok(Shots { states, counts, energies: Vec::new() })
  }
}

/// Coefficients of Pauli strings, as the library takes them.
pub(crate) struct PauliSum {
  _texts: Vec<CString>, // which the pointers lead to
  pub(crate) paulis: Vec<*const c_char>,
  pub(crate) coefficients: Vec<f64>,
}

impl PauliSum {
  pub(crate) fn of(terms: &[(&str, f64)]) -> Result<PauliSum> {
    let texts = terms.iter().map(|(pauli, _)| c_text(pauli)).collect::<Result<Vec<CString>>>()?;
    Ok(PauliSum {
      paulis: texts.iter().map(|text| text.as_ptr()).collect(),
      coefficients: terms.iter().map(|term| term.1).collect(),
      _texts: texts,
    })
  }

  pub(crate) fn len(&self) -> i64 {
    self.paulis.len() as i64
  }
}

/// A register of qubits as its 2^n amplitudes; see `Context::statevector`. Qubit i is bit i of the index of a basis
/// state. A Pauli string is a letter of "IXYZ" for each qubit, qubit 0 first.
pub struct Statevector {
  handle: NonNull<sys::weiss_statevector>,
  _context: Arc<Owner>,
}

// It serves one thread at a time, whichever that is: there is no Sync.
unsafe impl Send for Statevector {}

impl Drop for Statevector {
  fn drop(&mut self) {
    unsafe { sys::weiss_statevector_destroy(self.get()) }
  }
}

impl Context {
  /// A register of up to 30 qubits, all 0.
  pub fn statevector(&self, num_qubits: i32) -> Result<Statevector> {
    self.statevector_with(num_qubits, Precision::Double, 1)
  }

  /// The same with another precision, and up to so many threads of the context.
  pub fn statevector_with(&self, num_qubits: i32, precision: Precision, threads: i32) -> Result<Statevector> {
    let mut out = null_mut();
    check(|error| unsafe {
      sys::weiss_statevector_create(self.get(), num_qubits, precision as i32, threads, &mut out, error)
    })?;
    let handle =
      NonNull::new(out).ok_or_else(|| Error::of(sys::WEISS_E_INTERNAL, "the library made no register"))?;
    Ok(Statevector { handle, _context: self.owner() })
  }
}

impl Statevector {
  /// Bytes that a register holds; None for more than 30 qubits.
  pub fn memory(num_qubits: i32, precision: Precision) -> Option<i64> {
    Some(unsafe { sys::weiss_statevector_memory(num_qubits, precision as i32) }).filter(|bytes| *bytes >= 0)
  }

  pub(crate) fn get(&self) -> *mut sys::weiss_statevector {
    self.handle.as_ptr()
  }

  pub fn num_qubits(&self) -> usize {
    unsafe { sys::weiss_statevector_num_qubits(self.get()) as usize }
  }

  /// How many amplitudes there are.
  fn size(&self) -> usize {
    1 << self.num_qubits()
  }

  // ---- states ----

  pub fn set_basis(&mut self, index: u64) -> Result<()> {
    check(|error| unsafe { sys::weiss_statevector_set_basis(self.get(), index, error) })
  }

  /// The uniform superposition of all basis states.
  pub fn set_uniform(&mut self) {
    unsafe { sys::weiss_statevector_set_uniform(self.get()) }
  }

  /// Writes amplitudes from index first on; they are not normalised.
  pub fn set_amplitudes(&mut self, first: usize, amplitudes: &[Complex]) -> Result<()> {
    check(|error| unsafe {
      let (first, count) = (first as i64, amplitudes.len() as i64);
      sys::weiss_statevector_set_amplitudes(self.get(), first, count, pointer(amplitudes).cast(), error)
    })
  }

  /// All amplitudes.
  pub fn amplitudes(&self) -> Result<Vec<Complex>> {
    self.amplitudes_of(0..self.size())
  }

  /// Those of some basis states.
  pub fn amplitudes_of(&self, indices: Range<usize>) -> Result<Vec<Complex>> {
    let (first, count) = span(&indices, self.size())?;
    let mut amplitudes = vec![[0.0; 2]; indices.len()];
    check(|error| unsafe {
      sys::weiss_statevector_amplitudes(self.get(), first, count, amplitudes.as_mut_ptr().cast(), error)
    })?;
    Ok(amplitudes)
  }

  /// Takes the state of another register of as many qubits.
  pub fn copy_from(&mut self, source: &Statevector) -> Result<()> {
    check(|error| unsafe { sys::weiss_statevector_copy(self.get(), source.get(), error) })
  }

  // ---- gates ----

  pub fn gate(&mut self, gate: Gate) -> Result<()> {
    let (number, a, b, angle) = gate.parts();
    check(|error| unsafe { sys::weiss_statevector_gate(self.get(), number, a, b, angle, error) })
  }

  /// Applies a matrix, row by row and unitary or not, to one qubit or two, (a, b) with the index bit(a) + 2 bit(b).
  pub fn matrix(&mut self, targets: &[i32], matrix: &[Complex]) -> Result<()> {
    let count = matrix_targets(targets, matrix)?;
    check(|error| unsafe {
      sys::weiss_statevector_matrix(self.get(), count, targets.as_ptr(), matrix.as_ptr().cast(), error)
    })
  }

  /// exp(-i angle/2 P).
  pub fn pauli_rotation(&mut self, pauli: &str, angle: f64) -> Result<()> {
    let pauli = c_text(pauli)?;
    check(|error| unsafe { sys::weiss_statevector_pauli_rotation(self.get(), pauli.as_ptr(), angle, error) })
  }

  /// `exp(-i gamma costs[x])` for each of the 2^n basis states x.
  pub fn phase(&mut self, costs: &[f64], gamma: f64) -> Result<()> {
    self.sized(costs)?;
    check(|error| unsafe { sys::weiss_statevector_phase(self.get(), costs.as_ptr(), gamma, error) })
  }

  // ---- measurements, which do not change the state ----

  /// Sum of |amplitude|^2.
  pub fn norm(&self) -> f64 {
    unsafe { sys::weiss_statevector_norm(self.get()) }
  }

  /// Mean of a sum of Pauli strings, such as `[("ZZI", 0.5), ("IXI", -1.0)]`.
  pub fn expectation(&self, terms: &[(&str, f64)]) -> Result<f64> {
    let (sum, mut value) = (PauliSum::of(terms)?, 0.0);
    check(|error| unsafe {
      let (paulis, coefficients) = (pointer(&sum.paulis), pointer(&sum.coefficients));
      sys::weiss_statevector_expectation(self.get(), sum.len(), paulis, coefficients, &mut value, error)
    })?;
    Ok(value)
  }

  /// Mean of `costs[x]` over the 2^n basis states x.
  pub fn mean(&self, costs: &[f64]) -> Result<f64> {
    self.sized(costs)?;
    let mut value = 0.0;
    check(|error| unsafe { sys::weiss_statevector_mean(self.get(), costs.as_ptr(), &mut value, error) })?;
    Ok(value)
  }

  /// |amplitude|^2 of all basis states.
  pub fn probabilities(&self) -> Result<Vec<f64>> {
    self.probabilities_of(0..self.size())
  }

  /// Those of some.
  pub fn probabilities_of(&self, indices: Range<usize>) -> Result<Vec<f64>> {
    let (first, count) = span(&indices, self.size())?;
    let mut probabilities = vec![0.0; indices.len()];
    check(|error| unsafe {
      sys::weiss_statevector_probabilities(self.get(), first, count, probabilities.as_mut_ptr(), error)
    })?;
    Ok(probabilities)
  }

  /// `<Z_i>` of each qubit.
  pub fn marginals(&self) -> Result<Vec<f64>> {
    let mut marginals = vec![0.0; self.num_qubits()];
    check(|error| unsafe { sys::weiss_statevector_marginals(self.get(), marginals.as_mut_ptr(), error) })?;
    Ok(marginals)
  }

  /// `<Z_i Z_j>`, row by row.
  pub fn correlations(&self) -> Result<Vec<f64>> {
    let mut correlations = vec![0.0; self.num_qubits() * self.num_qubits()];
    check(|error| unsafe {
      sys::weiss_statevector_correlations(self.get(), correlations.as_mut_ptr(), error)
    })?;
    Ok(correlations)
  }

  /// Measures all qubits, shots times.
  pub fn sample(&self, shots: usize, seed: u64) -> Result<Shots> {
    Shots::take(shots, |shots, states, counts, seen, error| unsafe {
      sys::weiss_statevector_sample(self.get(), seed, shots, states, counts, seen, error)
    })
  }

  /// `<self|other>`.
  pub fn overlap(&self, other: &Statevector) -> Result<Complex> {
    let mut overlap = [0.0; 2];
    check(|error| unsafe {
      sys::weiss_statevector_overlap(self.get(), other.get(), overlap.as_mut_ptr(), error)
    })?;
    Ok(overlap)
  }

  fn sized(&self, costs: &[f64]) -> Result<()> {
    if costs.len() != self.size() {
      return Err(Error::argument(format!("costs must hold {} entries, got {}", self.size(), costs.len())));
    }
    Ok(())
  }
}

/// First index and count of basis states, of which there are so many.
pub(crate) fn span(indices: &Range<usize>, size: usize) -> Result<(i64, i64)> {
  if indices.start > indices.end || indices.end > size {
    return Err(Error::argument(format!("{:?} does not lie within {} basis states", indices, size)));
  }
  Ok((indices.start as i64, indices.len() as i64))
}

/// The number of targets of a matrix.
pub(crate) fn matrix_targets(targets: &[i32], matrix: &[Complex]) -> Result<i32> {
  match (targets.len(), matrix.len()) {
    (1, 4) => Ok(1),
    (2, 16) => Ok(2),
    (targets, entries) => Err(Error::argument(format!(
      "a matrix is on one qubit with 4 entries or on two with 16, got {} and {}",
      targets, entries
    ))),
  }
}
