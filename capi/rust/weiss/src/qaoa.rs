//! QAOA circuits: mean energies, gradients, states.

use crate::circuit::Circuit;
use crate::context::{Context, Owner};
use crate::error::{check, pointer, Error, Result};
use crate::problem::Problem;
use crate::statevector::{span, Precision, Shots, Statevector};
use std::ops::Range;
use std::ptr::{null, null_mut, NonNull};
use std::sync::Arc;
use weiss_sys as sys;
use weiss_sys::Growable;

/// How a mean energy is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i32)]
pub enum Method {
  #[default]
  Auto = sys::WEISS_QAOA_AUTO,
  /// All amplitudes: up to 30 spins.
  Statevector = sys::WEISS_QAOA_STATEVECTOR,
  /// Depth 1, X mixer, any number of spins.
  ClosedForm = sys::WEISS_QAOA_CLOSED_FORM,
}

/// What mixes states. Groups are the number of the one-hot group of each spin, -1 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Mixer<'a> {
  #[default]
  X,
  /// Pr[x_i = 1] of each spin.
  WarmStart(&'a [f64]),
  XyRing(&'a [i32]),
  XyComplete(&'a [i32]),
  /// Without groups from all states.
  Grover(&'a [i32]),
}

/// The settings of an evaluator; see `weiss_qaoa_config`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct QaoaConfig<'a> {
  pub mixer: Mixer<'a>,
  pub method: Method,
  pub precision: Precision,
  /// An angle for each term.
  pub multi_angle: bool,
  /// Keeps all 2^n amplitudes where there are no fields and half of them would do.
  pub no_symmetry: bool,
  /// Most threads of the context to use; 0: 1.
  pub threads: i32,
}

impl QaoaConfig<'_> {
  /// The struct for the library, which borrows from the slices.
  fn checked(&self, num_spins: usize) -> Result<sys::weiss_qaoa_config> {
    let (mixer, start, groups): (i32, &[f64], &[i32]) = match self.mixer {
      Mixer::X => (sys::WEISS_MIXER_X, &[], &[]),
      Mixer::WarmStart(start) => (sys::WEISS_MIXER_WARM_START, start, &[]),
      Mixer::XyRing(groups) => (sys::WEISS_MIXER_XY_RING, &[], groups),
      Mixer::XyComplete(groups) => (sys::WEISS_MIXER_XY_COMPLETE, &[], groups),
      Mixer::Grover(groups) => (sys::WEISS_MIXER_GROVER, &[], groups),
    };
    for (name, len) in [("start", start.len()), ("groups", groups.len())] {
      if len != 0 && len != num_spins {
        return Err(Error::argument(format!("{} must hold {} entries, got {}", name, num_spins, len)));
      }
    }
    let mut c = sys::weiss_qaoa_config::sized();
    c.precision = self.precision as i32;
    c.method = self.method as i32;
    c.mixer = mixer;
    c.multi_angle = self.multi_angle as i32;
    c.no_symmetry = self.no_symmetry as i32;
    c.threads = self.threads;
    c.start = pointer(start);
    c.groups = pointer(groups);
    Ok(c)
  }
}

/// An evaluator of the QAOA circuit of a problem; see `Context::qaoa`. Parameters are `[gamma_1 ... gamma_p, beta_1 ...
/// beta_p]`; the depth p follows from their number. With gamma > 0 a good beta of the X mixer is negative.
pub struct Qaoa<'a> {
  handle: NonNull<sys::weiss_qaoa>,
  problem: &'a Problem,
  config: QaoaConfig<'a>,
  context: Arc<Owner>,
}

// It serves one thread at a time, whichever that is: there is no Sync.
unsafe impl Send for Qaoa<'_> {}

impl Drop for Qaoa<'_> {
  fn drop(&mut self) {
    unsafe { sys::weiss_qaoa_destroy(self.get()) }
  }
}

