//! Algorithms with options, ready to run.

use crate::call::{guarded_call, Call, EvaluateFn, Run};
use crate::context::{Context, Owner};
use crate::error::{c_text, check, pointer, slice, text, Error, Result};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::spec::Spec;
use std::os::raw::c_void;
use std::ptr::{null_mut, NonNull};
use std::sync::Arc;
use weiss_sys as sys;
use weiss_sys::{Growable, Struct};

/// An instance of the library's, which ends before its context.
struct Handle {
  pointer: NonNull<sys::weiss_instance>,
  _context: Arc<Owner>,
}

// What is called by way of a shared handle, cancel and destroy, may be called from every thread.
unsafe impl Send for Handle {}
unsafe impl Sync for Handle {}

impl Drop for Handle {
  fn drop(&mut self) {
    unsafe { sys::weiss_instance_destroy(self.pointer.as_ptr()) }
  }
}

/// Stops the runs of one instance, from any thread or a signal handler.
#[derive(Clone)]
pub struct Canceller(Arc<Handle>);

impl Canceller {
  /// Asks the run to stop soon and keep its best. Later runs stop at once, until `reset`.
  pub fn cancel(&self) {
    unsafe { sys::weiss_instance_cancel(self.0.pointer.as_ptr()) }
  }

  pub fn reset(&self) {
    unsafe { sys::weiss_instance_reset_cancel(self.0.pointer.as_ptr()) }
  }
}

fn create(context: &Context, kind: i32, spec: Spec) -> Result<Arc<Handle>> {
  let name = c_text(&spec.name)?;
  let mut texts = Vec::new();
  for (key, value) in &spec.settings {
    texts.push((c_text(key)?, c_text(value)?));
  }
  let values: Vec<sys::weiss_value> = texts
    .iter()
    .map(|(key, value)| sys::weiss_value {
      key: key.as_ptr(),
      s: value.as_ptr(),
      ..sys::weiss_value::zeroed()
    })
    .collect();
  let mut out = null_mut();
  let created = guarded_call(|| {
    check(|error| unsafe {
      let count = values.len() as i64;
      sys::weiss_instance_create(context.get(), kind, name.as_ptr(), pointer(&values), count, &mut out, error)
    })
  });
  created?;
  let pointer = NonNull::new(out).ok_or_else(|| Error::of(sys::WEISS_E_INTERNAL, "no instance was made"))?;
  Ok(Arc::new(Handle { pointer, _context: context.owner() }))
}

macro_rules! instance {
  ($(#[$doc:meta])* $name:ident $kind:ident) => {
    $(#[$doc])*
    pub struct $name(Arc<Handle>);

    impl $name {
      pub(crate) fn new(context: &Context, spec: Spec) -> Result<$name> {
        Ok($name(create(context, sys::$kind, spec)?))
      }

      /// All settings, those of nested algorithms too, defaults filled in: a spec that creates the same again.
      pub fn spec(&self) -> String {
        text(unsafe { sys::weiss_instance_spec(self.0.pointer.as_ptr()) })
      }

      pub fn canceller(&self) -> Canceller {
        Canceller(self.0.clone())
      }
    }
  };
}

instance! {
  /// A solver; see `Context::solver`.
  Solver WEISS_KIND_SOLVER
}

instance! {
  /// A partitioner; see `Context::partitioner`.
  Partitioner WEISS_KIND_PARTITIONER
}

instance! {
  /// An optimizer; see `Context::optimizer`.
  Optimizer WEISS_KIND_OPTIMIZER
}

impl Solver {
  pub fn solve(&mut self, problem: &Problem, run: Run<'_>) -> Result<Outcome> {
    let instance = self.0.pointer.as_ptr();
    Call::run(run, problem.num_spins(), None, |_, config, out, error| unsafe {
      sys::weiss_instance_solve(instance, problem.get(), config, out, error)
    })
  }
}

/// What is asked of a partitioner; see `weiss_partition_task`. Empty slices are left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Task<'a> {
  /// 0: the method chooses.
  pub num_parts: i64,
  /// 0: none.
  pub max_part_spins: i64,
  pub imbalance: f64,
  pub may_overlap: bool,
  pub may_omit: bool,
  pub fixed: &'a [i32],
  pub best: &'a [i8],
  pub current: &'a [i8],
  pub marginals: &'a [f64],
}

impl Partitioner {
  pub fn partition(&mut self, problem: &Problem, task: &Task<'_>, run: Run<'_>) -> Result<Outcome> {
    let n = problem.num_spins();
    for (name, len) in [
      ("fixed", task.fixed.len()),
      ("best", task.best.len()),
      ("current", task.current.len()),
      ("marginals", task.marginals.len()),
    ] {
      sized(name, len, n)?;
    }
    let mut c = sys::weiss_partition_task::sized();
    c.may_overlap = task.may_overlap as i32;
    c.may_omit = task.may_omit as i32;
    c.num_parts = task.num_parts;
    c.max_part_spins = task.max_part_spins;
    c.imbalance = task.imbalance;
    c.fixed = pointer(task.fixed);
    c.best = pointer(task.best);
    c.current = pointer(task.current);
    c.marginals = pointer(task.marginals);
    let instance = self.0.pointer.as_ptr();
    Call::run(run, n, None, |_, config, out, error| unsafe {
      sys::weiss_instance_partition(instance, problem.get(), &c, config, out, error)
    })
  }
}

/// A function to minimise: `evaluate(x, gradient)` returns the value at x and, when asked, fills the gradient, which
/// happens only with `has_gradient`. Empty slices are left out.
pub struct Objective<'a> {
  pub dimension: usize,
  pub evaluate: EvaluateFn<'a>,
  pub has_gradient: bool,
  pub stochastic: bool,
  pub lower: &'a [f64],
  pub upper: &'a [f64],
  pub start: &'a [f64],
  pub initial_step: f64,
}

