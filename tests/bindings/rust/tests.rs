//! What the crate offers, and what goes wrong, each against a reference or as a proper error.

use std::ops::ControlFlow;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{mpsc, Arc};
use weiss::{
  Algorithm, Context, ContextConfig, Data, Error, Kind, Objective, Opt, Origin, Problem, Reason, Result, Run,
  Spec, Task,
};

type Terms = Vec<(i32, i32, f64)>;

fn random_terms(n: u64, count: usize, seed: u64) -> Terms {
  let mut state = seed;
  let mut draw = |below: u64| {
    state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    (state >> 33) % below
  };
  let mut terms = Vec::new();
  while terms.len() < count {
    let (i, j) = (draw(n), draw(n));
    if i != j {
      terms.push((i as i32, j as i32, draw(19) as f64 - 9.0));
    }
  }
  terms
}

fn ising_energy(spins: &[i8], terms: &[(i32, i32, f64)]) -> f64 {
  terms.iter().map(|&(i, j, v)| v * f64::from(spins[i as usize] * spins[j as usize])).sum()
}

fn spins_of(state: u32, n: usize) -> Vec<i8> {
  (0..n).map(|i| if state >> i & 1 == 1 { -1 } else { 1 }).collect()
}

/// A context with a solver, a partitioner and an optimizer in Rust, and a problem.
fn setup() -> (Context, Problem, Terms) {
  let context = Context::new().unwrap();
  let descend = |run: &mut weiss::SolverRun| {
    let problem = run.problem();
    let n = problem.num_spins();
    let starts: Vec<Vec<i8>> = run.starts().map(|start| start.to_vec()).collect();
    for mut spins in if starts.is_empty() { vec![vec![1; n]] } else { starts } {
      let mut flips = 1;
      while flips > 0 && !run.should_stop() {
        flips = 0;
        for i in 0..n {
          let field = problem.neighbors(i).fold(problem.field()[i], |f, (j, v)| f + v * f64::from(spins[j]));
          if f64::from(spins[i]) * field > 0.0 {
            spins[i] = -spins[i];
            flips += 1;
          }
        }
        run.spend(n as i64);
      }
      run.count("descents", 1);
      run.report(&spins)?;
    }
    Ok(())
  };
  context.add(Algorithm::solver("org.example.descend", descend).warm_start().deterministic()).unwrap();
  let stripes = |run: &mut weiss::PartitionerRun| {
    let spins: Vec<i32> = (0..run.problem().num_spins() as i32).collect();
    for part in spins.chunks(run.capacity()) {
      run.add(part);
    }
    Ok(())
  };
  context.add(Algorithm::partitioner("org.example.stripes", stripes).deterministic()).unwrap();
  let compass = |run: &mut weiss::OptimizerRun| {
    let mut step = run.options().real("step");
    let mut x = run.start().to_vec();
    let mut best = run.evaluate(&x)?;
    while step > 1e-6 {
      let mut moved = false;
      for i in 0..x.len() {
        for delta in [step, -step] {
          let mut y = x.clone();
          y[i] += delta;
          let value = run.evaluate(&y)?;
          if value < best {
            best = value;
            x = y;
            moved = true;
          }
        }
      }
      if !moved {
        step /= 2.0;
      }
    }
    Ok(())
  };
  let step = Opt::real("step", "First step.", 1.0, 1e-6, 1e6);
  context.add(Algorithm::optimizer("org.example.compass", compass).option(step).deterministic()).unwrap();
  let terms = random_terms(40, 100, 1);
  let problem = context.ising(40, &[], &terms).unwrap();
  (context, problem, terms)
}

fn error<T>(result: Result<T>) -> Error {
  match result {
    Ok(_) => panic!("it worked"),
    Err(error) => error,
  }
}

fn panic_of(f: impl FnOnce()) -> String {
  let panic = catch_unwind(AssertUnwindSafe(f)).expect_err("it did not panic");
  panic.downcast_ref::<&str>().map(|text| text.to_string()).expect("another panic")
}

