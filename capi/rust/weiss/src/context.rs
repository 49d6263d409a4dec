//! The context: everything begins with one.

use crate::algorithm::Algorithm;
use crate::call::Run;
use crate::error::{c_path, c_text, check, Error, Result};
use crate::info::{AlgorithmInfo, Kind};
use crate::instance::{Optimizer, Partitioner, Solver};
use crate::outcome::Outcome;
use crate::problem::{or_null, Data, Origin, Problem, ReadOptions};
use crate::spec::Spec;
use crate::trampolines;
use std::ffi::CStr;
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::ptr::{null_mut, NonNull};
use std::sync::{Arc, Mutex, PoisonError};
use weiss_sys as sys;
use weiss_sys::Growable;

/// Receives a `weiss_sys::WEISS_LOG_*` and a line of text, from any thread.
pub type LogFn = Box<dyn Fn(i32, &str) + Send + Sync>;

/// What an embedder brings along; see `weiss_context_config`.
#[derive(Default)]
pub struct ContextConfig {
  pub max_threads: i32,
  /// Bytes; 0: none.
  pub memory_limit: i64,
  /// Empty: the best of this machine.
  pub simd: String,
  /// Absolute folders to look for plugins in.
  pub plugin_directories: Vec<PathBuf>,
  /// WEISS_SIMD and WEISS_PLUGIN_PATH count.
  pub read_environment: bool,
  pub log: Option<LogFn>,
  /// The highest `weiss_sys::WEISS_LOG_*` that reaches the log; 0: warnings.
  pub log_level: i32,
}

/// The context of the library's. Its instances hold it, too, so that it ends after them.
pub(crate) struct Owner {
  pointer: NonNull<sys::weiss_context>,
  _log: Option<Box<LogFn>>, // where the library looks for it
}

// All of its functions may be called from every thread at once, but the last, which ends it when no owner is left.
unsafe impl Send for Owner {}
unsafe impl Sync for Owner {}

impl Owner {
  pub(crate) fn get(&self) -> *mut sys::weiss_context {
    self.pointer.as_ptr()
  }
}

impl Drop for Owner {
  fn drop(&mut self) {
    unsafe { sys::weiss_context_destroy(self.get()) }
  }
}

/// Registry of algorithms, host services, threads. Two contexts do not meet.
pub struct Context {
  owner: Arc<Owner>,
  listing: Mutex<()>, // the library numbers algorithms by its last listing
}

impl Context {
  pub fn new() -> Result<Context> {
    Context::with(ContextConfig::default())
  }

  pub fn with(config: ContextConfig) -> Result<Context> {
    check_version()?;
    let simd = c_text(&config.simd)?;
    let folders: Vec<&str> = config.plugin_directories.iter().filter_map(|folder| folder.to_str()).collect();
    let folders = c_text(&folders.join(":"))?;
    let log = config.log.map(Box::new);
    let mut c = sys::weiss_context_config::sized();
    c.flags = if config.read_environment { sys::WEISS_CONTEXT_READ_ENVIRONMENT } else { 0 };
    c.log_level = config.log_level;
    c.max_threads = config.max_threads;
    c.memory_limit = config.memory_limit;
    c.simd = or_null(&simd);
    c.plugin_directories = or_null(&folders);
    if let Some(log) = &log {
      c.log = Some(on_log);
      c.log_user = &**log as *const LogFn as *mut c_void;
    }
    let mut out = null_mut();
    check(|error| unsafe { sys::weiss_context_create(&c, &mut out, error) })?;
    let pointer = NonNull::new(out).ok_or_else(|| Error::of(sys::WEISS_E_INTERNAL, "no context was made"))?;
    Ok(Context { owner: Arc::new(Owner { pointer, _log: log }), listing: Mutex::new(()) })
  }

  pub(crate) fn get(&self) -> *mut sys::weiss_context {
    self.owner.get()
  }

  pub(crate) fn owner(&self) -> Arc<Owner> {
    self.owner.clone()
  }

  // ---- algorithms ----

  pub fn load_plugin(&self, path: impl AsRef<Path>) -> Result<()> {
    let path = c_path(path.as_ref())?;
    check(|error| unsafe { sys::weiss_context_load_plugin(self.get(), path.as_ptr(), error) })
  }

  /// Registers an algorithm written in Rust.
  pub fn add(&self, algorithm: Algorithm) -> Result<()> {
    let registered = Box::into_raw(algorithm.registered()?);
    let added = check(|error| unsafe {
      sys::weiss_context_add_algorithm(self.get(), (*registered).table(), Some(trampolines::release), error)
    });
    if added.is_err() {
      drop(unsafe { Box::from_raw(registered) }); // on failure the library does not release it
    }
    added
  }

