//! layout.rs LAYOUT: compares every struct and constant that weiss-sys declares with a layout.tsv.

use std::collections::BTreeMap;

fn main() {
  let path = std::env::args().nth(1).expect("usage: layout LAYOUT");
  let text = std::fs::read_to_string(&path).expect("no such layout");
  let mut theirs = BTreeMap::new();
  for line in text.lines().skip(1) {
    let words: Vec<&str> = line.split('\t').collect();
    match words[0] {
      "struct" => theirs.insert(words[1].to_string(), format!("{} bytes", words[4])),
      "field" => theirs.insert(format!("{}.{}", words[1], words[2]), format!("{} at {}", words[4], words[3])),
      _ => None,
    };
  }
  let mut ours = BTreeMap::new();
  for layout in weiss_sys::layout() {
    ours.insert(layout.name.to_string(), format!("{} bytes", layout.size));
    for (field, offset, size) in layout.fields {
      ours.insert(format!("{}.{}", layout.name, field), format!("{} at {}", size, offset));
    }
  }
  let mut names: Vec<&String> = ours.keys().chain(theirs.keys()).collect();
  names.sort();
  names.dedup();
  let differ: Vec<&&String> = names.iter().filter(|name| ours.get(**name) != theirs.get(**name)).collect();
  for name in &differ {
    println!("{}: {:?} here, {:?} there", name, ours.get(**name), theirs.get(**name));
  }
  let version = format!("constant\tWEISS_ABI_MINOR\t-\t-\t{}\t-", weiss_sys::WEISS_ABI_MINOR);
  if !text.contains(&version) {
    println!("the interface is not 0.{}", weiss_sys::WEISS_ABI_MINOR);
    std::process::exit(1);
  }
  std::process::exit(if differ.is_empty() { 0 } else { 1 });
}