// ---- problems ----

#[test]
fn energies_of_all_three_forms_are_those_of_their_formulas() {
  let context = Context::new().unwrap();
  let terms = random_terms(6, 12, 2);
  let (ising, qubo, maxcut) = (
    context.ising(6, &[], &terms).unwrap(),
    context.qubo(6, &terms).unwrap(),
    context.maxcut(6, &terms).unwrap(),
  );
  for state in 0..64 {
    let spins = spins_of(state, 6);
    assert_eq!(ising.energy(&spins).unwrap(), ising_energy(&spins, &terms));
    let both = |&&(i, j, _): &&(i32, i32, f64)| spins[i as usize] < 0 && spins[j as usize] < 0;
    let value: f64 = terms.iter().filter(both).map(|term| term.2).sum();
    assert_eq!(qubo.objective(qubo.energy(&spins).unwrap()), value);
    assert_eq!(qubo.energy_of(value), qubo.energy(&spins).unwrap());
    let cut = |&&(i, j, _): &&(i32, i32, f64)| spins[i as usize] != spins[j as usize];
    let value: f64 = terms.iter().filter(cut).map(|term| term.2).sum();
    assert_eq!(maxcut.objective(maxcut.energy(&spins).unwrap()), value);
  }
}

#[test]
fn a_problem_is_written_read_and_clamped() {
  let (context, problem, _) = setup();
  let qubo = context.qubo(8, &random_terms(8, 12, 3)).unwrap();
  let path = std::env::temp_dir().join(format!("weiss-{}.qubo", std::process::id()));
  qubo.write(&path, "qbsolv").unwrap();
  let text = qubo.text("qbsolv").unwrap();
  assert_eq!(context.read(&path).unwrap().text("qbsolv").unwrap(), text);
  assert_eq!(context.parse(text.as_bytes(), &Default::default()).unwrap().text("qbsolv").unwrap(), text);
  std::fs::remove_file(path).unwrap();

  let mut spins = vec![1; 40];
  let part = problem.clamp(&[7, 3], &spins).unwrap();
  spins[7] = -1;
  assert_eq!(part.energy(&[-1, 1]).unwrap(), problem.energy(&spins).unwrap());
}

#[test]
fn contracted_spins_go_together() {
  let context = Context::new().unwrap();
  let terms = random_terms(8, 16, 5);
  let problem = context.ising(8, &[], &terms).unwrap();
  let (group, sign) = ([0, 0, 1, 2, 2, 2, 1, 0], [1, -1, 1, -1, -1, 1, 1, 1]);
  let small = problem.contract(3, &group, &sign).unwrap();
  for state in 0..8 {
    let groups = spins_of(state, 3);
    let spins: Vec<i8> = (0..8).map(|i| sign[i] * groups[group[i] as usize]).collect();
    assert_eq!(small.energy(&groups).unwrap(), problem.energy(&spins).unwrap());
  }
  assert_eq!(error(problem.contract(3, &[0, 1], &[])).name(), "WEISS_E_ARGUMENT");
  let means: Vec<f64> = (0..8).map(|i| f64::from(i) / 8.0 - 0.5).collect();
  let part = problem.clamp_to_means(&[2], &means).unwrap();
  let flipped = part.energy(&[1]).unwrap() - part.energy(&[-1]).unwrap();
  let field: f64 = terms
    .iter()
    .map(|&(i, j, v)| if i == 2 { v * means[j as usize] } else if j == 2 { v * means[i as usize] } else { 0.0 })
    .sum();
  assert!((flipped - 2.0 * field).abs() < 1e-12);
}

