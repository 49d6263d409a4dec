//! Lower bounds of the energy of a problem.

use crate::error::{check, Error, Result};
use crate::problem::Problem;
use std::ptr::{null, null_mut};
use weiss_sys as sys;
use weiss_sys::Growable;

/// The bound of roof duality.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoofDual {
  /// No energy is below it.
  pub bound: f64,
  /// -1 or +1 for each spin that is decided, else 0.
  pub persistent: Vec<i8>,
}

/// How to bound by semidefinite programming; see `weiss_sdp_params`. 0 leaves a choice to the library.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SdpParams {
  pub seed: u64,
  pub max_sweeps: i64,
  pub rank: i64,
  pub tolerance: f64,
  /// How many states by random hyperplanes are wanted.
  pub num_roundings: usize,
}

/// The bound of semidefinite programming.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SdpBound {
  /// No energy is below it.
  pub bound: f64,
  /// The energy of the vectors.
  pub value: f64,
  /// States, best first.
  pub roundings: Vec<Vec<i8>>,
}

impl Problem {
  /// A lower bound by roof duality, and the spins that it decides; see `weiss_bound_roof_dual`.
  pub fn roof_dual(&self) -> Result<RoofDual> {
    let mut found = RoofDual { bound: 0.0, persistent: vec![0; self.num_spins()] };
    let persistent = found.persistent.as_mut_ptr();
    check(|error| unsafe {
      sys::weiss_bound_roof_dual(self.get(), null(), &mut found.bound, persistent, error)
    })?;
    Ok(found)
  }

  /// A lower bound by semidefinite programming; see `weiss_bound_sdp`.
  pub fn sdp_bound(&self, params: SdpParams) -> Result<SdpBound> {
    let n = self.num_spins();
    let Some(size) = params.num_roundings.checked_mul(n) else {
      return Err(Error::argument(format!("num_roundings is out of range: {}", params.num_roundings)));
    };
    let mut c = sys::weiss_sdp_params::sized();
    c.seed = params.seed;
    c.max_sweeps = params.max_sweeps;
    c.rank = params.rank;
    c.tolerance = params.tolerance;
    c.num_roundings = params.num_roundings as i64;
    let (mut bound, mut value, mut states) = (0.0, 0.0, vec![0i8; size]);
    let roundings = if size > 0 { states.as_mut_ptr() } else { null_mut() };
    check(|error| unsafe {
      sys::weiss_bound_sdp(self.get(), null(), &c, &mut bound, &mut value, roundings, error)
    })?;
    let roundings = (0..params.num_roundings).map(|k| states[k * n..(k + 1) * n].to_vec()).collect();
    Ok(SdpBound { bound, value, roundings })
  }
}
