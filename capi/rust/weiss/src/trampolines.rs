//! The functions of an algorithm written in Rust, as the library calls them. A panic becomes a status here; the call
//! that the algorithm runs in lets it go on afterwards.

use crate::algorithm::{Body, Options, Registered};
use crate::call::leave_panic;
use crate::error::{c_text, Error, Result};
use crate::services::{OptimizerRun, PartitionerRun, Services, SolverRun};
use std::any::Any;
use std::mem::size_of;
use std::os::raw::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};
use weiss_sys as sys;

static SOLVER: sys::weiss_solver = sys::weiss_solver {
  struct_size: size_of::<sys::weiss_solver>() as u32,
  reserved: 0,
  run: Some(solve),
  run_batch: None,
};
static PARTITIONER: sys::weiss_partitioner = sys::weiss_partitioner {
  struct_size: size_of::<sys::weiss_partitioner>() as u32,
  reserved: 0,
  run: Some(partition),
};
static OPTIMIZER: sys::weiss_optimizer = sys::weiss_optimizer {
  struct_size: size_of::<sys::weiss_optimizer>() as u32,
  reserved: 0,
  run: Some(minimize),
};

/// Kind and table of functions.
pub(crate) fn table_of(body: &Body) -> (i32, *const c_void) {
  match body {
    Body::Solver(_) => (sys::WEISS_KIND_SOLVER, &SOLVER as *const _ as *const c_void),
    Body::Partitioner(_) => (sys::WEISS_KIND_PARTITIONER, &PARTITIONER as *const _ as *const c_void),
    Body::Optimizer(_) => (sys::WEISS_KIND_OPTIMIZER, &OPTIMIZER as *const _ as *const c_void),
  }
}

/// What create makes.
struct Instance {
  registered: *const Registered,
  options: Options,
}

pub(crate) unsafe extern "C" fn create(
  algorithm: *const sys::weiss_algorithm,
  _host: *const sys::weiss_host,
  values: *const sys::weiss_value,
  count: u32,
  out: *mut *mut c_void,
  _error: *mut sys::weiss_error,
) -> i32 {
  let registered = (*algorithm).user as *const Registered;
  *out = Box::into_raw(Box::new(Instance { registered, options: Options { values, count } })) as *mut c_void;
  sys::WEISS_OK
}

pub(crate) unsafe extern "C" fn destroy(_algorithm: *const sys::weiss_algorithm, instance: *mut c_void) {
  drop(Box::from_raw(instance as *mut Instance));
}

/// The context has ended: drops the closure, which may panic in what it holds.
pub(crate) unsafe extern "C" fn release(algorithm: *const sys::weiss_algorithm) {
  let registered = (*algorithm).user as *mut Registered;
  let _ = catch_unwind(AssertUnwindSafe(|| drop(Box::from_raw(registered))));
}

/// Runs the closure of an instance; what goes wrong becomes a status and a text.
unsafe fn run_instance<'r>(
  instance: *mut c_void,
  run: *const sys::weiss_run,
  body: impl FnOnce(&'r Body, Services<'r>) -> Result<()>,
) -> i32 {
  let instance: &'r Instance = &*(instance as *const Instance);
  let services = Services::new(&*run, &instance.options);
  let error = match catch_unwind(AssertUnwindSafe(|| body(&(*instance.registered).body, services))) {
    Ok(Ok(())) => return sys::WEISS_OK,
    Ok(Err(error)) => error,
    Err(panic) => {
      let error = Error::new(format!("panicked: {}", panic_text(&*panic)));
      if let (true, Some(cancel)) = (leave_panic(panic), (*run).cancel) {
        cancel(run); // a scheme would go on without us
      }
      error
    }
  };
  if let (Ok(text), Some(set_error)) = (c_text(&error.message), (*run).set_error) {
    set_error(run, text.as_ptr());
  }
  error.status
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
  panic
    .downcast_ref::<&str>()
    .copied()
    .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
    .unwrap_or("something that is no text")
}

unsafe extern "C" fn solve(
  instance: *mut c_void,
  problem: *const sys::weiss_problem_view,
  input: *const sys::weiss_solver_input,
  run: *const sys::weiss_run,
  sink: *const sys::weiss_sink,
) -> i32 {
  run_instance(instance, run, |body, services| match body {
    Body::Solver(function) => function(&mut SolverRun::new(services, &*problem, &*input, &*sink)),
    _ => Err(Error::new("is no solver")),
  })
}

unsafe extern "C" fn partition(
  instance: *mut c_void,
  problem: *const sys::weiss_problem_view,
  task: *const sys::weiss_partition_task,
  run: *const sys::weiss_run,
  sink: *const sys::weiss_part_sink,
) -> i32 {
  run_instance(instance, run, |body, services| match body {
    Body::Partitioner(function) => function(&mut PartitionerRun::new(services, &*problem, &*task, &*sink)),
    _ => Err(Error::new("is no partitioner")),
  })
}

unsafe extern "C" fn minimize(
  instance: *mut c_void,
  objective: *const sys::weiss_objective,
  run: *const sys::weiss_run,
  output: *mut sys::weiss_optimizer_output,
) -> i32 {
  let x = std::slice::from_raw_parts_mut((*output).x, (*objective).dimension as usize);
  run_instance(instance, run, |body, services| match body {
    Body::Optimizer(function) => {
      let mut optimizer = OptimizerRun::new(services, &*objective, x.to_vec());
      let ended = function(&mut optimizer);
      if let Some((value, best)) = &optimizer.best {
        x.copy_from_slice(best);
        (*output).f = *value;
      }
      ended
    }
    _ => Err(Error::new("is no optimizer")),
  })
}