#[test]
fn a_reduced_problem_has_the_same_minimum() {
  let context = Context::new().unwrap();
  let mut terms = vec![(4, 5, -1.0), (5, 6, 2.0)];
  terms.extend((0..5).flat_map(|j| (0..j).map(move |i| (i, j, 1.0))));
  let problem = context.ising(7, &[], &terms).unwrap();
  let (reduced, back) = problem.reduce().unwrap();
  assert_eq!(reduced.num_spins(), 5);
  let info = back.info().unwrap();
  assert_eq!((info.num_spins, info.num_kept), (7, 5));
  let by_degree = info.num_low_degree + info.num_degree_two + info.num_degree_three;
  assert_eq!(by_degree + info.num_dominated + info.num_decided + info.num_persistent, 2);
  let best = context.solve(&reduced, "exact", Run::default()).unwrap();
  assert_eq!(problem.energy(&back.lift(best.spins()).unwrap()).unwrap(), best.energy());
  assert_eq!(context.solve(&problem, "exact", Run::default()).unwrap().energy(), best.energy());
  assert!(back.lift(&[1, 1]).is_err() && back.lift(&[1, 0, 1, 1, 1]).is_err());
  assert_eq!(context.ising(4, &[], &[(0, 1, 1.0), (2, 3, 1.0)]).unwrap().components().unwrap(), [0, 0, 1, 1]);
}

#[test]
fn an_updated_problem_has_new_coefficients_on_its_pattern() {
  let context = Context::new().unwrap();
  let data = Data { row: &[0, 1], column: &[1, 2], value: &[2.0, -3.0], ..Data::new(Origin::Qubo, 3) };
  let mut problem = context.problem(&data).unwrap();
  let linear = [0.0, -1.0, 0.0];
  problem.update(&Data { row: &[1], column: &[2], value: &[4.0], linear: &linear, offset: 0.5, ..data }).unwrap();
  assert_eq!(problem.energy(&[1, -1, -1]).unwrap(), 0.5 + 4.0 - 1.0);
  let elsewhere = Data { row: &[0], column: &[2], value: &[1.0], ..data };
  assert_eq!(error(problem.update(&elsewhere)).name(), "WEISS_E_ARGUMENT");
  assert_eq!(problem.energy(&[1, -1, -1]).unwrap(), 3.5);
}

#[test]
fn a_run_starts_from_circuit_parameters() {
  let context = Context::new().unwrap();
  context
    .add(Algorithm::solver("test.parameters", |run| {
      assert_eq!(run.start_parameters(), [0.5, -0.25]);
      run.report(&[1, 1]).map(drop)
    }))
    .unwrap();
  let problem = context.ising(2, &[], &[(0, 1, 1.0)]).unwrap();
  context.solve(&problem, "parameters", Run { parameters: &[0.5, -0.25], ..Run::default() }).unwrap();
}

#[test]
fn an_algorithm_may_cancel_the_call_it_runs_in() {
  let (context, problem, _) = setup();
  context
    .add(Algorithm::solver("test.give-up", |run| {
      run.report(&vec![1; run.problem().num_spins()])?;
      run.cancel();
      Ok(())
    }))
    .unwrap();
  let mut solver = context.solver(Spec::new("subqubo").set("subsolver", "give-up").set("part_size", 8)).unwrap();
  let outcome = solver.solve(&problem, Run { time_limit: 60.0, ..Run::default() }).unwrap();
  assert_eq!(outcome.reason(), Reason::CANCELLED);
}

#[test]
fn one_context_serves_several_threads() {
  let (context, problem, _) = setup();
  std::thread::scope(|scope| {
    for thread in 0..3 {
      let (context, problem) = (&context, &problem);
      scope.spawn(move || {
        for k in 0..5 {
          let id = format!("test.thread-{}-{}", thread, k);
          let up = |run: &mut weiss::SolverRun| run.report(&vec![1; run.problem().num_spins()]).map(drop);
          context.add(Algorithm::solver(&id, up)).unwrap();
          assert!(context.algorithms().unwrap().iter().any(|algorithm| algorithm.id == id));
          context.solve(problem, id, Run::default()).unwrap();
        }
      });
    }
  });
}

