//! Search on the library's kernels without an algorithm around it: one state, or many side by side.

use crate::error::{check, pointer, slice, Error, Result};
use crate::problem::Problem;
use std::ptr::{null, null_mut, NonNull};
use weiss_sys as sys;
use weiss_sys::Growable;

/// How couplings are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i32)]
pub enum Engine {
  #[default]
  Auto = sys::WEISS_ENGINE_AUTO,
  Sparse = sys::WEISS_ENGINE_SPARSE,
  Dense = sys::WEISS_ENGINE_DENSE,
}

/// How a temperature falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i32)]
pub enum Schedule {
  #[default]
  Geometric = sys::WEISS_SCHEDULE_GEOMETRIC,
  Linear = sys::WEISS_SCHEDULE_LINEAR,
}

/// A tabu search; see `weiss_tabu_params`. 0 leaves a choice to the library.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tabu {
  pub seed: u64,
  pub max_steps: i64,
  pub max_idle: i64,
  pub tenure: i64,
  pub tenure_range: i64,
  /// An energy that is good enough.
  pub target: Option<f64>,
}

/// An annealing; see `weiss_anneal_params`. 0 leaves a choice to the library.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anneal {
  pub schedule: Schedule,
  pub seed: u64,
  pub sweeps: i64,
  pub t_first: f64,
  pub t_last: f64,
}

/// Moves of all spins of a random forest at once; see `weiss_trees_params`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trees {
  pub schedule: Schedule,
  pub seed: u64,
  pub moves: i64,
  pub temperature: f64,
  pub t_last: f64,
  /// Above 1, up to 16, at temperature 0 only: the width of a front that sweeps over the graph.
  pub width: i64,
}

impl Anneal {
  fn c(&self) -> sys::weiss_anneal_params {
    let mut c = sys::weiss_anneal_params::sized();
    c.schedule = self.schedule as i32;
    c.seed = self.seed;
    c.sweeps = self.sweeps;
    c.t_first = self.t_first;
    c.t_last = self.t_last;
    c
  }
}

/// One state of a problem, all +1 at first, and the best that was seen.
pub struct Search<'a> {
  handle: NonNull<sys::weiss_search>,
  problem: &'a Problem,
}

/// Many states of one problem, all +1 at first, annealed side by side: a group of `Problem::lanes` for about the price of
/// one.
pub struct Replicas<'a> {
  handle: NonNull<sys::weiss_replicas>,
  problem: &'a Problem,
  count: usize,
}

// They serve one thread at a time, whichever that is: there is no Sync.
unsafe impl Send for Search<'_> {}
unsafe impl Send for Replicas<'_> {}

impl Drop for Search<'_> {
  fn drop(&mut self) {
    unsafe { sys::weiss_search_destroy(self.handle.as_ptr()) }
  }
}

impl Drop for Replicas<'_> {
  fn drop(&mut self) {
    unsafe { sys::weiss_replicas_destroy(self.handle.as_ptr()) }
  }
}

impl Problem {
  /// A search that starts at the state of all +1.
  pub fn search(&self, engine: Engine) -> Result<Search<'_>> {
    let mut out = null_mut();
    check(|error| unsafe { sys::weiss_search_create(self.get(), null(), engine as i32, &mut out, error) })?;
    let handle = handle_of(out)?;
    Ok(Search { handle, problem: self })
  }

  /// Replicas in the state of all +1.
  pub fn replicas(&self, count: usize) -> Result<Replicas<'_>> {
    let mut out = null_mut();
    check(|error| unsafe { sys::weiss_replicas_create(self.get(), null(), count as i64, &mut out, error) })?;
    let handle = handle_of(out)?;
    Ok(Replicas { handle, problem: self, count })
  }

  /// How many replicas make a group.
  pub fn lanes(&self) -> usize {
    unsafe { sys::weiss_replicas_lanes(self.get()) as usize }
  }
}

