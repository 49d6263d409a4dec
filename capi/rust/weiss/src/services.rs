//! What an algorithm written in Rust gets. All of it ends with the run, which the lifetimes see to, and stays on the
//! thread of the run. Nothing here calls the library but through the tables that came with the run, so that plugins
//! can use it, which link to nothing.

use crate::algorithm::Options;
use crate::error::{c_text, slice, Error, Result};
use std::marker::PhantomData;
use std::ops::Deref;
use weiss_sys as sys;
use weiss_sys::Growable;

/// The problem: rows hold both directions of each coupling, sorted by column.
#[derive(Clone, Copy)]
pub struct View<'r>(&'r sys::weiss_problem_view);

impl<'r> View<'r> {
  pub fn num_spins(&self) -> usize {
    self.0.num_spins as usize
  }

  /// The field of each spin.
  pub fn field(&self) -> &'r [f64] {
    unsafe { slice(self.0.field, self.0.num_spins) }
  }

  pub fn offset(&self) -> f64 {
    self.0.offset
  }

  /// The neighbours of a spin, and the coupling to each.
  pub fn neighbors(&self, spin: usize) -> impl Iterator<Item = (usize, f64)> + 'r {
    let starts: &'r [i64] = unsafe { slice(self.0.row_start, self.0.num_spins + 1) };
    let row = starts[spin] as usize..starts[spin + 1] as usize;
    let columns: &'r [i32] = unsafe { slice(self.0.column, self.0.num_entries) };
    let values: &'r [f64] = unsafe { slice(self.0.value, self.0.num_entries) };
    columns[row.clone()].iter().map(|&j| j as usize).zip(values[row].iter().copied())
  }

  /// The struct behind it, for the extensions of the host.
  pub fn raw(&self) -> &'r sys::weiss_problem_view {
    self.0
  }
}

/// What every algorithm may ask of its run.
pub struct Services<'r> {
  run: &'r sys::weiss_run,
  options: &'r Options,
  one_thread: PhantomData<*const ()>,
}

/// Calls a function of a table that the host has filled.
macro_rules! call {
  ($table:expr, $function:ident $(, $argument:expr)*) => {
    match $table.$function {
      Some(function) => unsafe { function($table $(, $argument)*) },
      None => Default::default(),
    }
  };
}

impl<'r> Services<'r> {
  pub(crate) fn new(run: &'r sys::weiss_run, options: &'r Options) -> Services<'r> {
    Services { run, options, one_thread: PhantomData }
  }

  /// The settings of the algorithm's own options.
  pub fn options(&self) -> &'r Options {
    self.options
  }

  /// The only source of randomness of a deterministic algorithm.
  pub fn seed(&self) -> u64 {
    self.run.seed
  }

  /// Most threads to keep busy.
  pub fn threads(&self) -> i32 {
    self.run.threads
  }

  /// True: return soon with what there is. Ask at least every 10 ms.
  pub fn should_stop(&self) -> bool {
    let answer: i32 = call!(self.run, should_stop);
    answer != 0
  }

  pub fn time_left(&self) -> f64 {
    call!(self.run, time_left)
  }

  pub fn work_left(&self) -> i64 {
    call!(self.run, work_left)
  }

  /// Charges work; one unit is one coupling visited.
  pub fn spend(&self, units: i64) {
    call!(self.run, spend, units)
  }

  /// Adds to a counter of the outcome.
  pub fn count(&self, name: &str, n: i64) {
    if let Ok(name) = c_text(name) {
      call!(self.run, count, name.as_ptr(), n)
    }
  }

  /// Says how far the run is, 0 ... 1.
  pub fn progress(&self, fraction: f64) {
    call!(self.run, progress, fraction)
  }

  /// Ends the whole call of the user's, also below a scheme; it keeps its best.
  pub fn cancel(&self) {
    call!(self.run, cancel)
  }
}

macro_rules! deref_services {
  ($($name:ident)*) => { $(
    impl<'r> Deref for $name<'r> {
      type Target = Services<'r>;
      fn deref(&self) -> &Services<'r> {
        &self.services
      }
    }
  )* };
}

deref_services! { SolverRun PartitionerRun OptimizerRun }