#[test]
fn wrong_data_is_refused() {
  let context = Context::new().unwrap();
  for wrong in [
    context.ising(2, &[], &[(0, 2, 1.0)]),
    context.ising(2, &[], &[(0, 1, f64::INFINITY)]),
    context.ising(3, &[1.0], &[]),
    context.problem(&Data { row: &[0], column: &[1, 2], ..Data::new(Origin::Maxcut, 3) }),
  ] {
    assert_eq!(error(wrong).name(), "WEISS_E_ARGUMENT");
  }
  assert_eq!(error(context.read("/nowhere/at/all.mc")).name(), "WEISS_E_NOT_FOUND");
  assert_eq!(error(context.read("a\0b")).name(), "WEISS_E_ARGUMENT");
  let options = weiss::ReadOptions { format: "maxcut".to_string(), ..Default::default() };
  let wrong = error(context.parse(b"2 1\n1 x 1\n", &options));
  assert_eq!((wrong.name().as_str(), wrong.line), ("WEISS_E_FORMAT", 2));
  let problem = context.maxcut(3, &[]).unwrap();
  assert!(problem.energy(&[1, 1]).is_err() && problem.energy(&[1, 0, 1]).is_err());
}

// ---- runs ----

#[test]
fn the_default_solver_proves_the_minimum() {
  let context = Context::new().unwrap();
  let terms = random_terms(12, 30, 4);
  let problem = context.ising(12, &[], &terms).unwrap();
  let outcome = context.solve(&problem, "", Run::default()).unwrap();
  let least =
    (0..1 << 12).map(|state| ising_energy(&spins_of(state, 12), &terms)).fold(f64::INFINITY, f64::min);
  assert_eq!(outcome.energy(), least);
  assert!(outcome.is_optimal() && outcome.reason() == Reason::OPTIMAL);
  assert_eq!(problem.energy(outcome.spins()).unwrap(), least);
  assert!(outcome.bits().iter().zip(outcome.spins()).all(|(x, s)| *x == (1 - s) / 2));
}

#[test]
fn samples_trace_counters_and_report_agree() {
  let (context, problem, _) = setup();
  let run = || Run { seed: 3, work_limit: 200_000, max_samples: 4, ..Run::default() };
  let outcome = context.solve(&problem, "annealing", run()).unwrap();
  let samples = outcome.samples().unwrap();
  assert!(!samples.is_empty() && samples.len() <= 4);
  for sample in &samples {
    assert_eq!(problem.energy(sample.spins).unwrap(), sample.energy);
  }
  assert_eq!(samples[0].energy, outcome.energy());
  assert_eq!(outcome.trace().unwrap().last().unwrap().energy, outcome.energy());
  assert!(outcome.report().unwrap().contains("weiss.report/1"));
  let again = context.solve(&problem, "annealing", run()).unwrap();
  assert_eq!((again.spins(), again.counters()), (outcome.spins(), outcome.counters()));
  drop((problem, context));
  assert_eq!(outcome.spins().len(), 40); // outlives them
}

#[test]
fn figures_arrive_and_the_report_compares_with_the_optimum() {
  let (context, problem, _) = setup();
  let up = |run: &mut weiss::SolverRun| {
    run.figure("expectation", 1.5);
    run.report(&vec![1; run.problem().num_spins()]).map(drop)
  };
  context.add(Algorithm::solver("test.figures", up)).unwrap();
  let optimum = Some(2.0 * problem.energy(&[1; 40]).unwrap());
  let outcome = context.solve(&problem, "figures", Run { optimum, ..Run::default() }).unwrap();
  assert_eq!(outcome.figures(), [("expectation".to_string(), 1.5)]);
  assert!(outcome.report().unwrap().contains("\"ratio\": 0.5"));
}