impl Search<'_> {
  /// Starts from a state; the best is that state.
  pub fn set(&mut self, spins: &[i8]) -> Result<()> {
    self.problem.sized("spins", spins.len())?;
    check(|error| unsafe { sys::weiss_search_set(self.handle.as_ptr(), pointer(spins), error) })
  }

  /// Starts from a random state.
  pub fn set_random(&mut self, seed: u64) {
    unsafe { sys::weiss_search_set_random(self.handle.as_ptr(), seed) }
  }

  pub fn spins(&self) -> &[i8] {
    unsafe { slice(sys::weiss_search_spins(self.handle.as_ptr()), self.problem.num_spins() as i64) }
  }

  pub fn energy(&self) -> f64 {
    unsafe { sys::weiss_search_energy(self.handle.as_ptr()) }
  }

  pub fn best_spins(&mut self) -> &[i8] {
    unsafe { slice(sys::weiss_search_best_spins(self.handle.as_ptr()), self.problem.num_spins() as i64) }
  }

  pub fn best_energy(&self) -> f64 {
    unsafe { sys::weiss_search_best_energy(self.handle.as_ptr()) }
  }

  /// Flips spins while that lowers the energy; the number of flips.
  pub fn descend(&mut self) -> i64 {
    unsafe { sys::weiss_search_descend(self.handle.as_ptr(), null()) }
  }

  /// The number of steps.
  pub fn tabu(&mut self, tabu: Tabu) -> Result<i64> {
    let mut c = sys::weiss_tabu_params::sized();
    c.seed = tabu.seed;
    c.max_steps = tabu.max_steps;
    c.max_idle = tabu.max_idle;
    c.tenure = tabu.tenure;
    c.tenure_range = tabu.tenure_range;
    c.has_target = tabu.target.is_some() as i32;
    c.target = tabu.target.unwrap_or(0.0);
    counted(unsafe { sys::weiss_search_tabu(self.handle.as_ptr(), null(), &c) })
  }

  /// The number of sweeps.
  pub fn anneal(&mut self, anneal: Anneal) -> Result<i64> {
    counted(unsafe { sys::weiss_search_anneal(self.handle.as_ptr(), null(), &anneal.c()) })
  }

  /// The number of moves.
  pub fn trees(&mut self, trees: Trees) -> Result<i64> {
    if !(0..=16).contains(&trees.width) || (trees.width > 1 && trees.temperature > 0.0) {
      return Err(Error::argument(format!(
        "width must lie in 0..16, and a width above 1 needs temperature 0, got width {} and temperature {}",
        trees.width, trees.temperature
      )));
    }
    let mut c = sys::weiss_trees_params::sized();
    c.schedule = trees.schedule as i32;
    c.seed = trees.seed;
    c.moves = trees.moves;
    c.temperature = trees.temperature;
    c.t_last = trees.t_last;
    c.width = trees.width;
    counted(unsafe { sys::weiss_search_trees(self.handle.as_ptr(), null(), &c) })
  }
}

impl Replicas<'_> {
  pub fn count(&self) -> usize {
    self.count
  }

  /// Sets one replica, 0 ... count - 1.
  pub fn set(&mut self, replica: usize, spins: &[i8]) -> Result<()> {
    self.problem.sized("spins", spins.len())?;
    let spins = pointer(spins);
    check(|error| unsafe { sys::weiss_replicas_set(self.handle.as_ptr(), replica as i64, spins, error) })
  }

  /// Sets all to random states.
  pub fn set_random(&mut self, seed: u64) {
    unsafe { sys::weiss_replicas_set_random(self.handle.as_ptr(), seed) }
  }

  /// The state of one replica.
  pub fn spins(&self, replica: usize) -> Result<Vec<i8>> {
    let mut spins = vec![0; self.problem.num_spins()];
    let room = spins.as_mut_ptr();
    check(|error| unsafe { sys::weiss_replicas_spins(self.handle.as_ptr(), replica as i64, room, error) })?;
    Ok(spins)
  }

  /// The energies of all.
  pub fn energies(&self) -> Vec<f64> {
    let mut energies = vec![0.0; self.count];
    unsafe { sys::weiss_replicas_energies(self.handle.as_ptr(), energies.as_mut_ptr()) };
    energies
  }

  /// Anneals all by one schedule, each to a one-flip minimum; the number of sweeps that each had.
  pub fn anneal(&mut self, anneal: Anneal) -> Result<i64> {
    counted(unsafe { sys::weiss_replicas_anneal(self.handle.as_ptr(), null(), &anneal.c()) })
  }

  /// Metropolis sweeps, each replica at a temperature of its own; the number of sweeps that each had.
  pub fn sweep(&mut self, sweeps: i64, temperatures: &[f64], seed: u64) -> Result<i64> {
    if temperatures.len() != self.count {
      return Err(Error::argument(format!(
        "temperatures must hold {} entries, got {}",
        self.count,
        temperatures.len()
      )));
    }
    let temperatures = pointer(temperatures);
    counted(unsafe { sys::weiss_replicas_sweep(self.handle.as_ptr(), null(), sweeps, temperatures, seed) })
  }
}

fn handle_of<T>(out: *mut T) -> Result<NonNull<T>> {
  NonNull::new(out).ok_or_else(|| Error::of(sys::WEISS_E_INTERNAL, "the library made no search"))
}

/// The params are in order: a negative number means that memory is lacking.
fn counted(count: i64) -> Result<i64> {
  if count < 0 {
    return Err(Error::of(sys::WEISS_E_NOMEM, "there is not enough memory for the search"));
  }
  Ok(count)
}
