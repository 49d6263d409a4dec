//! What the library has: algorithms with their options, formats, its version.

use crate::error::{check, slice, text, Result};
use weiss_sys as sys;
use weiss_sys::Growable;

/// What an algorithm does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
  Any = 0,
  Partitioner = sys::WEISS_KIND_PARTITIONER as isize,
  Solver = sys::WEISS_KIND_SOLVER as isize,
  Optimizer = sys::WEISS_KIND_OPTIMIZER as isize,
}

impl Kind {
  fn of(kind: i32) -> Kind {
    match kind {
      sys::WEISS_KIND_PARTITIONER => Kind::Partitioner,
      sys::WEISS_KIND_SOLVER => Kind::Solver,
      sys::WEISS_KIND_OPTIMIZER => Kind::Optimizer,
      _ => Kind::Any,
    }
  }
}

/// One option of an algorithm, with default and range as text.
#[derive(Clone, Debug)]
pub struct OptionInfo {
  pub key: String,
  pub help: String,
  pub default: String,
  /// "0..9"; words with | between; empty: everything.
  pub range: String,
  /// Of an option that is an algorithm: what kind of one.
  pub kind: Option<Kind>,
}

impl OptionInfo {
  fn of(info: &sys::weiss_option_info) -> OptionInfo {
    let (default, range) = match info.r#type {
      sys::WEISS_TYPE_BOOL => ((info.i_default != 0).to_string(), String::new()),
      sys::WEISS_TYPE_INT => (info.i_default.to_string(), format!("{}..{}", info.i_min, info.i_max)),
      sys::WEISS_TYPE_REAL => (info.f_default.to_string(), format!("{}..{}", info.f_min, info.f_max)),
      sys::WEISS_TYPE_REAL_LIST => {
        let entries = unsafe { slice(info.list_default, i64::from(info.list_default_count)) };
        let words: Vec<String> = entries.iter().map(f64::to_string).collect();
        (words.join(","), format!("{}..{}", info.f_min, info.f_max))
      }
      _ => (text(info.s_default), text(info.choices)),
    };
    let kind = if info.r#type == sys::WEISS_TYPE_ALGORITHM { Some(Kind::of(info.kind)) } else { None };
    OptionInfo { key: text(info.key), help: text(info.help), default, range, kind }
  }
}

/// An algorithm as registered.
#[derive(Clone, Debug)]
pub struct AlgorithmInfo {
  pub kind: Kind,
  pub id: String,
  /// The shortest text that names it.
  pub name: String,
  pub title: String,
  pub version: String,
  pub summary: String,
  /// `weiss_sys::WEISS_CAP_*`.
  pub caps: u32,
  /// The largest problem that it takes; 0: no limit of its own.
  pub max_spins: i64,
  pub options: Vec<OptionInfo>,
  /// The file of its plugin; empty when linked in or registered alone.
  pub path: String,
}

impl AlgorithmInfo {
  pub(crate) fn of(info: &sys::weiss_algorithm_info) -> AlgorithmInfo {
    let options = unsafe { slice(info.options, i64::from(info.num_options)) };
    AlgorithmInfo {
      kind: Kind::of(info.kind),
      id: text(info.id),
      name: text(info.name),
      title: text(info.title),
      version: text(info.version),
      summary: text(info.summary),
      caps: info.caps,
      max_spins: info.max_spins,
      options: options.iter().map(|&option| OptionInfo::of(unsafe { &*option })).collect(),
      path: text(info.path),
    }
  }
}

/// What can be read and written.
#[derive(Clone, Debug)]
pub struct Format {
  pub name: String,
  pub extensions: String,
  pub summary: String,
  pub help: String,
  pub can_write: bool,
}

pub fn formats() -> Result<Vec<Format>> {
  (0..unsafe { sys::weiss_num_formats() })
    .map(|index| {
      let mut info = sys::weiss_format_info::sized();
      check(|error| unsafe { sys::weiss_format_get_info(index, &mut info, error) })?;
      Ok(Format {
        name: text(info.name),
        extensions: text(info.extensions),
        summary: text(info.summary),
        help: text(info.help),
        can_write: info.can_write != 0,
      })
    })
    .collect()
}

/// The version of the library, "0.1.0".
pub fn version() -> String {
  text(unsafe { sys::weiss_version() })
}
