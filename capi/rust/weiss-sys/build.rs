//! Finds libweiss: in the folder that WEISS_LIB_DIR names, or else where pkg-config says.

use std::{env, process::Command};

fn main() {
  println!("cargo:rerun-if-env-changed=WEISS_LIB_DIR");
  println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
  if env::var_os("CARGO_FEATURE_LINK").is_none() {
    return;
  }
  let folder = match env::var("WEISS_LIB_DIR") {
    Ok(folder) => folder,
    Err(_) => folder_by_pkg_config(),
  };
  if !folder.is_empty() {
    println!("cargo:rustc-link-search=native={}", folder);
  }
  println!("cargo:rustc-link-lib=dylib=weiss");
}

fn folder_by_pkg_config() -> String {
  let asked = Command::new("pkg-config").args(["--variable=libdir", "weiss"]).output();
  match asked {
    Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_string(),
    _ => panic!(
      "libweiss is not found: set WEISS_LIB_DIR to the folder of libweiss.so, or PKG_CONFIG_PATH to that of weiss.pc"
    ),
  }
}
