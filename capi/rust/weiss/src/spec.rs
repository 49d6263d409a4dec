//! An algorithm with settings.

use std::fmt;

/// An algorithm by name, with options that may be algorithms themselves:
/// `Spec::new("subqubo").set("subsolver", Spec::new("tabu").set("tenure", 20))`. A name, or a whole line of text such
/// as `"subqubo part_size=20"`, is a `Spec`, too.
#[derive(Clone, Debug, Default)]
pub struct Spec {
  pub(crate) name: String,
  pub(crate) settings: Vec<(String, String)>,
}

impl Spec {
  pub fn new(name: impl Into<String>) -> Spec {
    Spec { name: name.into(), settings: Vec::new() }
  }

  /// Sets an option. The key may reach into a nested algorithm: "subsolver.tenure".
  pub fn set(mut self, key: &str, value: impl Into<Setting>) -> Spec {
    match value.into() {
      Setting::Text(text) => self.settings.push((key.to_string(), text)),
      Setting::Algorithm(nested) => {
        self.settings.push((key.to_string(), nested.name));
        for (inner, text) in nested.settings {
          self.settings.push((format!("{}.{}", key, inner), text));
        }
      }
    }
    self
  }
}

impl From<&str> for Spec {
  fn from(name: &str) -> Spec {
    Spec::new(name)
  }
}

impl From<String> for Spec {
  fn from(name: String) -> Spec {
    Spec::new(name)
  }
}

impl fmt::Display for Spec {
  fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&self.name)?;
    self.settings.iter().try_for_each(|(key, value)| write!(f, " {}={}", key, value))
  }
}

/// The value of an option: a bool, a number, text, a list of numbers, or an algorithm.
pub enum Setting {
  Text(String),
  Algorithm(Spec),
}

macro_rules! from_display {
  ($($kind:ty)*) => { $(
    impl From<$kind> for Setting {
      fn from(value: $kind) -> Setting {
        Setting::Text(value.to_string())
      }
    }
  )* };
}

from_display! { bool i32 i64 u32 usize &str String }

impl From<f64> for Setting {
  fn from(value: f64) -> Setting {
    Setting::Text(format!("{:?}", value)) // the shortest text that reads back as the same number
  }
}

impl From<&[f64]> for Setting {
  fn from(values: &[f64]) -> Setting {
    let words: Vec<String> = values.iter().map(|value| format!("{:?}", value)).collect();
    Setting::Text(words.join(","))
  }
}

impl From<Spec> for Setting {
  fn from(spec: Spec) -> Setting {
    Setting::Algorithm(spec)
  }
}
