//! Problems: build, read, update, evaluate, write.

use crate::error::{c_path, c_text, check, pointer, slice, text, Error, Result};
use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use std::path::Path;
use std::ptr::{null, null_mut, NonNull};
use weiss_sys as sys;
use weiss_sys::Growable;

/// The form in which the user has the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Origin {
  Ising = sys::WEISS_ORIGIN_ISING,
  Qubo = sys::WEISS_ORIGIN_QUBO,
  Maxcut = sys::WEISS_ORIGIN_MAXCUT,
}

/// Whether the user's own value is minimised; the default is that of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Sense {
  Default = sys::WEISS_SENSE_DEFAULT,
  Min = sys::WEISS_SENSE_MIN,
  Max = sys::WEISS_SENSE_MAX,
}

/// What becomes of a pair that comes twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Duplicates {
  Sum = sys::WEISS_DUPLICATES_SUM,
  Last = sys::WEISS_DUPLICATES_LAST,
  Error = sys::WEISS_DUPLICATES_ERROR,
}

/// A problem in arrays; see `weiss_problem_data`. Empty slices are left out.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
  pub origin: Origin,
  pub sense: Sense,
  pub duplicates: Duplicates,
  pub index_base: i32,
  pub num_spins: usize,
  pub row: &'a [i32],
  pub column: &'a [i32],
  pub value: &'a [f64],
  pub linear: &'a [f64],
  pub offset: f64,
}

impl Data<'_> {
  pub fn new(origin: Origin, num_spins: usize) -> Self {
    Data {
      origin,
      sense: Sense::Default,
      duplicates: Duplicates::Sum,
      index_base: 0,
      num_spins,
      row: &[],
      column: &[],
      value: &[],
      linear: &[],
      offset: 0.0,
    }
  }

  /// The struct for the library, which borrows from the slices.
  fn checked(&self) -> Result<sys::weiss_problem_data> {
    let terms = self.row.len();
    if self.column.len() != terms || !(self.value.is_empty() || self.value.len() == terms) {
      return Err(Error::argument(format!(
        "row, column and value must be of one length, got {}, {} and {}",
        terms,
        self.column.len(),
        self.value.len()
      )));
    }
    if !self.linear.is_empty() && self.linear.len() != self.num_spins {
      return Err(Error::argument(format!(
        "linear must hold {} numbers, got {}",
        self.num_spins,
        self.linear.len()
      )));
    }
    let mut c = sys::weiss_problem_data::sized();
    c.origin = self.origin as i32;
    c.sense = self.sense as i32;
    c.duplicates = self.duplicates as i32;
    c.index_base = self.index_base;
    c.num_spins = self.num_spins as i64;
    c.num_terms = terms as i64;
    c.row = pointer(self.row);
    c.column = pointer(self.column);
    c.value = pointer(self.value);
    c.linear = pointer(self.linear);
    c.offset = self.offset;
    Ok(c)
  }
}

/// How to read a file; see `weiss_read_options`.
#[derive(Clone, Debug)]
pub struct ReadOptions {
  /// A name of `formats()`; empty: by content, then by extension.
  pub format: String,
  pub sense: Sense,
  pub duplicates: Duplicates,
  pub lenient: bool,
  pub problem_number: i64,
}

impl Default for ReadOptions {
  fn default() -> ReadOptions {
    ReadOptions {
      format: String::new(),
      sense: Sense::Default,
      duplicates: Duplicates::Sum,
      lenient: false,
      problem_number: 0,
    }
  }
}

/// Facts about a problem; see `weiss_problem_info`.
#[derive(Clone, Debug)]
pub struct ProblemInfo {
  pub num_spins: i64,
  pub num_couplings: i64,
  pub num_fields: i64,
  pub trivial_bound: f64,
  pub integer: bool,
  /// How it was read; empty when it was built.
  pub format: String,
}

/// An Ising energy that remembers its form. Changed by `update` alone; any number of runs may use it at once.
pub struct Problem {
  handle: NonNull<sys::weiss_problem>,
}

// Through a shared reference it is read-only, and its functions may be called from every thread at once.
unsafe impl Send for Problem {}
unsafe impl Sync for Problem {}

impl Drop for Problem {
  fn drop(&mut self) {
    unsafe { sys::weiss_problem_destroy(self.handle.as_ptr()) }
  }
}

/// Makes a problem of what a function of the library puts out.
pub(crate) fn made(
  call: impl FnOnce(*mut *mut sys::weiss_problem, *mut sys::weiss_error) -> i32,
) -> Result<Problem> {
  let mut out = null_mut();
  check(|error| call(&mut out, error))?;
  match NonNull::new(out) {
    Some(handle) => Ok(Problem { handle }),
    None => Err(Error::of(sys::WEISS_E_INTERNAL, "the library made no problem")),
  }
}

impl Problem {
  pub(crate) fn create(context: *mut sys::weiss_context, data: &Data<'_>) -> Result<Problem> {
    let c = data.checked()?;
    made(|out, error| unsafe { sys::weiss_problem_create(context, &c, out, error) })
  }

  /// Gives it new coefficients, in the form that it was made in: pairs that it was made with, others become 0.
  pub fn update(&mut self, data: &Data<'_>) -> Result<()> {
    let c = data.checked()?;
    check(|error| unsafe { sys::weiss_problem_update(self.handle.as_ptr(), &c, error) })
  }

  pub(crate) fn read(
    context: *mut sys::weiss_context,
    path: &Path,
    options: &ReadOptions,
  ) -> Result<Problem> {
    let path = c_path(path)?;
    let (c, _format) = read_options(options)?;
    made(|out, error| unsafe { sys::weiss_problem_read_file(context, path.as_ptr(), &c, out, error) })
  }