impl Context {
  /// An evaluator with the X mixer.
  pub fn qaoa<'a>(&self, problem: &'a Problem) -> Result<Qaoa<'a>> {
    self.qaoa_with(problem, QaoaConfig::default())
  }

  pub fn qaoa_with<'a>(&self, problem: &'a Problem, config: QaoaConfig<'a>) -> Result<Qaoa<'a>> {
    let c = config.checked(problem.num_spins())?;
    let mut out = null_mut();
    check(|error| unsafe { sys::weiss_qaoa_create(self.get(), problem.get(), &c, &mut out, error) })?;
    let handle =
      NonNull::new(out).ok_or_else(|| Error::of(sys::WEISS_E_INTERNAL, "the library made no evaluator"))?;
    Ok(Qaoa { handle, problem, config, context: self.owner() })
  }

  /// Mean energies of many small problems, each with its own 2 depth parameters, one after another.
  pub fn qaoa_values(&self, problems: &[&Problem], depth: i32, parameters: &[f64]) -> Result<Vec<f64>> {
    let wanted = 2 * depth.max(0) as usize * problems.len();
    if parameters.len() != wanted {
      return Err(Error::argument(format!(
        "parameters must hold {} entries, got {}",
        wanted,
        parameters.len()
      )));
    }
    let pointers: Vec<_> = problems.iter().map(|problem| problem.get()).collect();
    let mut values = vec![0.0; problems.len()];
    check(|error| unsafe {
      let (count, values) = (problems.len() as i64, values.as_mut_ptr());
      let (pointers, parameters) = (pointer(&pointers), pointer(parameters));
      sys::weiss_qaoa_values_many(self.get(), null(), count, pointers, depth, parameters, values, error)
    })?;
    Ok(values)
  }
}

impl<'a> Qaoa<'a> {
  fn get(&self) -> *mut sys::weiss_qaoa {
    self.handle.as_ptr()
  }

  /// Goes on with another problem of as many spins, in the memory that it has.
  pub fn set_problem(&mut self, problem: &'a Problem) -> Result<()> {
    check(|error| unsafe { sys::weiss_qaoa_set_problem(self.get(), problem.get(), error) })?;
    self.problem = problem;
    Ok(())
  }

  /// 2 depth; with multi_angle for each layer an angle for each coupling, field and spin.
  pub fn num_parameters(&self, depth: i32) -> usize {
    unsafe { sys::weiss_qaoa_num_parameters(self.get(), depth) as usize }
  }

  /// Bytes that the state of the circuit needs, with gradient those of `gradient`; None for more than 30 spins.
  pub fn memory(&self, depth: i32, with_gradient: bool) -> Result<Option<i64>> {
    let spins = self.problem.num_spins();
    let c = self.config.checked(spins)?;
    let bytes = unsafe { sys::weiss_qaoa_memory(spins as i64, &c, depth, with_gradient as i32) };
    Ok(Some(bytes).filter(|bytes| *bytes >= 0))
  }

  // ---- mean energies, with the problem's offset ----

  /// Mean energy.
  pub fn value(&mut self, parameters: &[f64]) -> Result<f64> {
    let (depth, mut value) = (self.depth_of(parameters)?, 0.0);
    check(|error| unsafe {
      sys::weiss_qaoa_values(self.get(), null(), 1, depth, pointer(parameters), &mut value, error)
    })?;
    Ok(value)
  }

  /// Mean energies of several parameter vectors, one after another.
  pub fn values(&mut self, depth: i32, parameters: &[f64]) -> Result<Vec<f64>> {
    let each = self.num_parameters(depth);
    if each == 0 || parameters.len() % each != 0 {
      return Err(Error::argument(format!(
        "parameters must hold {} entries for each vector of depth {}, got {}",
        each,
        depth,
        parameters.len()
      )));
    }
    let mut values = vec![0.0; parameters.len() / each];
    check(|error| unsafe {
      let (count, values) = (values.len() as i64, values.as_mut_ptr());
      sys::weiss_qaoa_values(self.get(), null(), count, depth, pointer(parameters), values, error)
    })?;
    Ok(values)
  }

  /// Mean energy and its derivatives.
  pub fn gradient(&mut self, parameters: &[f64]) -> Result<(f64, Vec<f64>)> {
    let (depth, mut value) = (self.depth_of(parameters)?, 0.0);
    let mut gradient = vec![0.0; parameters.len()];
    check(|error| unsafe {
      let slopes = gradient.as_mut_ptr();
      sys::weiss_qaoa_gradient(self.get(), null(), depth, pointer(parameters), &mut value, slopes, error)
    })?;
    Ok((value, gradient))
  }

