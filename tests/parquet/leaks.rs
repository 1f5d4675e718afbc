//! Nothing of what is found is left in any place of a Parquet file, nor in what is written about it.

use std::{collections::BTreeSet, fs};

use super::*;

/// Places whose canaries a search of these paths finds, and all that it says.
fn found(room: &Room, paths: &[&str]) -> (BTreeSet<String>, String) {
    let lines = script(room, "leaks.py", &[&["search"], paths].concat());
    let place = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    (lines.lines().map(place).collect(), lines)
}

#[test]
fn nothing_is_left_in_any_place_of_a_file() {
    let room = made_by("leaks.py");
    // All canaries are where they should be, so that the search below is not in vain.
    let places = script(&room, "leaks.py", &["places"]);
    let places: BTreeSet<String> = places.lines().map(str::to_owned).collect();
    assert_eq!(found(&room, &["in"]).0, places);
    for (number, more) in [
        &[][..],
        &["--log-format", "json"],
        &["--threads", "1", "--quiet"],
    ]
    .into_iter()
    .enumerate()
    {
        let mut command = room.command(&[&["scrub", "in", "--out", "out"][..], more].concat());
        command
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "full");
        let ran = Ran::new(command.output().expect("it starts")).exits(0);
        fs::write(room.path("log"), ran.stdout + &ran.stderr).expect("written");
        let (_, lines) = found(&room, &["out", "out.report.json", "log"]);
        assert!(lines.is_empty(), "run {number}:\n{lines:.8000}");
    }
    let (_, lines) = found(&room, &["in/one.parquet"]);
    assert!(lines.contains("only_row"), "the input is as it was");
}

#[test]
fn scans_and_checks_show_nothing() {
    let room = made_by("leaks.py");
    scrub(&room, &["--quiet"]).exits(0);
    let commands = [
        &["scan", "in", "--report", "scan.json"][..],
        &["scan", "in/one.parquet", "--fail-on", "any"],
        &["verify", "out"],
    ];
    for command in commands {
        let ran = room.run(command);
        fs::write(room.path("log"), ran.stdout + &ran.stderr).expect("written");
        let (_, lines) = found(&room, &["log"]);
        assert!(lines.is_empty(), "{command:?}:\n{lines}");
    }
    let (_, lines) = found(&room, &["scan.json"]);
    assert!(lines.is_empty(), "{lines}");
}