  pub(crate) fn parse(
    context: *mut sys::weiss_context,
    text: &[u8],
    options: &ReadOptions,
  ) -> Result<Problem> {
    let (c, _format) = read_options(options)?;
    made(|out, error| unsafe {
      sys::weiss_problem_read_memory(
        context,
        text.as_ptr() as *const c_char,
        text.len(),
        null(),
        &c,
        out,
        error,
      )
    })
  }

  pub(crate) fn get(&self) -> *const sys::weiss_problem {
    self.handle.as_ptr()
  }

  pub fn num_spins(&self) -> usize {
    unsafe { sys::weiss_problem_num_spins(self.get()) as usize }
  }

  pub fn info(&self) -> Result<ProblemInfo> {
    let mut info = sys::weiss_problem_info::sized();
    check(|error| unsafe { sys::weiss_problem_get_info(self.get(), &mut info, error) })?;
    Ok(ProblemInfo {
      num_spins: info.num_spins,
      num_couplings: info.num_couplings,
      num_fields: info.num_fields,
      trivial_bound: info.trivial_bound,
      integer: info.flags & sys::WEISS_PROBLEM_INTEGER != 0,
      format: text(info.format),
    })
  }

  /// The couplings: rows hold both directions of each. Slices borrow from the problem.
  pub fn rows(&self) -> Result<(&[i64], &[i32], &[f64])> {
    let mut view = sys::weiss_problem_view::sized();
    check(|error| unsafe { sys::weiss_problem_get_view(self.get(), &mut view, error) })?;
    unsafe {
      Ok((
        slice(view.row_start, view.num_spins + 1),
        slice(view.column, view.num_entries),
        slice(view.value, view.num_entries),
      ))
    }
  }

  /// The energy of a state of -1 and +1.
  pub fn energy(&self, spins: &[i8]) -> Result<f64> {
    self.sized("spins", spins.len())?;
    let mut energy = 0.0;
    check(|error| unsafe { sys::weiss_problem_energies(self.get(), 1, spins.as_ptr(), &mut energy, error) })?;
    Ok(energy)
  }

  /// The couplings times count vectors: entry k of spin i lies at `i * count + k` of x and of what is returned.
  pub fn multiply(&self, x: &[f64], count: usize) -> Result<Vec<f64>> {
    if count == 0 || x.len() % count != 0 {
      return Err(Error::argument(format!(
        "x must hold {} entries for each of count vectors",
        self.num_spins()
      )));
    }
    self.sized("x / count", x.len() / count)?;
    let (mut y, x) = (vec![0.0; x.len()], pointer(x));
    let product = y.as_mut_ptr();
    check(|error| unsafe { sys::weiss_problem_multiply(self.get(), count as i64, x, product, error) })?;
    Ok(y)
  }

  /// The user's own value of an energy.
  pub fn objective(&self, energy: f64) -> f64 {
    unsafe { sys::weiss_problem_objective(self.get(), energy) }
  }

  /// The energy of a user's own value.
  pub fn energy_of(&self, objective: f64) -> f64 {
    unsafe { sys::weiss_problem_energy_of(self.get(), objective) }
  }

  /// Writes a file; an empty format is that of the path's extension.
  pub fn write(&self, path: impl AsRef<Path>, format: &str) -> Result<()> {
    let path = c_path(path.as_ref())?;
    let (options, _format) = write_options(format)?;
    check(|error| unsafe { sys::weiss_problem_write_file(self.get(), path.as_ptr(), &options, error) })
  }

  /// The problem in a format, as text.
  pub fn text(&self, format: &str) -> Result<String> {
    let (options, _format) = write_options(format)?;
    written(|receive, user, error| unsafe {
      sys::weiss_problem_write(self.get(), &options, receive, user, error)
    })
  }
}

/// What `write(receive, user, error)` makes the library hand to its receiver, as text.
pub(crate) fn written(
  write: impl FnOnce(sys::weiss_write_fn, *mut c_void, *mut sys::weiss_error) -> i32,
) -> Result<String> {
  let mut bytes: Vec<u8> = Vec::new();
  let user = &mut bytes as *mut Vec<u8> as *mut c_void;
  check(|error| write(Some(receive), user, error))?;
  Ok(String::from_utf8_lossy(&bytes).into_owned())
}

unsafe extern "C" fn receive(user: *mut c_void, text: *const c_char, size: usize) -> i32 {
  let bytes = &mut *(user as *mut Vec<u8>);
  if bytes.try_reserve(size).is_err() {
    return 1;
  }
  bytes.extend_from_slice(slice(text as *const u8, size as i64));
  0
}

/// The struct, and the text that it points to.
fn read_options(options: &ReadOptions) -> Result<(sys::weiss_read_options, CString)> {
  let format = c_text(&options.format)?;
  let mut c = sys::weiss_read_options::sized();
  c.sense = options.sense as i32;
  c.duplicates = options.duplicates as i32;
  c.lenient = options.lenient as i32;
  c.format = or_null(&format);
  c.problem_number = options.problem_number;
  Ok((c, format))
}

fn write_options(format: &str) -> Result<(sys::weiss_write_options, CString)> {
  let format = c_text(format)?;
  let mut c = sys::weiss_write_options::sized();
  c.format = or_null(&format);
  Ok((c, format))
}

/// NULL for empty text.
pub(crate) fn or_null(text: &CString) -> *const c_char {
  if text.as_bytes().is_empty() {
    null()
  } else {
    text.as_ptr()
  }
}
