//! A partitioner as a plugin: goes through the graph in breadth and fills one part after another on the way, so that
//! parts hold spins that are near each other. It links against nothing of Weiss.

use std::collections::VecDeque;
use weiss::{Algorithm, Error, Opt, PartitionerRun, Plugin, Result, View};

fn make() -> Plugin {
  let part_size = Opt::int("part_size", "Most spins of a part when the task names none.", 100, 1, 1 << 30);
  let breadth = Algorithm::partitioner("org.example.breadth", cut)
    .about("Breadth first", "Fills parts with spins that are near each other.")
    .option(part_size)
    .deterministic()
    .any_thread();
  Plugin::new("org.example.breadth", "Example in Rust", "1.0.0", "MIT").algorithm(breadth)
}

weiss::plugin!(make);

fn cut(run: &mut PartitionerRun) -> Result<()> {
  let mut members = fixed_members(run);
  let n = run.problem().num_spins();
  let mut room = Vec::new();
  for (part, fixed) in members.iter().enumerate() {
    let share = n / members.len() + (part < n % members.len()) as usize;
    if share == 0 || share > run.capacity() || fixed.len() > share {
      let (fixed, most) = (fixed.len(), run.capacity());
      let text = format!(
        "part {}: {} spins, {} of them fixed, {} allowed; ask for other parts",
        part, share, fixed, most
      );
      return Err(Error::new(text));
    }
    room.push(share - fixed.len());
  }
  let mut part = 0;
  for spin in in_breadth(run.problem()) {
    if run.fixed().get(spin).map_or(false, |&to| to >= 0) {
      continue;
    }
    while room[part] == 0 {
      part += 1;
    }
    room[part] -= 1;
    members[part].push(spin as i32);
  }
  run.spend(run.problem().raw().num_entries + n as i64);
  for part in &members {
    run.add(part);
  }
  Ok(())
}

/// The parts, with the spins that are fixed in them.
fn fixed_members(run: &PartitionerRun) -> Vec<Vec<i32>> {
  let n = run.problem().num_spins();
  let last_fixed = run.fixed().iter().max().map_or(0, |&part| (part + 1) as usize);
  let parts = match (run.task().num_parts, run.task().max_part_spins) {
    (0, 0) => ceiling(n, run.options().int("part_size") as usize).max(last_fixed),
    (0, _) => ceiling(n, run.capacity()).max(last_fixed),
    (wanted, _) => wanted as usize,
  };
  let mut members = vec![Vec::new(); parts];
  for (spin, &part) in run.fixed().iter().enumerate() {
    if part >= 0 {
      members[part as usize].push(spin as i32);
    }
  }
  members
}

fn ceiling(n: usize, size: usize) -> usize {
  (n + size - 1) / size
}

/// All spins, each component from its first spin on.
fn in_breadth(problem: View) -> Vec<usize> {
  let mut seen = vec![false; problem.num_spins()];
  let mut order = Vec::with_capacity(seen.len());
  let mut waiting = VecDeque::new();
  for first in 0..seen.len() {
    if !std::mem::replace(&mut seen[first], true) {
      waiting.push_back(first);
    }
    while let Some(spin) = waiting.pop_front() {
      order.push(spin);
      for (next, _) in problem.neighbors(spin) {
        if !std::mem::replace(&mut seen[next], true) {
          waiting.push_back(next);
        }
      }
    }
  }
  order
}
