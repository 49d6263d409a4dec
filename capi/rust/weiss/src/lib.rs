//! Weiss minimises QUBO, Ising and Max-Cut energies, alone or by decomposition.
//!
//! ```no_run
//! # fn main() -> weiss::Result<()> {
//! let context = weiss::Context::new()?;
//! let problem = context.maxcut(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)])?;
//! let outcome = context.solve(&problem, "tabu", weiss::Run { seed: 7, ..Default::default() })?;
//! println!("{} {:?}", outcome.objective(), outcome.bits());
//! # Ok(())
//! # }
//! ```
//!
//! Threads: a [`Context`] may be shared. A solver runs one call at a time (`&mut self`); several of one context may
//! run at once in different threads, and a [`Canceller`] stops one from anywhere. Problems, circuits and outcomes may be
//! shared, too: changing one takes `&mut self`. A [`Statevector`], a [`Qaoa`], a [`Search`] and [`Replicas`] may go from
//! thread to thread.
//!
//! A panic in a callback stops the run and goes on when the library has returned.

mod algorithm;
mod bounds;
mod call;
mod circuit;
mod context;
mod error;
mod info;
mod instance;
mod outcome;
mod plugin;
mod problem;
mod qaoa;
mod search;
mod services;
mod spec;
mod statevector;
mod trampolines;
mod transform;

pub use algorithm::{Algorithm, Opt, Options};
pub use bounds::{RoofDual, SdpBound, SdpParams};
pub use call::{Progress, Run};
pub use circuit::{Circuit, Noise, NoisyMean};
pub use context::{Context, ContextConfig};
pub use error::{Error, Result};
pub use info::{formats, version, AlgorithmInfo, Format, Kind, OptionInfo};
pub use instance::{Canceller, Objective, Optimizer, Partitioner, Solver, Task};
pub use outcome::{Outcome, Part, Reason, Sample, Step};
pub use plugin::Plugin;
pub use problem::{Data, Duplicates, Origin, Problem, ProblemInfo, ReadOptions, Sense};
pub use qaoa::{Method, Mixer, Prepared, Qaoa, QaoaConfig};
pub use search::{Anneal, Engine, Replicas, Schedule, Search, Tabu, Trees};
pub use services::{OptimizerRun, PartitionerRun, Services, SolverRun, View};
pub use spec::{Setting, Spec};
pub use statevector::{Complex, Gate, Precision, Shots, Statevector};
pub use transform::{Reduction, ReductionInfo};

#[doc(hidden)]
pub use weiss_sys as sys;
