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

/// Partitions of Hive are columns that stand in paths.
#[test]
fn names_of_outputs_hold_nothing() {
    let room = made_by("folder.py");
    let good = fs::read(room.path("in/warehouse/duckdb.parquet")).expect("read");
    fs::remove_dir_all(room.path("in")).expect("removed");
    let kept = "region=eu/day=2031-05-17/part-0.parquet";
    let names = [
        "email=qvxone%40example.com/part-0.parquet",
        "email=qvxtwo@contoso.com/part-0.parquet",
        "email=qvxtwo@contoso.com/part-1.parquet",
        "region=eu/card=4539148803436467/part-0.parquet",
        "qvxthree@contoso.com.parquet",
        kept,
    ];
    for name in names {
        room.write(&format!("in/{name}"), &good);
    }
    scrub(&room, &["--quiet"]).exits(0);
    let is_parquet = |name: &String| name.ends_with(".parquet");
    let outputs: Vec<_> = room.tree("out").into_iter().filter(is_parquet).collect();
    assert_eq!(outputs.len(), names.len(), "none is lost: {outputs:?}");
    assert!(outputs.contains(&kept.to_owned()), "{outputs:?}");
    for name in &outputs {
        assert!(!name.contains("qvx") && !name.contains("4539"), "{name}");
        let output = fs::read(room.path("out").join(name)).expect("read");
        assert!(memchr::memmem::find(&output, b"qvx").is_none(), "{name}");
    }
    room.run(&["verify", "out", "--quiet"]).exits(0);
}