impl<'a> Objective<'a> {
  pub fn new(dimension: usize, evaluate: EvaluateFn<'a>) -> Objective<'a> {
    Objective {
      dimension,
      evaluate,
      has_gradient: false,
      stochastic: false,
      lower: &[],
      upper: &[],
      start: &[],
      initial_step: 0.0,
    }
  }
}

impl Optimizer {
  /// The outcome's `x` is the best point and its `energy` the value there; `work_limit` counts evaluations.
  pub fn minimize<'a>(&mut self, objective: Objective<'a>, run: Run<'a>) -> Result<Outcome> {
    for (name, len) in
      [("lower", objective.lower.len()), ("upper", objective.upper.len()), ("start", objective.start.len())]
    {
      sized(name, len, objective.dimension)?;
    }
    let mut c = sys::weiss_objective::sized();
    c.has_gradient = objective.has_gradient as i32;
    c.stochastic = objective.stochastic as i32;
    c.dimension = objective.dimension as i64;
    c.lower = pointer(objective.lower);
    c.upper = pointer(objective.upper);
    c.start = pointer(objective.start);
    c.initial_step = objective.initial_step;
    c.evaluate = Some(evaluate);
    let instance = self.0.pointer.as_ptr();
    Call::run(run, 0, Some(objective.evaluate), |user, config, out, error| {
      c.user = user;
      unsafe { sys::weiss_instance_minimize(instance, &c, config, out, error) }
    })
  }
}

fn sized(name: &str, len: usize, wanted: usize) -> Result<()> {
  if len != 0 && len != wanted {
    return Err(Error::argument(format!("{} must hold {} entries, got {}", name, wanted, len)));
  }
  Ok(())
}

unsafe extern "C" fn evaluate(
  objective: *const sys::weiss_objective,
  count: i64,
  x: *const f64,
  f: *mut f64,
  g: *mut f64,
) -> i32 {
  let call = &*((*objective).user as *const c_void as *const Call<'_>);
  let dimension = (*objective).dimension as usize;
  let done = call.state.guarded(|| {
    let mut function = call.evaluate.borrow_mut();
    for k in 0..count as usize {
      let point = slice(x.add(k * dimension), dimension as i64);
      let gradient = if g.is_null() {
        None
      } else {
        Some(std::slice::from_raw_parts_mut(g.add(k * dimension), dimension))
      };
      if let Some(function) = function.as_mut() {
        *f.add(k) = function(point, gradient);
      }
    }
  });
  if done.is_some() {
    sys::WEISS_OK
  } else {
    sys::WEISS_E_FAIL
  }
}