#[test]
fn algorithms_and_options_are_listed() {
  let (context, _, _) = setup();
  let names: Vec<String> =
    context.algorithms().unwrap().into_iter().map(|algorithm| algorithm.name).collect();
  assert!(["exact", "tabu", "subqubo", "random", "descend", "compass"]
    .iter()
    .all(|name| names.contains(&name.to_string())));
  let subqubo = context.algorithm(Kind::Solver, "subqubo").unwrap();
  let option = |key: &str| subqubo.options.iter().find(|option| option.key == key).unwrap();
  assert_eq!(option("subsolver").kind, Some(Kind::Solver));
  assert_eq!(
    (option("part_size").default.as_str(), option("part_size").range.as_str()),
    ("50", "1..2147483647")
  );
  assert!(weiss::formats().unwrap().len() > 5 && weiss::version().starts_with("0."));
}

#[test]
fn nested_options_reach_the_nested_algorithm() {
  let (context, _, _) = setup();
  for spec in [
    Spec::new("subqubo").set("part_size", 5).set("subsolver", Spec::new("tabu").set("tenure", 7)),
    Spec::new("subqubo").set("subsolver", "tabu").set("subsolver.tenure", 7).set("part_size", 5),
    Spec::from("subqubo part_size=5 subsolver=tabu subsolver.tenure=7"),
  ] {
    let made = context.solver(spec).unwrap().spec();
    assert!(made.contains("subsolver.tenure=7") && made.contains("part_size=5"), "{}", made);
    assert_eq!(context.solver(made.clone()).unwrap().spec(), made);
  }
  for (spec, name) in [
    (Spec::new("tabu").set("tenor", 3), "WEISS_E_OPTION"),
    (Spec::new("subqubo").set("part_size", 0), "WEISS_E_OPTION"),
    (Spec::new("subqubo").set("subsolver", Spec::new("tabu").set("tenure", "many")), "WEISS_E_OPTION"),
    (Spec::new("tabo"), "WEISS_E_NOT_FOUND"),
  ] {
    assert_eq!(error(context.solver(spec)).name(), name);
  }
  assert!(error(context.solver(Spec::new("tabu").set("tenor", 3))).message.contains("tenure"));
}

#[test]
fn progress_sees_the_run_and_can_stop_it() {
  let (context, problem, _) = setup();
  let mut events = Vec::new();
  let mut progress = |p: &weiss::Progress| {
    events.push(p.numbers().event);
    if p.is_improvement() {
      ControlFlow::Break(())
    } else {
      ControlFlow::Continue(())
    }
  };
  let run = Run { time_limit: 60.0, progress: Some(&mut progress), ..Run::default() };
  let outcome = context.solve(&problem, "tabu", run).unwrap();
  assert_eq!(outcome.reason(), Reason::CANCELLED);
  assert_eq!((events[0], *events.last().unwrap()), (1, 4));
  assert_eq!(problem.energy(outcome.spins()).unwrap(), outcome.energy());
}

#[test]
fn another_thread_cancels() {
  let (context, problem, _) = setup();
  let mut solver = context.solver("tabu").unwrap();
  let canceller = solver.canceller();
  let (started, wait) = mpsc::channel();
  let thread = std::thread::spawn(move || {
    wait.recv().unwrap();
    canceller.cancel();
    canceller
  });
  let mut progress = |_: &weiss::Progress| {
    let _ = started.send(());
    ControlFlow::Continue(())
  };
  let run = Run { time_limit: 60.0, progress: Some(&mut progress), ..Run::default() };
  assert_eq!(solver.solve(&problem, run).unwrap().reason(), Reason::CANCELLED);
  let canceller = thread.join().unwrap();
  let run = || Run { work_limit: 1000, ..Run::default() };
  assert_eq!(solver.solve(&problem, run()).unwrap().reason(), Reason::CANCELLED); // sticky
  canceller.reset();
  assert_eq!(solver.solve(&problem, run()).unwrap().reason(), Reason::WORK);
}

#[test]
fn solvers_of_one_context_run_in_several_threads() {
  let (context, problem, _) = setup();
  let solvers: Vec<_> = (0..3).map(|_| context.solver("descend").unwrap()).collect();
  drop(context); // the solvers hold what they need of it
  let problem = Arc::new(problem);
  let threads: Vec<_> = solvers
    .into_iter()
    .map(|mut solver| {
      let problem = problem.clone();
      std::thread::spawn(move || solver.solve(&problem, Run::default()).unwrap().energy())
    })
    .collect();
  let energies: Vec<f64> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
  assert!(energies.iter().all(|energy| *energy == energies[0]));
}

