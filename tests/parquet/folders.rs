//! One command over a folder of JSONL and Parquet.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use super::*;

const ROWS: u64 = 240;
const FILES: usize = 8;

#[test]
fn a_mixed_folder_is_one_command() {
    let room = made_by("folder.py");
    let ran = scrub(&room, &[]).exits(0);
    ran.says(&[&format!("files    {FILES} in, {FILES} done")]);
    holds(&room, "folder.py", &["check", "in", "out"]);
    let report = report(&room);
    let files = report["files"].as_array().expect("files");
    assert_eq!(files.len(), FILES);
    for file in files {
        assert_eq!(file["status"], "done", "{file}");
        assert_eq!(file["records"]["in"], ROWS, "{file}");
        assert_eq!(file["records"]["out"], ROWS, "{file}");
        assert_eq!(file["records"]["quarantined"], 0, "{file}");
    }
    assert_eq!(report["counts"]["records"]["in"], ROWS * FILES as u64);
    let ran = room.run(&["verify", "out"]).exits(0);
    let records = ROWS * FILES as u64;
    ran.says(&[&format!(
        "{FILES} files, {records} records, 0 problems, 0 findings left"
    )]);
}

/// As many of each entity as the JSONL beside it has, in every file.
#[test]
fn a_scan_counts_what_is_in_a_mixed_folder() {
    let room = made_by("folder.py");
    let count = |input: &str| {
        let arguments = ["scan", input, "--report", "report.json", "--quiet"];
        room.run(&arguments).exits(0);
        let report: Value = serde_json::from_str(&room.read("report.json")).expect("JSON");
        report["counts"]["records"]["in"].as_u64().expect("a count")
    };
    assert_eq!(count("in/rows.jsonl"), ROWS);
    assert_eq!(count("in/warehouse/duckdb.parquet"), ROWS);
    assert_eq!(count("in"), ROWS * FILES as u64);
    let failing = ["scan", "in/warehouse", "--fail-on", "EMAIL_ADDRESS"];
    room.run(&failing).exits(3);
    room.run(&["scan", "in/warehouse", "--fail-on", "US_SSN"])
        .exits(0);
}

#[test]
fn a_harmed_output_does_not_verify() {
    let room = made_by("folder.py");
    scrub(&room, &["--quiet"]).exits(0);
    let name = "out/warehouse/duckdb.parquet";
    let mut bytes = fs::read(room.path(name)).expect("read");
    bytes[100] ^= 1;
    fs::write(room.path(name), bytes).expect("written");
    let ran = room.run(&["verify", "out"]).exits(1);
    ran.says(&[name]);
    // An output that was not scrubbed at all.
    fs::copy(room.path("in/warehouse/duckdb.parquet"), room.path(name)).expect("copied");
    let ran = room.run(&["verify", "out"]).exits(1).says(&[name]);
    assert!(!ran.stderr.contains("qvx"), "{}", ran.stderr);
}

#[test]
fn outputs_do_not_depend_on_threads() {
    let room = made_by("folder.py");
    let others = made_by("scrubbing.py");
    let moved = fs::rename(others.path("in"), room.path("in/more"));
    moved.expect("in the same file system");
    let outcome = |threads: &str| {
        scrub(&room, &["--threads", threads, "--quiet"]).exits(0);
        let bytes = |name: String| {
            let bytes = fs::read(room.path("out").join(&name)).expect("read");
            (name, bytes)
        };
        let files: BTreeMap<_, _> = room.tree("out").into_iter().map(bytes).collect();
        let mut report = report(&room);
        report["timing"] = Value::Null;
        fs::remove_dir_all(room.path("out")).expect("removed");
        (files, report)
    };
    let one = outcome("1");
    assert_eq!(one.0.len(), FILES + 9 + 1, "and the mark of a whole folder");
    for threads in ["2", "8"] {
        let other = outcome(threads);
        let differs = |name: &&String| one.0[*name] != other.0[*name];
        let differing: Vec<_> = one.0.keys().filter(differs).collect();
        assert!(differing.is_empty(), "{threads} threads: {differing:?}");
        assert!(one.1 == other.1, "{threads} threads: the report differs");
    }
}

/// A second pass finds nothing more, and changes no cell.
#[test]
fn a_second_pass_changes_nothing() {
    let room = made_by("folder.py");
    scrub(&room, &["--quiet"]).exits(0);
    fs::remove_dir_all(room.path("in")).expect("removed");
    fs::rename(room.path("out"), room.path("in")).expect("moved");
    scrub(&room, &["--quiet"]).exits(0);
    for name in room.tree("in") {
        let read = |folder: &str| fs::read(room.path(folder).join(&name)).expect("read");
        assert!(read("in") == read("out"), "{name} was changed");
    }
}

/// Parquet has codecs of its own inside, and keeps them.
#[test]
fn a_codec_for_lines_is_none_for_parquet() {
    let room = made_by("folder.py");
    // Both would have one name.
    fs::remove_file(room.path("in/packed/rows.jsonl.gz")).expect("removed");
    scrub(&room, &["--quiet", "--compression", "zstd"]).exits(0);
    let names = room.tree("out");
    let of = |end: &str| names.iter().filter(|name| name.ends_with(end)).count();
    let lines = ["jsonl", "jsonl.gz", "jsonl.zst"];
    let inputs = room.tree("in");
    let is_of_lines = |name: &&String| lines.iter().any(|end| name.ends_with(&format!(".{end}")));
    assert_eq!(of(".jsonl.zst"), inputs.iter().filter(is_of_lines).count());
    assert_eq!(
        of(".parquet") + of(".jsonl.zst") + of("_SUCCESS"),
        names.len()
    );
}
