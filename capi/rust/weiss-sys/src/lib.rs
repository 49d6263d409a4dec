//! The C interface of Weiss: every struct, constant and function of its headers, which hold the contracts.
//! The crate `weiss` is the safe side of it.

#![allow(non_camel_case_types)]

mod functions;
mod structs;

pub use functions::*;
pub use structs::*;