#[test]
fn bad_settings_of_a_run_are_refused() {
  let (context, problem, _) = setup();
  for run in [
    Run { starts: &[1, -1], ..Run::default() },
    Run { mean_spins: &[0.0], ..Run::default() },
    Run { time_limit: f64::NAN, ..Run::default() },
    Run { target: Some(f64::NAN), ..Run::default() },
    Run { threads: -1, ..Run::default() },
  ] {
    assert_eq!(error(context.solve(&problem, "", run)).name(), "WEISS_E_ARGUMENT");
  }
}

#[test]
fn the_log_arrives_and_may_panic() {
  let lines = Arc::new(AtomicUsize::new(0));
  let counted = lines.clone();
  let log = move |_: i32, text: &str| {
    counted.fetch_add(1, Ordering::Relaxed);
    panic!("{}", text)
  };
  let context =
    Context::with(ContextConfig { log: Some(Box::new(log)), log_level: 4, ..Default::default() }).unwrap();
  let problem = context.maxcut(3, &[(0, 1, 1.0)]).unwrap();
  context.solve(&problem, "greedy", Run::default()).unwrap();
  assert!(lines.load(Ordering::Relaxed) > 0);
}

// ---- algorithms ----

#[test]
fn solver_and_partitioner_work_below_a_bundled_scheme() {
  let (context, problem, terms) = setup();
  let spec =
    Spec::new("subqubo").set("part_size", 8).set("partitioner", "stripes").set("subsolver", "descend");
  let outcome = context.solve(&problem, spec, Run { work_limit: 100_000, ..Run::default() }).unwrap();
  assert!(outcome.counter("descents") > 0 && outcome.counter("sub-solver failures") == 0);
  let parts = outcome.parts().unwrap();
  assert_eq!(parts.len(), 5);
  assert_eq!(parts[1].members, [8, 9, 10, 11, 12, 13, 14, 15]);
  assert_eq!(outcome.energy(), ising_energy(outcome.spins(), &terms));
}

#[test]
fn a_partitioner_gets_its_task() {
  let (context, problem, _) = setup();
  let look = |run: &mut weiss::PartitionerRun| {
    assert_eq!((run.task().num_parts, run.num_parts(), run.best()), (2, 2, [1; 40].as_slice()));
    assert!(run.current().is_empty() && run.fixed().is_empty());
    run.add_with(&(0..20).collect::<Vec<i32>>(), 1.0, &[]);
    run.add_with(&(20..40).collect::<Vec<i32>>(), 2.0, &[0.5]);
    Ok(())
  };
  context.add(Algorithm::partitioner("org.example.look", look)).unwrap();
  let task = Task { num_parts: 2, best: &[1; 40], ..Task::default() };
  let outcome = context.partitioner("look").unwrap().partition(&problem, &task, Run::default()).unwrap();
  let parts = outcome.parts().unwrap();
  assert_eq!((parts[0].priority, parts[0].parameters, parts[1].priority), (2.0, [0.5].as_slice(), 1.0));
}

