//! Tables that tests leave behind.

use std::{fs, path::Path};

/// Keeps a table as `target/tmp/catalogue/<name>` and prints it.
#[expect(clippy::print_stdout, reason = "the tables are what a reader asks for")]
pub(super) fn keep(name: &str, table: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), table).unwrap();
    println!("{table}");
}

/// `part` of `whole` in percent, with one digit behind the point; a hyphen where there is nothing.
pub(super) fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "-".into(),
        _ => format!("{:.1}", part as f64 * 100.0 / whole as f64),
    }
}
