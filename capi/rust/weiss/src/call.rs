//! Calls into the library that may come back to Rust. A panic cannot cross the library: it waits here while the
//! callback ends the run, and goes on when the library has returned.

use crate::error::{error_of, pointer, text, Error, Result};
use crate::outcome::Outcome;
use std::any::Any;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::os::raw::c_void;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::ptr::{null_mut, NonNull};
use weiss_sys as sys;
use weiss_sys::Growable;

/// How far a run is.
pub struct Progress<'a>(&'a sys::weiss_progress);

impl Progress<'_> {
  /// Energy, bound, work and more, as numbers; the event is a `weiss_sys::WEISS_EVENT_*`.
  pub fn numbers(&self) -> &sys::weiss_progress {
    self.0
  }

  /// Is there a new best sample?
  pub fn is_improvement(&self) -> bool {
    self.0.event == sys::WEISS_EVENT_IMPROVED
  }

  /// The best so far, in the user's own form.
  pub fn objective(&self) -> f64 {
    self.0.objective
  }

  /// What found the best sample.
  pub fn source(&self) -> String {
    text(self.0.source)
  }
}

/// Called with the progress of a run; `Break` stops it.
pub type ProgressFn<'a> = &'a mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>;

/// The settings of one run; see `weiss_run_config`. All zero is a good default.
#[derive(Default)]
pub struct Run<'a> {
  pub threads: i32,
  pub seed: u64,
  /// Seconds; 0: none.
  pub time_limit: f64,
  /// Units; 0: none.
  pub work_limit: i64,
  /// A value, in the user's own form, that is good enough.
  pub target: Option<f64>,
  /// The best value there is, in the user's own form: the report compares with it.
  pub optimum: Option<f64>,
  /// How many distinct samples to keep; 0: 16.
  pub max_samples: i64,
  /// States to start from, one after another.
  pub starts: &'a [i8],
  pub mean_spins: &'a [f64],
  pub parameters: &'a [f64],
  pub progress: Option<ProgressFn<'a>>,
}

/// A function of the user's that an optimizer minimises.
pub type EvaluateFn<'a> = &'a mut dyn FnMut(&[f64], Option<&mut [f64]>) -> f64;

type Panic = Box<dyn Any + Send>;

/// What is common to all calls: a panic that waits.
#[derive(Default)]
pub(crate) struct State {
  panic: RefCell<Option<Panic>>,
}

impl State {
  fn fail(&self, panic: Panic) {
    self.panic.borrow_mut().get_or_insert(panic);
  }

  /// Runs a callback; None when it has panicked.
  pub(crate) fn guarded<T>(&self, callback: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(callback)).map_err(|panic| self.fail(panic)).ok()
  }
}

thread_local! {
  /// The calls that this thread is in, innermost last.
  static CALLS: RefCell<Vec<*const State>> = RefCell::new(Vec::new());
}

struct Entered;

impl Entered {
  fn new(state: &State) -> Entered {
    CALLS.with(|calls| calls.borrow_mut().push(state));
    Entered
  }
}

impl Drop for Entered {
  fn drop(&mut self) {
    CALLS.with(|calls| calls.borrow_mut().pop());
  }
}

/// Hands the panic of an algorithm to the innermost call of this thread. In a plugin there is none: false.
pub(crate) fn leave_panic(panic: Panic) -> bool {
  let innermost = CALLS.with(|calls| calls.borrow().last().copied());
  if let Some(state) = innermost {
    unsafe { &*state }.fail(panic); // pushed by a call that has not returned yet
  }
  innermost.is_some()
}

pub(crate) fn guarded_call<T>(call: impl FnOnce() -> T) -> T {
  let state = State::default();
  let entered = Entered::new(&state);
  let value = call();
  drop(entered);
  if let Some(panic) = state.panic.take() {
    resume_unwind(panic);
  }
  value
}

/// One run under way.
pub(crate) struct Call<'a> {
  pub(crate) state: State,
  progress: RefCell<Option<ProgressFn<'a>>>,
  pub(crate) evaluate: RefCell<Option<EvaluateFn<'a>>>,
}

impl<'a> Call<'a> {
  /// Runs `call(config, out, error)` with the settings.
  pub(crate) fn run(
    settings: Run<'a>,
    num_spins: usize,
    evaluate: Option<EvaluateFn<'a>>,
    call: impl FnOnce(
      *mut c_void,
      *const sys::weiss_run_config,
      *mut *mut sys::weiss_result,
      *mut sys::weiss_error,
    ) -> i32,
  ) -> Result<Outcome> {
    let mut config = config_of(&settings, num_spins)?;
    let this = Call {
      state: State::default(),
      progress: RefCell::new(settings.progress),
      evaluate: RefCell::new(evaluate),
    };
    let user = &this as *const Call<'a> as *mut c_void;
    config.progress = Some(on_progress);
    config.progress_user = user;

    let mut out = null_mut();
    let mut report = sys::weiss_error::sized();
    let entered = Entered::new(&this.state);
    let status = call(user, &config, &mut out, &mut report);
    drop(entered);
    let outcome = NonNull::new(out).map(Outcome::new);
    if let Some(panic) = this.state.panic.take() {
      resume_unwind(panic);
    }
    match outcome {
      Some(outcome) if status >= 0 => outcome,
      _ => Err(error_of(status, &report)),
    }
  }
}

fn config_of(settings: &Run<'_>, num_spins: usize) -> Result<sys::weiss_run_config> {
  let starts = settings.starts.len();
  if starts > 0 && (num_spins == 0 || starts % num_spins != 0) {
    return Err(Error::argument(format!(
      "starts must hold {} spins for each state, got {}",
      num_spins, starts
    )));
  }
  if !settings.mean_spins.is_empty() && settings.mean_spins.len() != num_spins {
    return Err(Error::argument(format!(
      "mean_spins must hold {} numbers, got {}",
      num_spins,
      settings.mean_spins.len()
    )));
  }
  let mut config = sys::weiss_run_config::sized();
  config.threads = settings.threads;
  config.seed = settings.seed;
  config.time_limit = settings.time_limit;
  config.work_limit = settings.work_limit;
  config.has_target = settings.target.is_some() as i32;
  config.target = settings.target.unwrap_or(0.0);
  config.has_optimum = settings.optimum.is_some() as i32;
  config.optimum = settings.optimum.unwrap_or(0.0);
  config.max_samples = settings.max_samples;
  config.num_starts = if starts > 0 { (starts / num_spins) as i32 } else { 0 };
  config.starts = pointer(settings.starts);
  config.mean_spins = pointer(settings.mean_spins);
  config.parameters = pointer(settings.parameters);
  config.num_parameters = settings.parameters.len() as i64;
  Ok(config)
}

unsafe extern "C" fn on_progress(user: *mut c_void, progress: *const sys::weiss_progress) -> i32 {
  let call = &*(user as *const Call<'_>);
  let answer = call.state.guarded(|| match call.progress.borrow_mut().as_mut() {
    Some(function) => function(&Progress(&*progress)),
    None => ControlFlow::Continue(()),
  });
  match answer {
    Some(ControlFlow::Continue(())) => 0,
    _ => 1,
  }
}