#[test]
fn an_optimizer_minimises_within_its_limits() {
  let (context, _, _) = setup();
  let mut optimizer = context.optimizer(Spec::new("compass").set("step", 2.0)).unwrap();
  let mut calls = 0;
  let mut bowl = |x: &[f64], _: Option<&mut [f64]>| {
    calls += 1;
    (x[0] - 1.0).powi(2) + 3.0 * (x[1] + 2.0).powi(2)
  };
  let objective = Objective { start: &[5.0, 5.0], ..Objective::new(2, &mut bowl) };
  let outcome = optimizer.minimize(objective, Run::default()).unwrap();
  assert!((outcome.x()[0] - 1.0).abs() < 1e-4 && (outcome.x()[1] + 2.0).abs() < 1e-4);
  calls = 0;
  let mut bowl = |x: &[f64], _: Option<&mut [f64]>| {
    calls += 1;
    x[0]
  };
  let run = Run { work_limit: 5, ..Run::default() };
  let outcome = optimizer.minimize(Objective::new(1, &mut bowl), run).unwrap();
  assert_eq!((calls, outcome.reason()), (5, Reason::WORK));
  let newton = |run: &mut weiss::OptimizerRun| {
    let (start, mut slope) = (run.start().to_vec(), [0.0]);
    run.gradient(&start, &mut slope)?;
    run.evaluate(&[start[0] - slope[0] / 2.0]).map(|_| ())
  };
  context.add(Algorithm::optimizer("org.example.newton", newton)).unwrap();
  let mut square = |x: &[f64], gradient: Option<&mut [f64]>| {
    if let Some(gradient) = gradient {
      gradient[0] = 2.0 * (x[0] - 3.0);
    }
    (x[0] - 3.0).powi(2)
  };
  let objective = Objective { start: &[10.0], has_gradient: true, ..Objective::new(1, &mut square) };
  assert_eq!(context.optimizer("newton").unwrap().minimize(objective, Run::default()).unwrap().x(), [3.0]);
}

#[test]
fn options_of_every_type_arrive() {
  let (context, problem, _) = setup();
  let look = |run: &mut weiss::SolverRun| {
    let options = run.options();
    assert!(options.flag("flag") && options.int("number") == 4 && options.real("real") == 0.5);
    assert_eq!((options.text("word").as_str(), options.text("path").as_str()), ("b", "a b=c"));
    assert_eq!(options.list("list"), [3.0, 4.5]);
    run.report(&[1; 40]).map(|_| ())
  };
  let algorithm = Algorithm::solver("org.example.options", look)
    .option(Opt::flag("flag", "A bool.", true))
    .option(Opt::int("number", "An int.", 3, 0, 9))
    .option(Opt::real("real", "A real.", 0.5, 0.0, 1.0))
    .option(Opt::text("word", "A choice.", "a", "a|b"))
    .option(Opt::text("path", "Free text.", "", ""))
    .option(Opt::list("list", "Reals.", &[1.0], 0.0, 9.0));
  context.add(algorithm).unwrap();
  let spec = Spec::new("options").set("number", 4).set("word", "b").set("path", "a b=c");
  context.solve(&problem, spec.set("list", [3.0, 4.5].as_slice()), Run::default()).unwrap();
  for (key, value) in [("number", "10"), ("word", "c"), ("real", "inf"), ("list", "99"), ("flag", "maybe")] {
    assert_eq!(error(context.solver(Spec::new("options").set(key, value))).name(), "WEISS_E_OPTION");
  }
}

// ---- what goes wrong ----

#[test]
fn a_panic_in_progress_goes_on_after_the_call() {
  let (context, problem, _) = setup();
  let mut solver = context.solver("tabu").unwrap();
  let text = panic_of(|| {
    let mut progress = |_: &weiss::Progress| -> ControlFlow<()> { panic!("boom") };
    let run = Run { time_limit: 60.0, progress: Some(&mut progress), ..Run::default() };
    let _ = solver.solve(&problem, run);
  });
  assert_eq!(text, "boom");
  assert!(solver.solve(&problem, Run { work_limit: 1000, ..Run::default() }).is_ok());
}

