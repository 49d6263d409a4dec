//! Search without an algorithm around it: bounds, one state, many states; and the product with the couplings.

use weiss::{Anneal, Context, Engine, Problem, Run, Schedule, SdpParams, Search, Tabu, Trees};

/// The ring of five nodes, whose largest cut is 4.
fn pentagon(context: &Context) -> Problem {
  let edges: Vec<(i32, i32, f64)> = (0..5).map(|i| (i, (i + 1) % 5, 1.0)).collect();
  context.maxcut(5, &edges).unwrap()
}

#[test]
fn no_cut_is_above_the_bounds() {
  let context = Context::new().unwrap();
  let problem = pentagon(&context);
  let found = problem.sdp_bound(SdpParams { num_roundings: 8, ..Default::default() }).unwrap();
  assert_eq!(problem.objective(found.bound), 4.0); // 4.52 by the vectors; cuts are integers
  assert!((problem.objective(found.value) - 4.5225).abs() < 1e-3);
  let energies: Vec<f64> = found.roundings.iter().map(|spins| problem.energy(spins).unwrap()).collect();
  assert!(energies.len() == 8 && energies.windows(2).all(|pair| pair[0] <= pair[1]));
  assert_eq!(problem.objective(energies[0]), 4.0);
  assert!(problem.sdp_bound(SdpParams::default()).unwrap().roundings.is_empty());
  assert!(problem.objective(problem.roof_dual().unwrap().bound) >= 4.0);
  let refused = problem.sdp_bound(SdpParams { rank: -1, ..Default::default() }).unwrap_err();
  assert_eq!(refused.name(), "WEISS_E_ARGUMENT");
  assert!(problem.sdp_bound(SdpParams { num_roundings: usize::MAX, ..Default::default() }).is_err());
}

#[test]
fn roof_duality_decides_spins_that_fields_hold() {
  let context = Context::new().unwrap();
  let chain = context.ising(3, &[3.0, 0.0, -1.0], &[(0, 1, 1.0), (1, 2, -1.0)]).unwrap();
  let found = chain.roof_dual().unwrap();
  assert_eq!((found.bound, found.persistent), (-6.0, vec![-1, 1, 1]));
}

#[test]
fn each_way_of_searching_finds_the_minimum() {
  let context = Context::new().unwrap();
  let terms: Vec<(i32, i32, f64)> =
    (0..16).flat_map(|i| [(i, (i + 1) % 16, 1.0), (i, (i + 5) % 16, f64::from(i % 7) - 3.0)]).collect();
  let problem = context.ising(16, &[], &terms).unwrap();
  let least = context.solve(&problem, "exact", Run::default()).unwrap().energy();
  let mut search = problem.search(Engine::Auto).unwrap();
  let mut check = |way: &dyn Fn(&mut Search, u64) -> i64| {
    let mut best = f64::INFINITY;
    for seed in 0..10 {
      search.set_random(seed);
      search.descend();
      assert!(way(&mut search, seed) > 0);
      assert_eq!(problem.energy(search.spins()).unwrap(), search.energy());
      let energy = search.best_energy();
      assert_eq!(problem.energy(search.best_spins()).unwrap(), energy);
      best = best.min(energy);
    }
    assert_eq!(best, least);
  };
  check(&|search, seed| search.tabu(Tabu { seed, ..Default::default() }).unwrap());
  check(&|search, seed| {
    search.anneal(Anneal { seed, schedule: Schedule::Linear, ..Default::default() }).unwrap()
  });
  check(&|search, seed| {
    search.trees(Trees { seed, temperature: 5.0, t_last: 0.5, ..Default::default() }).unwrap()
  });
  check(&|search, seed| search.trees(Trees { seed, width: 6, ..Default::default() }).unwrap());

  search.set(&[1; 16]).unwrap();
  assert_eq!(search.energy(), problem.energy(&[1; 16]).unwrap());
  assert!(search.set(&[1]).is_err() && search.set(&[0; 16]).is_err());
  assert!(search.trees(Trees { width: 17, ..Default::default() }).is_err());
  assert!(search.trees(Trees { width: 2, temperature: 1.0, ..Default::default() }).is_err());
}

#[test]
fn replicas_reach_the_largest_cut() {
  let context = Context::new().unwrap();
  let problem = pentagon(&context);
  assert_eq!(problem.lanes(), 64);
  let mut replicas = problem.replicas(10).unwrap();
  replicas.set_random(1);
  assert_eq!(replicas.anneal(Anneal { seed: 2, sweeps: 50, ..Default::default() }).unwrap(), 50);
  let energies = replicas.energies();
  for (r, energy) in energies.iter().enumerate() {
    assert_eq!(problem.energy(&replicas.spins(r).unwrap()).unwrap(), *energy);
  }
  assert_eq!(energies.iter().map(|energy| problem.objective(*energy)).fold(0.0, f64::max), 4.0);
  replicas.set(3, &[1, -1, 1, -1, 1]).unwrap();
  assert_eq!(replicas.spins(3).unwrap(), [1, -1, 1, -1, 1]);
  assert_eq!(replicas.sweep(5, &[0.0; 10], 1).unwrap(), 5);
  assert_eq!(problem.objective(replicas.energies()[3]), 4.0);
  assert!(
    replicas.spins(10).is_err() && replicas.set(0, &[1]).is_err() && replicas.sweep(1, &[0.0], 1).is_err()
  );
  assert!(replicas.count() == 10 && problem.replicas(0).is_err());
}

#[test]
fn couplings_are_multiplied_with_vectors() {
  let context = Context::new().unwrap();
  let chain = context.ising(3, &[9.0; 3], &[(0, 1, 2.0), (1, 2, -3.0)]).unwrap();
  assert_eq!(chain.multiply(&[1.0, 10.0, 100.0], 1).unwrap(), [20.0, -298.0, -30.0]);
  let both = chain.multiply(&[1.0, 1.0, 10.0, 0.0, 100.0, 0.0], 2).unwrap();
  assert_eq!(both, [20.0, 0.0, -298.0, 2.0, -30.0, 0.0]);
  assert!(chain.multiply(&[1.0, 2.0], 1).is_err() && chain.multiply(&[1.0, 2.0, 3.0], 0).is_err());
}
