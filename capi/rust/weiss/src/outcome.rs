//! What a run returned.

use crate::error::{check, slice, text, Error, Result};
use std::fmt;
use std::ptr::NonNull;
use weiss_sys as sys;
use weiss_sys::Growable;

/// Why a run ended. Expect values without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason(pub i32);

impl Reason {
  pub const OPTIMAL: Reason = Reason(sys::WEISS_REASON_OPTIMAL);
  pub const TARGET: Reason = Reason(sys::WEISS_REASON_TARGET);
  pub const CONVERGED: Reason = Reason(sys::WEISS_REASON_CONVERGED);
  pub const WORK: Reason = Reason(sys::WEISS_REASON_WORK);
  pub const TIME: Reason = Reason(sys::WEISS_REASON_TIME);
  pub const CANCELLED: Reason = Reason(sys::WEISS_REASON_CANCELLED);
  pub const PLUGIN_FAILED: Reason = Reason(sys::WEISS_REASON_PLUGIN_FAILED);
}

impl fmt::Display for Reason {
  fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&text(unsafe { sys::weiss_reason_name(self.0) }))
  }
}

/// One state that a solver found; distinct, best first.
#[derive(Clone, Debug)]
pub struct Sample<'a> {
  pub spins: &'a [i8],
  pub energy: f64,
  /// The energy in the user's own form.
  pub objective: f64,
  pub multiplicity: i64,
}

/// A part that a partitioner cut out; highest priority first.
#[derive(Clone, Debug)]
pub struct Part<'a> {
  pub members: &'a [i32],
  pub priority: f64,
  /// Initial circuit parameters.
  pub parameters: &'a [f64],
}

/// One improvement of the incumbent.
#[derive(Clone, Debug)]
pub struct Step {
  pub seconds: f64,
  pub energy: f64,
  pub work: i64,
  pub source: String,
}

/// What a run returned; outlives instance, problem and context. Slices borrow from it.
pub struct Outcome {
  handle: NonNull<sys::weiss_result>,
  info: sys::weiss_result_info,
}

// It does not change, and its functions may be called from every thread at once.
unsafe impl Send for Outcome {}
unsafe impl Sync for Outcome {}

impl Drop for Outcome {
  fn drop(&mut self) {
    unsafe { sys::weiss_result_destroy(self.handle.as_ptr()) }
  }
}

impl Outcome {
  pub(crate) fn new(handle: NonNull<sys::weiss_result>) -> Result<Outcome> {
    let mut outcome = Outcome { handle, info: sys::weiss_result_info::sized() };
    check(|error| unsafe { sys::weiss_result_get_info(handle.as_ptr(), &mut outcome.info, error) })?;
    Ok(outcome)
  }

  /// All the numbers of the run.
  pub fn info(&self) -> &sys::weiss_result_info {
    &self.info
  }

  /// The best value in the user's own form: cut, QUBO value, Ising energy.
  pub fn objective(&self) -> f64 {
    self.info.objective
  }

  /// The best energy; of an optimizer the best value.
  pub fn energy(&self) -> f64 {
    self.info.energy
  }

  /// No energy is below it.
  pub fn bound(&self) -> f64 {
    self.info.bound
  }

  pub fn is_optimal(&self) -> bool {
    self.info.proof == sys::WEISS_PROOF_OPTIMAL
  }

  pub fn reason(&self) -> Reason {
    Reason(self.info.reason)
  }

  /// The best state as -1 and +1; empty without a sample.
  pub fn spins(&self) -> &[i8] {
    unsafe { slice(sys::weiss_result_spins(self.handle.as_ptr()), self.info.num_spins) }
  }

  /// The best state as 0 and 1, x = (1 - s) / 2.
  pub fn bits(&self) -> &[i8] {
    unsafe { slice(sys::weiss_result_bits(self.handle.as_ptr()), self.info.num_spins) }
  }

  /// The mean of each spin; empty when not reported.
  pub fn marginals(&self) -> &[f64] {
    unsafe { slice(sys::weiss_result_marginals(self.handle.as_ptr()), self.info.num_spins) }
  }

  /// Circuit parameters; empty when not reported.
  pub fn parameters(&self) -> &[f64] {
    unsafe { slice(sys::weiss_result_parameters(self.handle.as_ptr()), self.info.num_parameters) }
  }

  /// The best point of an optimizer.
  pub fn x(&self) -> &[f64] {
    unsafe { slice(sys::weiss_result_x(self.handle.as_ptr()), self.info.dimension) }
  }

  /// Distinct samples, best first.
  pub fn samples(&self) -> Result<Vec<Sample<'_>>> {
    self.each(self.info.num_samples, sys::weiss_result_get_sample, |sample: sys::weiss_result_sample| {
      Sample {
        spins: unsafe { slice(sample.spins, self.info.num_spins) },
        energy: sample.energy,
        objective: sample.objective,
        multiplicity: sample.multiplicity,
      }
    })
  }

  pub fn parts(&self) -> Result<Vec<Part<'_>>> {
    self.each(self.info.num_parts, sys::weiss_result_get_part, |part: sys::weiss_result_part| Part {
      members: unsafe { slice(part.members, part.num_members) },
      priority: part.priority,
      parameters: unsafe { slice(part.parameters, part.num_parameters) },
    })
  }

  /// Each improvement, first to last.
  pub fn trace(&self) -> Result<Vec<Step>> {
    let get = sys::weiss_result_get_improvement;
    self.each(self.info.num_trace, get, |step: sys::weiss_result_improvement| Step {
      seconds: step.seconds,
      energy: step.energy,
      work: step.work,
      source: text(step.source),
    })
  }

  fn each<C: Growable, T>(
    &self,
    count: i64,
    get: unsafe extern "C" fn(*const sys::weiss_result, i64, *mut C, *mut sys::weiss_error) -> i32,
    of: impl Fn(C) -> T,
  ) -> Result<Vec<T>> {
    (0..count)
      .map(|index| {
        let mut item = C::sized();
        check(|error| unsafe { get(self.handle.as_ptr(), index, &mut item, error) })?;
        Ok(of(item))
      })
      .collect()
  }

  /// What the algorithms counted, by name.
  pub fn counters(&self) -> Vec<(String, i64)> {
    let counter = |index| {
      let mut value = 0;
      let name = unsafe { sys::weiss_result_counter(self.handle.as_ptr(), index, &mut value) };
      (text(name), value)
    };
    (0..self.info.num_counters).map(counter).collect()
  }

  pub fn counter(&self, name: &str) -> i64 {
    self.counters().iter().find(|(known, _)| known == name).map_or(0, |(_, value)| *value)
  }

  /// Numbers that the solver reported by name, such as "expectation".
  pub fn figures(&self) -> Vec<(String, f64)> {
    let figure = |index| {
      let mut value = 0.0;
      let name = unsafe { sys::weiss_result_figure(self.handle.as_ptr(), index, &mut value) };
      (text(name), value)
    };
    (0..self.info.num_figures).map(figure).collect()
  }

  pub fn warnings(&self) -> Vec<String> {
    let warning = |index| text(unsafe { sys::weiss_result_warning(self.handle.as_ptr(), index) });
    (0..self.info.num_warnings).map(warning).collect()
  }

  /// The run as a JSON document (schema "weiss.report/1").
  pub fn report(&self) -> Result<String> {
    let report = unsafe { sys::weiss_result_report(self.handle.as_ptr()) };
    if report.is_null() {
      return Err(Error::of(sys::WEISS_E_NOMEM, "there is no memory for the report"));
    }
    Ok(text(report))
  }
}
