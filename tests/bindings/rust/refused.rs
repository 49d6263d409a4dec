//! case_1: E0505
//! case_2: E0596
//! case_3: E0521
//! case_4: E0499
//! case_5: E0505
//! case_6: E0277
//! Programs that the compiler has to refuse, with the error that it gives.
#![allow(dead_code)]

use weiss::{Algorithm, Context, Run, SolverRun};

macro_rules! only {
  (case_1) => {
    fn after_free(context: Context) {
      let problem = context.maxcut(2, &[(0, 1, 1.0)]).unwrap();
      let outcome = context.solve(&problem, "", Run::default()).unwrap();
      let spins = outcome.spins();
      drop(outcome);
      println!("{:?}", spins);
    }
  };
  (case_2) => {
    fn two_runs(solver: &'static weiss::Solver, problem: &'static weiss::Problem) {
      std::thread::spawn(move || solver.solve(problem, Run::default()));
    }
  };
  (case_3) => {
    fn keeps_its_run() -> Algorithm {
      let kept: std::sync::Mutex<Vec<&'static [i8]>> = Default::default();
      Algorithm::solver("org.example.keep", move |run: &mut SolverRun| {
        kept.lock().unwrap().extend(run.starts());
        Ok(())
      })
    }
  };
  (case_4) => {
    fn state_of_the_evaluation_before(qaoa: &mut weiss::Qaoa) {
      let mut state = qaoa.prepare(&[0.1, -0.2]).unwrap();
      qaoa.value(&[0.3, -0.4]).unwrap();
      state.mean().unwrap();
    }
  };
  (case_5) => {
    fn evaluator_without_its_problem(context: Context, problem: weiss::Problem) {
      let mut qaoa = context.qaoa(&problem).unwrap();
      drop(problem);
      qaoa.value(&[0.1, -0.2]).unwrap();
    }
  };
  (case_6) => {
    fn two_threads(state: &'static weiss::Statevector) {
      std::thread::spawn(move || state.norm());
    }
  };
}

only! { CASE }

fn main() {}
