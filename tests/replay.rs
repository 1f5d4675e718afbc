//! What the fuzzer was started with and what it has found: each input is checked again.
//!
//! The checks are those of the fuzz targets, and an input lies in `fixtures/fuzz/<target>/`.

#[path = "fuzz/checks/codec.rs"]
mod codec;
#[path = "fuzz/checks/detect.rs"]
mod detect;
#[path = "fuzz/checks/escape.rs"]
mod escape;
#[path = "fuzz/checks/jsonl.rs"]
mod jsonl;
#[path = "fuzz/checks/parquet.rs"]
mod parquet;

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::util::root;

#[track_caller]
fn replay(target: &str, check: fn(&[u8])) {
    let inputs = inputs(target);
    assert!(inputs.len() >= 3, "{target} has too few inputs");
    for path in inputs {
        let input = fs::read(&path).expect("an input");
        let held = std::panic::catch_unwind(|| check(&input)).is_ok();
        assert!(held, "{} does not hold, as said above", path.display());
    }
}

fn inputs(target: &str) -> Vec<PathBuf> {
    let folder = root().join("fixtures/fuzz").join(target);
    let entries = fs::read_dir(folder).expect("a folder for each target");
    let mut inputs: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    inputs.sort();
    inputs
}

#[test]
fn inputs_of_codec_hold() {
    replay("codec", codec::check);
}

#[test]
fn inputs_of_detect_hold() {
    replay("detect", detect::check);
}

#[test]
fn inputs_of_escape_hold() {
    replay("escape", escape::check);
}

#[test]
fn inputs_of_jsonl_hold() {
    replay("jsonl", jsonl::check);
}

#[test]
fn inputs_of_parquet_hold() {
    replay("parquet", parquet::check);
}

#[test]
fn every_target_has_inputs_and_a_check() {
    let names = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root().join(folder)).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths
            .map(|path| {
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    };
    let targets = names("tests/fuzz/targets");
    assert_eq!(names("tests/fuzz/checks"), targets);
    assert_eq!(names("fixtures/fuzz"), targets);
    let manifest = fs::read_to_string(root().join("tests/fuzz/Cargo.toml")).expect("a manifest");
    for target in &targets {
        assert!(
            manifest.contains(&format!("\"targets/{target}.rs\"")),
            "{target} is not built"
        );
    }
    assert_eq!(manifest.matches("[[bin]]").count(), targets.len());
}
