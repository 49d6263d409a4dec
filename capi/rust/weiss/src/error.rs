//! Errors, and text in both directions.

use std::ffi::{CStr, CString};
use std::fmt;
use std::os::raw::c_char;
use std::path::Path;
use weiss_sys as sys;
use weiss_sys::Growable;

pub type Result<T> = std::result::Result<T, Error>;

/// What the library, or an algorithm written in Rust, says when it fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
  /// A `weiss_sys::WEISS_E_*`.
  pub status: i32,
  /// What is wrong, where, and what to do.
  pub message: String,
  /// The file, algorithm or option that it is about.
  pub origin: String,
  /// Line and column of the input, from 1; 0: none.
  pub line: i64,
  pub column: i64,
}

impl Error {
  /// The failure of an algorithm.
  pub fn new(message: impl Into<String>) -> Error {
    Error::of(sys::WEISS_E_FAIL, message)
  }

  pub(crate) fn of(status: i32, message: impl Into<String>) -> Error {
    Error { status, message: message.into(), origin: String::new(), line: 0, column: 0 }
  }

  pub(crate) fn argument(message: impl Into<String>) -> Error {
    Error::of(sys::WEISS_E_ARGUMENT, message)
  }

  /// Name of the status, such as "WEISS_E_OPTION".
  pub fn name(&self) -> String {
    text(unsafe { sys::weiss_status_name(self.status) })
  }

  /// Is it the word that an objective's run is over? An optimizer lets it pass with `?`.
  pub fn is_stop(&self) -> bool {
    self.status == sys::WEISS_STOPPED
  }
}

impl fmt::Display for Error {
  fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&self.message)
  }
}

impl std::error::Error for Error {}

/// Calls a function that takes a `weiss_error` last.
pub(crate) fn check(call: impl FnOnce(*mut sys::weiss_error) -> i32) -> Result<()> {
  let mut report = sys::weiss_error::sized();
  let status = call(&mut report);
  if status < 0 {
    return Err(error_of(status, &report));
  }
  Ok(())
}

pub(crate) fn error_of(status: i32, report: &sys::weiss_error) -> Error {
  Error {
    status,
    message: text(report.message.as_ptr()),
    origin: text(report.origin.as_ptr()),
    line: report.line,
    column: report.column,
  }
}

/// Text of the library; empty for NULL.
pub(crate) fn text(pointer: *const c_char) -> String {
  if pointer.is_null() {
    return String::new();
  }
  unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned()
}

/// Text for the library.
pub(crate) fn c_text(text: &str) -> Result<CString> {
  CString::new(text).map_err(|_| Error::argument(format!("the text {:?} has a zero in it", text)))
}

pub(crate) fn c_path(path: &Path) -> Result<CString> {
  use std::os::unix::ffi::OsStrExt;
  CString::new(path.as_os_str().as_bytes())
    .map_err(|_| Error::argument(format!("the path {} has a zero in it", path.display())))
}

/// The slice behind a pointer of the library's.
///
/// # Safety
/// The pointer is NULL or leads to `count` items that live as long as `'a`.
pub(crate) unsafe fn slice<'a, T>(pointer: *const T, count: i64) -> &'a [T] {
  if pointer.is_null() || count <= 0 {
    return &[];
  }
  std::slice::from_raw_parts(pointer, count as usize)
}

/// A pointer for the library: NULL for nothing.
pub(crate) fn pointer<T>(items: &[T]) -> *const T {
  if items.is_empty() {
    std::ptr::null()
  } else {
    items.as_ptr()
  }
}
