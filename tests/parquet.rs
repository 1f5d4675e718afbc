//! Parquet in and out, as pyarrow, DuckDB, Polars and a reader of bare bytes see it.
//!
//! Files are made and compared by the scripts in `tests/tools/parquet`, which know nothing of Pumice; a
//! script prints what is wrong, a line each. Every check is also held against what must not pass it.

mod bad;
mod choices;
mod folders;
mod identity;
mod leaks;
mod memory;
mod resume;
mod scrubbing;

use std::process::Command;

use crate::{
    tools,
    util::{Ran, Room, root},
};

/// Runs a script over paths in the room, gives back what it prints.
#[track_caller]
pub(crate) fn script(room: &Room, name: &str, arguments: &[&str]) -> String {
    let output = Command::new(tools::python())
        .arg(root().join("tests/tools/parquet").join(name))
        .args(arguments)
        .current_dir(room.path(""))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python starts");
    Ran::new(output).exits(0).stdout
}

/// A room with the folder `in`, which a script has filled.
#[track_caller]
fn made_by(name: &str) -> Room {
    let room = Room::new();
    std::fs::create_dir(room.path("in")).expect("made");
    script(&room, name, &["make", "in"]);
    room
}

/// Asserts that a script finds nothing wrong.
#[track_caller]
fn holds(room: &Room, name: &str, arguments: &[&str]) {
    let wrong = script(room, name, arguments);
    let lines = wrong.lines().count();
    assert!(wrong.is_empty(), "{lines} lines are wrong:\n{wrong:.8000}");
}

/// Scrubs `in` to `out`.
#[track_caller]
fn scrub(room: &Room, more: &[&str]) -> Ran {
    room.run(&[&["scrub", "in", "--out", "out"][..], more].concat())
}

fn report(room: &Room) -> serde_json::Value {
    serde_json::from_str(&room.read("out.report.json")).expect("JSON")
}