#[test]
fn a_panic_in_an_algorithm_goes_on_also_from_below_a_scheme() {
  let (context, problem, _) = setup();
  context.add(Algorithm::solver("org.example.panic", |_| panic!("solver"))).unwrap();
  context.add(Algorithm::partitioner("org.example.panic-part", |_| panic!("partitioner"))).unwrap();
  context.add(Algorithm::optimizer("org.example.panic-opt", |_| panic!("optimizer"))).unwrap();
  let run = || Run { time_limit: 60.0, ..Run::default() };
  let solve = |spec: Spec| panic_of(|| drop(context.solve(&problem, spec, run())));
  assert_eq!(solve(Spec::new("panic")), "solver");
  assert_eq!(solve(Spec::new("subqubo").set("subsolver", "panic")), "solver");
  assert_eq!(solve(Spec::new("subqubo").set("partitioner", "panic-part")), "partitioner");
  let minimize = |name: &str, objective: Objective| {
    context.optimizer(name).unwrap().minimize(objective, Run::default()).map(drop)
  };
  let mut zero = |_: &[f64], _: Option<&mut [f64]>| 0.0;
  assert_eq!(panic_of(|| drop(minimize("panic-opt", Objective::new(1, &mut zero)))), "optimizer");
  let mut boom = |_: &[f64], _: Option<&mut [f64]>| -> f64 { panic!("objective") };
  assert_eq!(panic_of(|| drop(minimize("compass", Objective::new(1, &mut boom)))), "objective");
}

#[test]
fn an_error_of_an_algorithm_is_the_error_of_the_run() {
  let (context, problem, _) = setup();
  context.add(Algorithm::solver("org.example.fail", |_| Err(Error::new("no luck")))).unwrap();
  let failed = error(context.solve(&problem, "fail", Run::default()));
  assert_eq!(failed.name(), "WEISS_E_FAIL");
  assert!(failed.message.contains("no luck"), "{}", failed);
  // Below a scheme the host replaces a sub-solver that fails, and counts it.
  let spec = Spec::new("subqubo").set("subsolver", "fail");
  let outcome = context.solve(&problem, spec, Run { work_limit: 10_000, ..Run::default() }).unwrap();
  assert!(outcome.counter("sub-solver failures") > 0);
}

#[test]
fn nonsense_of_an_algorithm_is_an_error() {
  let (context, problem, _) = setup();
  context.add(Algorithm::solver("org.example.zero", |run| run.report(&[0; 40]).map(|_| ()))).unwrap();
  context.add(Algorithm::solver("org.example.short", |run| run.report(&[1; 39]).map(|_| ()))).unwrap();
  context.add(Algorithm::solver("org.example.nothing", |_| Ok(()))).unwrap();
  for name in ["zero", "short", "nothing"] {
    assert!(context.solve(&problem, name, Run::default()).is_err(), "{}", name);
  }
  let twice = |run: &mut weiss::PartitionerRun| {
    run.add(&[0, 0]);
    Ok(())
  };
  context.add(Algorithm::partitioner("org.example.twice", twice)).unwrap();
  let mut partitioner = context.partitioner("twice").unwrap();
  assert_eq!(
    error(partitioner.partition(&problem, &Task::default(), Run::default())).name(),
    "WEISS_E_PLUGIN"
  );
}

#[test]
fn closures_are_dropped_with_the_context_or_when_they_are_refused() {
  struct Counted(Arc<AtomicUsize>);
  impl Drop for Counted {
    fn drop(&mut self) {
      self.0.fetch_add(1, Ordering::Relaxed);
    }
  }
  let drops = Arc::new(AtomicUsize::new(0));
  let (context, problem, _) = setup();
  let make = |id: &str| {
    let counted = Counted(drops.clone());
    Algorithm::solver(id, move |run| {
      let _ = &counted;
      run.report(&[1; 40]).map(|_| ())
    })
  };
  context.add(make("org.example.counted")).unwrap();
  assert!(context.add(make("org.example.counted")).is_err()); // the id is taken
  assert!(context.add(make("no id!")).is_err());
  assert_eq!(drops.load(Ordering::Relaxed), 2);
  let mut solver = context.solver("counted").unwrap();
  drop(context);
  solver.solve(&problem, Run::default()).unwrap();
  assert_eq!(drops.load(Ordering::Relaxed), 2);
  drop(solver);
  assert_eq!(drops.load(Ordering::Relaxed), 3);
}
