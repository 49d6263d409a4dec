//! Run by hand: what the crate adds to a call, in microseconds; tests/bindings/overhead.c is the same in C.
//! Built as first.rs in capi/rust/README.md is.

use std::ops::ControlFlow;
use std::time::Instant;
use weiss::{Context, Problem, Run, Solver};

fn median(solver: &mut Solver, problem: &Problem, called: Option<&mut u64>) -> weiss::Result<f64> {
  let mut times = Vec::new();
  let mut count = 0;
  let with_callback = called.is_some();
  for _ in 0..10000 {
    let begin = Instant::now();
    let mut progress = |_: &weiss::Progress| {
      count += 1;
      ControlFlow::Continue(())
    };
    let mut run = Run::default();
    if with_callback {
      run.progress = Some(&mut progress);
    }
    let outcome = solver.solve(problem, run)?;
    assert!(outcome.objective() < 0.0 && !outcome.bits().is_empty());
    drop(outcome);
    times.push(begin.elapsed().as_nanos());
  }
  if let Some(called) = called {
    *called = count;
  }
  times.sort_unstable();
  Ok(times[times.len() / 2] as f64 * 1e-3)
}

fn main() -> weiss::Result<()> {
  let context = Context::new()?;
  let terms: Vec<(i32, i32, f64)> = (0..8).map(|i| (i, (i + 1) % 8, 1.0)).collect();
  let problem = context.ising(8, &[], &terms)?;
  let mut solver = context.solver("exact")?;
  println!("solve, best value and bits: {:.2} us", median(&mut solver, &problem, None)?);
  let mut called = 0;
  let time = median(&mut solver, &problem, Some(&mut called))?;
  println!("with a progress callback:   {:.2} us, {} calls of it in each", time, called / 10000);
  Ok(())
}
