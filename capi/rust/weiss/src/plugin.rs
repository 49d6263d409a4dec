//! Plugins: algorithms written in Rust, in a library that any host of Weiss loads.

use crate::algorithm::{Algorithm, Registered};
use crate::error::{c_text, Result};
use std::ffi::CString;
use std::os::raw::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null;
use weiss_sys as sys;
use weiss_sys::Growable;

/// The algorithms of one file; see the macro `plugin!`.
pub struct Plugin {
  id: String,
  title: String,
  version: String,
  license: String,
  algorithms: Vec<Algorithm>,
}

impl Plugin {
  /// license is an SPDX expression.
  pub fn new(id: &str, title: &str, version: &str, license: &str) -> Plugin {
    Plugin {
      id: id.to_string(),
      title: title.to_string(),
      version: version.to_string(),
      license: license.to_string(),
      algorithms: Vec::new(),
    }
  }

  /// Adds one.
  pub fn algorithm(mut self, algorithm: Algorithm) -> Plugin {
    self.algorithms.push(algorithm);
    self
  }

  /// The table for the host, which lives until it calls shutdown; NULL refuses the host.
  #[doc(hidden)]
  pub fn entry(make: fn() -> Plugin) -> *const sys::weiss_plugin {
    match catch_unwind(AssertUnwindSafe(|| Tables::new(make()))) {
      Ok(Ok(tables)) => &Box::leak(tables).plugin,
      _ => null(),
    }
  }
}

/// What the host reads.
struct Tables {
  plugin: sys::weiss_plugin,
  pointers: Vec<*const sys::weiss_algorithm>,
  #[allow(clippy::vec_box)] // each is pointed to
  _algorithms: Vec<Box<Registered>>,
  _texts: [CString; 4],
}

impl Tables {
  fn new(source: Plugin) -> Result<Box<Tables>> {
    let texts =
      [c_text(&source.id)?, c_text(&source.title)?, c_text(&source.version)?, c_text(&source.license)?];
    let algorithms = source.algorithms.into_iter().map(Algorithm::registered).collect::<Result<Vec<_>>>()?;
    let mut plugin = sys::weiss_plugin::sized();
    plugin.abi_major = sys::WEISS_ABI_MAJOR as u32;
    plugin.abi_minor = sys::WEISS_ABI_MINOR as u32;
    plugin.id = texts[0].as_ptr();
    plugin.title = texts[1].as_ptr();
    plugin.version = texts[2].as_ptr();
    plugin.license = texts[3].as_ptr();
    plugin.shutdown = Some(shutdown);
    let pointers = algorithms.iter().map(|algorithm| algorithm.table()).collect();
    let mut tables = Box::new(Tables { plugin, pointers, _algorithms: algorithms, _texts: texts });
    tables.plugin.num_algorithms = tables.pointers.len() as u32;
    tables.plugin.algorithms = tables.pointers.as_ptr();
    tables.plugin.user = &mut *tables as *mut Tables as *mut c_void;
    Ok(tables)
  }
}

unsafe extern "C" fn shutdown(plugin: *const sys::weiss_plugin) {
  let tables = (*plugin).user as *mut Tables;
  let _ = catch_unwind(AssertUnwindSafe(|| drop(Box::from_raw(tables))));
}

/// Makes a `cdylib` a plugin: `weiss::plugin!(make);` with `fn make() -> weiss::Plugin`.
#[macro_export]
macro_rules! plugin {
  ($make:path) => {
    #[no_mangle]
    pub extern "C" fn weiss_plugin_entry_v0(
      _: *const $crate::sys::weiss_host,
    ) -> *const $crate::sys::weiss_plugin {
      $crate::Plugin::entry($make)
    }
  };
}
