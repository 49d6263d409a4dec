//! The C interface of Weiss: every struct, constant and function of its headers, which hold the contracts.
//! The crate `weiss` is the safe side of it.

#![allow(non_camel_case_types)]

#[macro_use]
mod structs;
mod functions;
mod quantum;
mod search;

pub use functions::*;
pub use quantum::*;
pub use search::*;
pub use structs::*;

/// Where each field of every struct lies, for a test to compare with `layout.tsv`.
pub fn layout() -> Vec<Layout> {
  let mut layouts = vec![weiss_value::layout()];
  layouts.extend(structs::basic_layout());
  layouts.extend(search::search_layout());
  layouts.extend(quantum::quantum_layout());
  layouts
}