/// The run of a solver.
pub struct SolverRun<'r> {
  services: Services<'r>,
  problem: View<'r>,
  input: &'r sys::weiss_solver_input,
  sink: &'r sys::weiss_sink,
}

impl<'r> SolverRun<'r> {
  pub(crate) fn new(
    services: Services<'r>,
    problem: &'r sys::weiss_problem_view,
    input: &'r sys::weiss_solver_input,
    sink: &'r sys::weiss_sink,
  ) -> SolverRun<'r> {
    SolverRun { services, problem: View(problem), input, sink }
  }

  pub fn problem(&self) -> View<'r> {
    self.problem
  }

  /// States to start from.
  pub fn starts(&self) -> impl Iterator<Item = &'r [i8]> {
    let n = self.problem.num_spins();
    let all: &'r [i8] = unsafe { slice(self.input.starts, i64::from(self.input.num_starts) * n as i64) };
    all.chunks_exact(n.max(1))
  }

  /// A prior for each spin; empty when there is none.
  pub fn mean_spins(&self) -> &'r [f64] {
    unsafe { slice(self.input.mean_spins, self.problem.0.num_spins) }
  }

  /// Circuit parameters to start from.
  pub fn start_parameters(&self) -> &'r [f64] {
    unsafe { slice(self.input.parameters, self.input.num_parameters) }
  }

  /// An energy that is good enough.
  pub fn target(&self) -> Option<f64> {
    if self.input.has_target != 0 {
      Some(self.input.target)
    } else {
      None
    }
  }

  fn sized(&self, name: &str, len: usize) -> Result<()> {
    if len != self.problem.num_spins() {
      let n = self.problem.num_spins();
      return Err(Error::argument(format!("{} must hold {} entries, got {}", name, n, len)));
    }
    Ok(())
  }

  /// Offers a state of -1 and +1; the library computes its energy. True: stop soon.
  pub fn report(&mut self, spins: &[i8]) -> Result<bool> {
    self.sized("spins", spins.len())?;
    let mut sample = sys::weiss_sample::sized();
    sample.spins = spins.as_ptr();
    sample.energy = f64::NAN;
    let stop: i32 = call!(self.sink, report, &sample);
    Ok(stop != 0)
  }

  /// The mean of each spin.
  pub fn marginals(&mut self, values: &[f64]) -> Result<()> {
    self.sized("marginals", values.len())?;
    call!(self.sink, marginals, values.as_ptr());
    Ok(())
  }

  /// Circuit parameters.
  pub fn parameters(&mut self, values: &[f64]) {
    call!(self.sink, parameters, values.len() as i64, values.as_ptr())
  }

  /// A proven lower bound; optimal: the best sample reaches it. Believed of `exact()` algorithms.
  pub fn bound(&mut self, energy: f64, optimal: bool) {
    let proof = if optimal { sys::WEISS_PROOF_OPTIMAL } else { sys::WEISS_PROOF_BOUND };
    call!(self.sink, bound, energy, proof)
  }

  /// A number for the outcome, such as "expectation".
  pub fn figure(&mut self, name: &str, value: f64) {
    if let Ok(name) = c_text(name) {
      call!(self.sink, figure, name.as_ptr(), value)
    }
  }
}

/// The run of a partitioner.
pub struct PartitionerRun<'r> {
  services: Services<'r>,
  problem: View<'r>,
  task: &'r sys::weiss_partition_task,
  sink: &'r sys::weiss_part_sink,
}

