//! What several tests need.

use std::path::{Path, PathBuf};

/// The top of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All fixtures below `fixtures/<folder>` with that extension, sorted.
pub(crate) fn fixtures(folder: &str, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (vec![], vec![root().join("fixtures").join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no fixtures in {folder}");
    found
}

/// Rounds of a heavy test: `small` as a rule, `soak` when `PUMICE_SOAK=1` asks for the full size.
pub(crate) fn scale(small: usize, soak: usize) -> usize {
    if std::env::var_os("PUMICE_SOAK").is_some_and(|value| value == "1") {
        soak
    } else {
        small
    }
}
