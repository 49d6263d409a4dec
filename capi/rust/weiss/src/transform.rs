//! Problems made from a problem: clamped, contracted, reduced.

use crate::error::{check, pointer, Error, Result};
use crate::problem::{made, Problem};
use std::ptr::{null, null_mut, NonNull};
use weiss_sys as sys;
use weiss_sys::Growable;

impl Problem {
  /// The energy of the members with all other spins clamped to a state.
  pub fn clamp(&self, members: &[i32], spins: &[i8]) -> Result<Problem> {
    self.sized("spins", spins.len())?;
    self.clamped(members, spins.as_ptr(), null())
  }

  /// The same with all other spins at mean values in [-1, 1].
  pub fn clamp_to_means(&self, members: &[i32], mean_spins: &[f64]) -> Result<Problem> {
    self.sized("mean_spins", mean_spins.len())?;
    self.clamped(members, null(), mean_spins.as_ptr())
  }

  fn clamped(&self, members: &[i32], spins: *const i8, means: *const f64) -> Result<Problem> {
    let count = members.len() as i64;
    made(|out, error| unsafe {
      sys::weiss_problem_clamp(self.get(), null(), count, pointer(members), spins, means, 1, out, error)
    })
  }

  /// The energy with the spins of each group, 0 ... num_groups - 1, tied together: s_i = sign_i S_group(i). An empty
  /// sign is all +1.
  pub fn contract(&self, num_groups: usize, group: &[i32], sign: &[i8]) -> Result<Problem> {
    self.sized("group", group.len())?;
    if !sign.is_empty() {
      self.sized("sign", sign.len())?;
    }
    made(|out, error| unsafe {
      let count = num_groups as i64;
      sys::weiss_problem_contract(self.get(), null(), count, pointer(group), pointer(sign), out, error)
    })
  }

  /// The problem without the spins that can be decided exactly, of the same minimum, and the way back.
  pub fn reduce(&self) -> Result<(Problem, Reduction)> {
    let mut way_back = null_mut();
    let reduced =
      made(|out, error| unsafe { sys::weiss_problem_reduce(self.get(), null(), out, &mut way_back, error) })?;
    match NonNull::new(way_back) {
      Some(handle) => {
        let reduction = Reduction { handle, num_spins: self.num_spins(), reduced_spins: reduced.num_spins() };
        Ok((reduced, reduction))
      }
      None => Err(Error::of(sys::WEISS_E_INTERNAL, "the library made no reduction")),
    }
  }

  /// The number of the connected component of each spin.
  pub fn components(&self) -> Result<Vec<i32>> {
    let mut component = vec![0; self.num_spins()];
    let mut count = 0;
    check(|error| unsafe {
      sys::weiss_problem_components(self.get(), component.as_mut_ptr(), &mut count, error)
    })?;
    Ok(component)
  }

  pub(crate) fn sized(&self, name: &str, len: usize) -> Result<()> {
    if len != self.num_spins() {
      return Err(Error::argument(format!("{} must hold {} entries, got {}", name, self.num_spins(), len)));
    }
    Ok(())
  }
}

/// The way back from a reduced problem.
pub struct Reduction {
  handle: NonNull<sys::weiss_reduction>,
  num_spins: usize,
  reduced_spins: usize,
}

// It does not change.
unsafe impl Send for Reduction {}
unsafe impl Sync for Reduction {}

impl Drop for Reduction {
  fn drop(&mut self) {
    unsafe { sys::weiss_reduction_destroy(self.handle.as_ptr()) }
  }
}

/// What a reduction did; see `weiss_reduction_info`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReductionInfo {
  pub num_spins: i64,
  pub num_kept: i64,
  pub num_low_degree: i64,
  pub num_degree_two: i64,
  pub num_degree_three: i64,
  pub num_dominated: i64,
  pub num_decided: i64,
  pub num_persistent: i64,
  pub work: i64,
}

impl Reduction {
  /// How many spins were removed, and by which rules.
  pub fn info(&self) -> Result<ReductionInfo> {
    let mut info = sys::weiss_reduction_info::sized();
    check(|error| unsafe { sys::weiss_reduction_get_info(self.handle.as_ptr(), &mut info, error) })?;
    Ok(ReductionInfo {
      num_spins: info.num_spins,
      num_kept: info.num_kept,
      num_low_degree: info.num_low_degree,
      num_degree_two: info.num_degree_two,
      num_degree_three: info.num_degree_three,
      num_dominated: info.num_dominated,
      num_decided: info.num_decided,
      num_persistent: info.num_persistent,
      work: info.work,
    })
  }

  /// The state of least energy among those that agree with a state of the reduced problem.
  pub fn lift(&self, spins: &[i8]) -> Result<Vec<i8>> {
    if spins.len() != self.reduced_spins || spins.iter().any(|spin| spin.abs() != 1) {
      return Err(Error::argument(format!("spins must hold {} entries of -1 and +1", self.reduced_spins)));
    }
    let mut lifted = vec![0; self.num_spins];
    unsafe { sys::weiss_reduction_lift(self.handle.as_ptr(), pointer(spins), lifted.as_mut_ptr()) };
    Ok(lifted)
  }

  /// The kept spins of a state of the problem. Lifted again, it has no higher energy than before.
  pub fn restrict(&self, spins: &[i8]) -> Result<Vec<i8>> {
    if spins.len() != self.num_spins || spins.iter().any(|spin| spin.abs() != 1) {
      return Err(Error::argument(format!("spins must hold {} entries of -1 and +1", self.num_spins)));
    }
    let mut kept = vec![0; self.reduced_spins];
    unsafe { sys::weiss_reduction_restrict(self.handle.as_ptr(), pointer(spins), kept.as_mut_ptr()) };
    Ok(kept)
  }
}