impl<'r> PartitionerRun<'r> {
  pub(crate) fn new(
    services: Services<'r>,
    problem: &'r sys::weiss_problem_view,
    task: &'r sys::weiss_partition_task,
    sink: &'r sys::weiss_part_sink,
  ) -> PartitionerRun<'r> {
    PartitionerRun { services, problem: View(problem), task, sink }
  }

  pub fn problem(&self) -> View<'r> {
    self.problem
  }

  /// Numbers of the task, such as `num_parts` (0: the method chooses).
  pub fn task(&self) -> &'r sys::weiss_partition_task {
    self.task
  }

  /// The largest part allowed, never 0.
  pub fn capacity(&self) -> usize {
    let n = self.problem.num_spins().max(1);
    match self.task.max_part_spins {
      0 => n,
      most => n.min(most as usize),
    }
  }

  /// How many parts there are to be: as asked, or as few as the capacity allows.
  pub fn num_parts(&self) -> usize {
    match self.task.num_parts {
      0 => (self.problem.num_spins() + self.capacity() - 1) / self.capacity(),
      wanted => wanted as usize,
    }
  }

  /// The part that each spin must get, or -1; empty: none.
  pub fn fixed(&self) -> &'r [i32] {
    unsafe { slice(self.task.fixed, self.problem.0.num_spins) }
  }

  /// The best state so far; empty: none.
  pub fn best(&self) -> &'r [i8] {
    unsafe { slice(self.task.best, self.problem.0.num_spins) }
  }

  /// The present state; empty: none.
  pub fn current(&self) -> &'r [i8] {
    unsafe { slice(self.task.current, self.problem.0.num_spins) }
  }

  /// Adds a part of distinct spins. True: stop soon.
  pub fn add(&mut self, members: &[i32]) -> bool {
    self.add_with(members, 0.0, &[])
  }

  /// The same with a priority (high ones are taken first) and initial circuit parameters.
  pub fn add_with(&mut self, members: &[i32], priority: f64, parameters: &[f64]) -> bool {
    let mut part = sys::weiss_part::sized();
    part.num_members = members.len() as i64;
    part.members = members.as_ptr();
    part.priority = priority;
    part.num_parameters = parameters.len() as i64;
    part.parameters = parameters.as_ptr();
    let stop: i32 = call!(self.sink, add, &part);
    stop != 0
  }
}

/// The run of an optimizer. The best point that it evaluates is its result.
pub struct OptimizerRun<'r> {
  services: Services<'r>,
  objective: &'r sys::weiss_objective,
  start: Vec<f64>,
  pub(crate) best: Option<(f64, Vec<f64>)>,
}

impl<'r> OptimizerRun<'r> {
  pub(crate) fn new(
    services: Services<'r>,
    objective: &'r sys::weiss_objective,
    start: Vec<f64>,
  ) -> OptimizerRun<'r> {
    OptimizerRun { services, objective, start, best: None }
  }

  pub fn dimension(&self) -> usize {
    self.objective.dimension as usize
  }

  pub fn start(&self) -> &[f64] {
    &self.start
  }

  /// Bounds; empty: none.
  pub fn lower(&self) -> &'r [f64] {
    unsafe { slice(self.objective.lower, self.objective.dimension) }
  }

  pub fn upper(&self) -> &'r [f64] {
    unsafe { slice(self.objective.upper, self.objective.dimension) }
  }

  /// Typical distance to the minimum; 0: unknown.
  pub fn initial_step(&self) -> f64 {
    self.objective.initial_step
  }

  pub fn has_gradient(&self) -> bool {
    self.objective.has_gradient != 0
  }

  pub fn is_stochastic(&self) -> bool {
    self.objective.stochastic != 0
  }

  /// The best value and point so far.
  pub fn best(&self) -> Option<(f64, &[f64])> {
    self.best.as_ref().map(|(value, x)| (*value, x.as_slice()))
  }

  /// The value at x. An error with `is_stop()` says that the run is over: let it pass with `?`.
  pub fn evaluate(&mut self, x: &[f64]) -> Result<f64> {
    self.evaluate_into(x, None)
  }

  /// The value at x, and the gradient there.
  pub fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64> {
    self.evaluate_into(x, Some(gradient))
  }

  fn evaluate_into(&mut self, x: &[f64], gradient: Option<&mut [f64]>) -> Result<f64> {
    let n = self.dimension();
    if x.len() != n || gradient.as_ref().map_or(false, |g| g.len() != n) {
      return Err(Error::argument(format!("points and gradients have {} entries", n)));
    }
    let mut value = 0.0;
    let slopes = gradient.map_or(std::ptr::null_mut(), |g| g.as_mut_ptr());
    let status: i32 = call!(self.objective, evaluate, 1, x.as_ptr(), &mut value, slopes);
    if status != sys::WEISS_OK {
      return Err(Error::of(sys::WEISS_STOPPED, "the run is over"));
    }
    if self.best.as_ref().map_or(true, |(best, _)| value < *best) {
      self.best = Some((value, x.to_vec()));
    }
    Ok(value)
  }
}
