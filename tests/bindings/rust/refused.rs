//! case_1: E0505
//! case_2: E0277
//! case_3: E0521
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
    fn two_threads(context: &'static Context) {
      std::thread::spawn(move || context.algorithms());
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
}

only! { CASE }

fn main() {}