  /// All algorithms that can be found, by kind and id.
  pub fn algorithms(&self) -> Result<Vec<AlgorithmInfo>> {
    let _listing = self.listing.lock().unwrap_or_else(PoisonError::into_inner);
    let mut count = 0;
    check(|error| unsafe { sys::weiss_context_num_algorithms(self.get(), &mut count, error) })?;
    (0..count)
      .map(|index| {
        let mut info = sys::weiss_algorithm_info::sized();
        check(|error| unsafe { sys::weiss_context_algorithm(self.get(), index, &mut info, error) })?;
        Ok(AlgorithmInfo::of(&info))
      })
      .collect()
  }

  /// One by id or short name; an empty name is the default of the kind.
  pub fn algorithm(&self, kind: Kind, name: &str) -> Result<AlgorithmInfo> {
    let name = c_text(name)?;
    let mut info = sys::weiss_algorithm_info::sized();
    check(|error| unsafe {
      sys::weiss_context_find_algorithm(self.get(), kind as i32, or_null(&name), &mut info, error)
    })?;
    Ok(AlgorithmInfo::of(&info))
  }

  // ---- problems ----

  pub fn problem(&self, data: &Data<'_>) -> Result<Problem> {
    Problem::create(self.get(), data)
  }

  /// sum_i field_i s_i + sum J_ij s_i s_j from (i, j, J). fields may be empty.
  pub fn ising(&self, num_spins: usize, fields: &[f64], terms: &[(i32, i32, f64)]) -> Result<Problem> {
    self.of_terms(Origin::Ising, num_spins, terms, fields)
  }

  /// sum q_ij x_i x_j from (i, j, q), where i = j is the linear term.
  pub fn qubo(&self, num_variables: usize, terms: &[(i32, i32, f64)]) -> Result<Problem> {
    self.of_terms(Origin::Qubo, num_variables, terms, &[])
  }

  /// The weight of the edges (i, j, w) that are cut, maximised.
  pub fn maxcut(&self, num_nodes: usize, edges: &[(i32, i32, f64)]) -> Result<Problem> {
    self.of_terms(Origin::Maxcut, num_nodes, edges, &[])
  }

  fn of_terms(&self, origin: Origin, n: usize, terms: &[(i32, i32, f64)], linear: &[f64]) -> Result<Problem> {
    let row: Vec<i32> = terms.iter().map(|term| term.0).collect();
    let column: Vec<i32> = terms.iter().map(|term| term.1).collect();
    let value: Vec<f64> = terms.iter().map(|term| term.2).collect();
    self.problem(&Data { row: &row, column: &column, value: &value, linear, ..Data::new(origin, n) })
  }

  /// Reads a problem from a file in any format of `formats()`.
  pub fn read(&self, path: impl AsRef<Path>) -> Result<Problem> {
    self.read_with(path, &ReadOptions::default())
  }

  pub fn read_with(&self, path: impl AsRef<Path>, options: &ReadOptions) -> Result<Problem> {
    Problem::read(self.get(), path.as_ref(), options)
  }

  /// Reads a problem from memory.
  pub fn parse(&self, text: &[u8], options: &ReadOptions) -> Result<Problem> {
    Problem::parse(self.get(), text, options)
  }

  // ---- runs ----

  /// A solver with checked options; an empty name is the default.
  pub fn solver(&self, spec: impl Into<Spec>) -> Result<Solver> {
    Solver::new(self, spec.into())
  }

  pub fn partitioner(&self, spec: impl Into<Spec>) -> Result<Partitioner> {
    Partitioner::new(self, spec.into())
  }

  pub fn optimizer(&self, spec: impl Into<Spec>) -> Result<Optimizer> {
    Optimizer::new(self, spec.into())
  }

  /// One call: makes a solver and runs it.
  pub fn solve(&self, problem: &Problem, spec: impl Into<Spec>, run: Run<'_>) -> Result<Outcome> {
    self.solver(spec)?.solve(problem, run)
  }
}

/// Is the library that was loaded the one that these declarations are of?
fn check_version() -> Result<()> {
  let (mut major, mut minor) = (-1, -1);
  unsafe { sys::weiss_abi_version(&mut major, &mut minor) };
  let (our_major, our_minor) = (sys::WEISS_ABI_MAJOR, sys::WEISS_ABI_MINOR);
  if major != our_major || minor < our_minor || (our_major == 0 && minor != our_minor) {
    return Err(Error::of(
      sys::WEISS_E_ABI,
      format!(
        "libweiss has the interface {}.{} and this crate was written for {}.{}: use the crate that was installed \
         with the library",
        major, minor, our_major, our_minor
      ),
    ));
  }
  Ok(())
}

/// A log that panics is left alone: there is no call of the user's to go on in.
unsafe extern "C" fn on_log(user: *mut c_void, level: i32, text: *const c_char) {
  let log = &*(user as *const LogFn);
  let _ = catch_unwind(AssertUnwindSafe(|| log(level, &CStr::from_ptr(text).to_string_lossy())));
}