  /// The beta of least mean energy at a gamma, depth 1, and that energy.
  pub fn best_beta(&mut self, gamma: f64) -> Result<(f64, f64)> {
    let (mut beta, mut value) = (0.0, 0.0);
    check(|error| unsafe {
      sys::weiss_qaoa_best_beta(self.get(), null(), gamma, &mut beta, &mut value, error)
    })?;
    Ok((beta, value))
  }

  /// Runs the circuit, for its state; no parameters: only the start.
  pub fn prepare(&mut self, parameters: &[f64]) -> Result<Prepared<'_, 'a>> {
    let depth = self.depth_of(parameters)?;
    check(|error| unsafe { sys::weiss_qaoa_prepare(self.get(), null(), depth, pointer(parameters), error) })?;
    Ok(Prepared(self))
  }

  /// The circuit as gates; of any number of spins.
  pub fn circuit(&self, parameters: &[f64]) -> Result<Circuit> {
    let depth = self.depth_of(parameters)?;
    let c = self.config.checked(self.problem.num_spins())?;
    Circuit::made(self.context.clone(), |out, error| unsafe {
      let (context, problem) = (self.context.get(), self.problem.get());
      sys::weiss_qaoa_circuit(context, problem, &c, depth, pointer(parameters), out, error)
    })
  }

  fn depth_of(&self, parameters: &[f64]) -> Result<i32> {
    let each = self.num_parameters(1);
    if parameters.is_empty() {
      Ok(0)
    } else if each == 0 || parameters.len() % each != 0 {
      Err(Error::argument(format!(
        "parameters must hold {} entries for each layer, got {}",
        each,
        parameters.len()
      )))
    } else {
      Ok((parameters.len() / each) as i32)
    }
  }
}

/// The state of a circuit that was run. It borrows the evaluator, whose next evaluation needs its room.
pub struct Prepared<'q, 'a>(&'q mut Qaoa<'a>);

impl Prepared<'_, '_> {
  fn num_spins(&self) -> usize {
    self.0.problem.num_spins()
  }

  /// Mean energy.
  pub fn mean(&mut self) -> Result<f64> {
    let mut value = 0.0;
    check(|error| unsafe { sys::weiss_qaoa_mean(self.0.get(), &mut value, error) })?;
    Ok(value)
  }

  /// `<s_i>` of each spin.
  pub fn marginals(&mut self) -> Result<Vec<f64>> {
    let mut marginals = vec![0.0; self.num_spins()];
    check(|error| unsafe { sys::weiss_qaoa_marginals(self.0.get(), marginals.as_mut_ptr(), error) })?;
    Ok(marginals)
  }

  /// `<s_i s_j>`, row by row.
  pub fn correlations(&mut self) -> Result<Vec<f64>> {
    let mut correlations = vec![0.0; self.num_spins() * self.num_spins()];
    check(|error| unsafe { sys::weiss_qaoa_correlations(self.0.get(), correlations.as_mut_ptr(), error) })?;
    Ok(correlations)
  }

  /// Probabilities and energies of basis states.
  pub fn probabilities(&mut self, indices: Range<usize>) -> Result<(Vec<f64>, Vec<f64>)> {
    let size = 1_usize.checked_shl(self.num_spins() as u32).unwrap_or(usize::MAX);
    let (first, count) = span(&indices, size)?;
    let (mut probabilities, mut energies) = (vec![0.0; indices.len()], vec![0.0; indices.len()]);
    check(|error| unsafe {
      let (p, e) = (probabilities.as_mut_ptr(), energies.as_mut_ptr());
      sys::weiss_qaoa_probabilities(self.0.get(), first, count, p, e, error)
    })?;
    Ok((probabilities, energies))
  }

  /// Measures all qubits, shots times.
  pub fn sample(&mut self, shots: usize, seed: u64) -> Result<Shots> {
    let mut energies = vec![0.0; shots];
    let seen = Shots::take(shots, |shots, states, counts, seen, error| unsafe {
      let (qaoa, energies) = (self.0.get(), energies.as_mut_ptr());
      sys::weiss_qaoa_sample(qaoa, null(), seed, shots, states, counts, energies, seen, error)
    })?;
    energies.truncate(seen.states.len());
    Ok(Shots { energies, ..seen })
  }

  /// Copies the amplitudes, up to a global phase, into a register of as many qubits.
  pub fn copy_to(&mut self, state: &mut Statevector) -> Result<()> {
    check(|error| unsafe { sys::weiss_qaoa_state(self.0.get(), state.get(), error) })
  }
}
