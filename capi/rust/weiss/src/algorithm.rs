//! Algorithms written in Rust: a closure with a name and options.

use crate::error::{c_text, slice, text, Result};
use crate::services::{OptimizerRun, PartitionerRun, SolverRun};
use crate::trampolines;
use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use weiss_sys as sys;
use weiss_sys::Growable;

type SolverFn = Box<dyn Fn(&mut SolverRun<'_>) -> Result<()> + Send + Sync>;
type PartitionerFn = Box<dyn Fn(&mut PartitionerRun<'_>) -> Result<()> + Send + Sync>;
type OptimizerFn = Box<dyn Fn(&mut OptimizerRun<'_>) -> Result<()> + Send + Sync>;

pub(crate) enum Body {
  Solver(SolverFn),
  Partitioner(PartitionerFn),
  Optimizer(OptimizerFn),
}

/// One option of an algorithm; the settings come as `Options`.
pub struct Opt {
  key: &'static str,
  help: &'static str,
  info: sys::weiss_option_info,
  text: String,
  choices: String,
  list: Vec<f64>,
}

impl Opt {
  fn new(r#type: i32, key: &'static str, help: &'static str) -> Opt {
    let mut info = sys::weiss_option_info::sized();
    info.r#type = r#type;
    Opt { key, help, info, text: String::new(), choices: String::new(), list: Vec::new() }
  }

  pub fn flag(key: &'static str, help: &'static str, default: bool) -> Opt {
    let mut option = Opt::new(sys::WEISS_TYPE_BOOL, key, help);
    option.info.i_default = default as i64;
    option.info.i_max = 1;
    option
  }

  pub fn int(key: &'static str, help: &'static str, default: i64, low: i64, high: i64) -> Opt {
    let mut option = Opt::new(sys::WEISS_TYPE_INT, key, help);
    option.info.i_default = default;
    option.info.i_min = low;
    option.info.i_max = high;
    option
  }

  pub fn real(key: &'static str, help: &'static str, default: f64, low: f64, high: f64) -> Opt {
    let mut option = Opt::new(sys::WEISS_TYPE_REAL, key, help);
    option.info.f_default = default;
    option.info.f_min = low;
    option.info.f_max = high;
    option
  }

  /// choices: "a|b|c", or empty for free text.
  pub fn text(key: &'static str, help: &'static str, default: &str, choices: &str) -> Opt {
    let mut option = Opt::new(sys::WEISS_TYPE_STRING, key, help);
    option.text = default.to_string();
    option.choices = choices.to_string();
    option
  }

  pub fn list(key: &'static str, help: &'static str, default: &[f64], low: f64, high: f64) -> Opt {
    let mut option = Opt::new(sys::WEISS_TYPE_REAL_LIST, key, help);
    option.list = default.to_vec();
    option.info.f_min = low;
    option.info.f_max = high;
    option
  }
}

/// The settings of an algorithm's options: checked and complete. Asking for an option that was not declared, or of
/// another type, panics.
pub struct Options {
  pub(crate) values: *const sys::weiss_value,
  pub(crate) count: u32,
}

impl Options {
  fn find(&self, key: &str, r#type: i32) -> &sys::weiss_value {
    let values = unsafe { slice(self.values, i64::from(self.count)) };
    match values.iter().find(|value| value.r#type == r#type && text(value.key) == key) {
      Some(value) => value,
      None => panic!("no option {:?} of that type was declared", key),
    }
  }

  pub fn flag(&self, key: &str) -> bool {
    self.find(key, sys::WEISS_TYPE_BOOL).i != 0
  }

  pub fn int(&self, key: &str) -> i64 {
    self.find(key, sys::WEISS_TYPE_INT).i
  }

  pub fn real(&self, key: &str) -> f64 {
    self.find(key, sys::WEISS_TYPE_REAL).f
  }

  pub fn text(&self, key: &str) -> String {
    text(self.find(key, sys::WEISS_TYPE_STRING).s)
  }

  pub fn list(&self, key: &str) -> &[f64] {
    let value = self.find(key, sys::WEISS_TYPE_REAL_LIST);
    unsafe { slice(value.list, i64::from(value.count)) }
  }
}

/// A solver, partitioner or optimizer: `Algorithm::solver("org.example.flip", |run| ...)`. The last word of the id is
/// its short name. The closure comes on the thread that called `solve`, unless `any_thread` says otherwise.
pub struct Algorithm {
  id: String,
  title: String,
  version: String,
  summary: String,
  caps: u32,
  max_spins: i64,
  options: Vec<Opt>,
  body: Body,
}

impl Algorithm {
  fn new(id: &str, body: Body) -> Algorithm {
    Algorithm {
      id: id.to_string(),
      title: id.to_string(),
      version: "1.0.0".to_string(),
      summary: id.to_string(),
      caps: 0,
      max_spins: 0,
      options: Vec::new(),
      body,
    }
  }

  /// Leaves what it finds by `run.report(spins)`.
  pub fn solver(id: &str, f: impl Fn(&mut SolverRun<'_>) -> Result<()> + Send + Sync + 'static) -> Algorithm {
    Algorithm::new(id, Body::Solver(Box::new(f)))
  }

  /// Leaves parts by `run.add(members)`.
  pub fn partitioner(
    id: &str,
    f: impl Fn(&mut PartitionerRun<'_>) -> Result<()> + Send + Sync + 'static,
  ) -> Algorithm {
    Algorithm::new(id, Body::Partitioner(Box::new(f)))
  }

  /// Calls `run.evaluate(x)?`: the best point is its result.
  pub fn optimizer(
    id: &str,
    f: impl Fn(&mut OptimizerRun<'_>) -> Result<()> + Send + Sync + 'static,
  ) -> Algorithm {
    Algorithm::new(id, Body::Optimizer(Box::new(f)))
  }

  pub fn option(mut self, option: Opt) -> Algorithm {
    self.options.push(option);
    self
  }

  /// A title, and one sentence.
  pub fn about(mut self, title: &str, summary: &str) -> Algorithm {
    self.title = title.to_string();
    self.summary = summary.to_string();
    self
  }

  pub fn version(mut self, version: &str) -> Algorithm {
    self.version = version.to_string();
    self
  }

  /// The largest problem that it takes.
  pub fn max_spins(mut self, spins: i64) -> Algorithm {
    self.max_spins = spins;
    self
  }

  /// The same input and seed give the same results.
  pub fn deterministic(self) -> Algorithm {
    self.cap(sys::WEISS_CAP_DETERMINISTIC)
  }

  /// It uses the starts.
  pub fn warm_start(self) -> Algorithm {
    self.cap(sys::WEISS_CAP_WARM_START)
  }

  /// Its proofs are believed.
  pub fn exact(self) -> Algorithm {
    self.cap(sys::WEISS_CAP_EXACT)
  }

  /// It may be called from any thread, from several at once. A panic there is an error of the algorithm.
  pub fn any_thread(self) -> Algorithm {
    self.cap(sys::WEISS_CAP_ANY_THREAD)
  }

  fn cap(mut self, cap: u32) -> Algorithm {
    self.caps |= cap;
    self
  }

  pub(crate) fn registered(self) -> Result<Box<Registered>> {
    Registered::new(self)
  }
}

/// An algorithm as the library sees it: structs that point to each other, and the closure.
pub(crate) struct Registered {
  pub(crate) body: Body,
  table: sys::weiss_algorithm,
  _texts: Vec<CString>,
  _lists: Vec<Vec<f64>>,
  _infos: Vec<sys::weiss_option_info>,
  _pointers: Vec<*const sys::weiss_option_info>,
}

impl Registered {
  fn new(algorithm: Algorithm) -> Result<Box<Registered>> {
    let mut texts = Vec::new();
    let mut keep = |text: &str| -> Result<*const c_char> {
      let text = c_text(text)?;
      let pointer = text.as_ptr(); // the bytes do not move with the CString
      texts.push(text);
      Ok(pointer)
    };
    let mut lists = Vec::new();
    let mut infos = Vec::new();
    for option in algorithm.options {
      let mut info = option.info;
      info.key = keep(option.key)?;
      info.help = keep(option.help)?;
      if info.r#type == sys::WEISS_TYPE_STRING {
        info.s_default = keep(&option.text)?;
        info.choices = if option.choices.is_empty() { std::ptr::null() } else { keep(&option.choices)? };
      }
      info.list_default = option.list.as_ptr();
      info.list_default_count = option.list.len() as i32;
      lists.push(option.list);
      infos.push(info);
    }
    let pointers: Vec<*const sys::weiss_option_info> = infos.iter().map(|info| info as *const _).collect();

    let mut table = sys::weiss_algorithm::sized();
    table.id = keep(&algorithm.id)?;
    table.title = keep(&algorithm.title)?;
    table.version = keep(&algorithm.version)?;
    table.summary = keep(&algorithm.summary)?;
    table.caps = algorithm.caps;
    table.max_spins = algorithm.max_spins;
    table.num_options = pointers.len() as u32;
    table.options = pointers.as_ptr();
    let (kind, functions) = trampolines::table_of(&algorithm.body);
    table.kind = kind;
    table.table = functions;
    table.create = Some(trampolines::create);
    table.destroy = Some(trampolines::destroy);
    let mut registered = Box::new(Registered {
      body: algorithm.body,
      table,
      _texts: texts,
      _lists: lists,
      _infos: infos,
      _pointers: pointers,
    });
    registered.table.user = &mut *registered as *mut Registered as *mut c_void;
    Ok(registered)
  }

  pub(crate) fn table(&self) -> *const sys::weiss_algorithm {
    &self.table
  }
}
