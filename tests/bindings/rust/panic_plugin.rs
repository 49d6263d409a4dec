//! A plugin whose partitioner panics: the host gets an error.

use weiss::{Algorithm, Plugin};

fn make() -> Plugin {
  let panics = Algorithm::partitioner("org.example.panics", |_| panic!("no parts today"));
  Plugin::new("org.example.panics", "Panics", "1.0.0", "MIT").algorithm(panics)
}

weiss::plugin!(make);
