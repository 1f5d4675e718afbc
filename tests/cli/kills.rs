//! Runs that are killed, and what the disk then holds.

use std::{
    process::Child,
    thread,
    time::{Duration, Instant},
};

use pumice_synth::corpus;

use super::*;
use crate::util::scale;

/// What a killed run has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Nothing,
    /// A draft, and no output.
    Draft,
    /// The output, which must be whole.
    Output,
}

const ARGUMENTS: [&str; 4] = ["scrub", "in.jsonl", "--out", "out/clean.jsonl"];

/// A corpus that takes a moment.
fn room() -> Room {
    let room = Room::new();
    room.write("in.jsonl", corpus::chat(6, 12 << 20).bytes);
    fs::create_dir(room.path("out")).expect("made");
    room
}

fn start(room: &Room) -> Child {
    let mut command = room.command(&ARGUMENTS);
    command.arg("--quiet").spawn().expect("it starts")
}

/// What is there, and that no part of an output has its name.
fn left(room: &Room, whole: &[u8]) -> Left {
    let names = room.tree("out");
    if names.iter().any(|name| name == "clean.jsonl") {
        let output = fs::read(room.path("out/clean.jsonl")).expect("read");
        assert!(output == whole, "a part of the output under its name");
        let report = room.read("out/clean.jsonl.report.json");
        assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok());
        return Left::Output;
    }
    let is_draft = |name: &String| pumice_engine::is_draft(name.as_ref());
    if names.iter().any(is_draft) {
        Left::Draft
    } else {
        Left::Nothing
    }
}

fn clear(room: &Room) {
    fs::remove_dir_all(room.path("out")).expect("removed");
    fs::create_dir(room.path("out")).expect("made");
}

/// What an undisturbed run writes, and how long it takes.
fn undisturbed(room: &Room) -> (Vec<u8>, Duration) {
    let begun = Instant::now();
    assert!(start(room).wait().expect("it ends").success());
    let took = begun.elapsed();
    let whole = fs::read(room.path("out/clean.jsonl")).expect("read");
    clear(room);
    (whole, took)
}

#[test]
fn a_killed_run_leaves_no_part_of_an_output_and_can_be_run_again() {
    let room = room();
    let (whole, took) = undisturbed(&room);
    let runs = scale(16, 50) as u32;
    let mut seen = vec![];
    for run in 0..runs {
        // From the first moment to long behind the end: other tests may run beside it.
        let after = took * 2 * run / (runs - 1);
        let mut child = start(&room);
        thread::sleep(after);
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("it has ended");
        seen.push(left(&room, &whole));
        assert!(start(&room).wait().expect("it ends").success());
        assert_eq!(left(&room, &whole), Left::Output, "run again");
        let names = room.tree("out");
        assert_eq!(
            names.len(),
            3,
            "what the killed run has left is swept: {names:?}"
        );
        clear(&room);
    }
    println!("{runs} runs of {took:?} killed: {seen:?}");
    for class in [Left::Nothing, Left::Draft, Left::Output] {
        assert!(
            seen.contains(&class),
            "no run was killed with {class:?} left"
        );
    }
}

/// The binary holds before it gives an output its name, where a build for tests is told to.
#[test]
fn a_run_that_is_killed_between_the_disk_and_the_name_leaves_a_draft() {
    let room = room();
    let (whole, _) = undisturbed(&room);
    // The report's name is given first, then the output's.
    for (times, report) in [("1", false), ("2", true)] {
        let mut command = room.command(&ARGUMENTS);
        let mut child = command
            .env("PUMICE_HOLD_BEFORE_NAME", times)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut told = [0; 5];
        let stdout = child.stdout.as_mut().expect("a pipe");
        std::io::Read::read_exact(stdout, &mut told).expect("it holds");
        assert_eq!(&told, b"held\n");
        child.kill().expect("it waits");
        child.wait().expect("it has ended");
        assert_eq!(left(&room, &whole), Left::Draft);
        let has_report = room.path("out/clean.jsonl.report.json").exists();
        assert_eq!(has_report, report, "reports appear before outputs");
        assert!(start(&room).wait().expect("it ends").success());
        assert_eq!(left(&room, &whole), Left::Output);
        assert_eq!(room.tree("out").len(), 3);
        clear(&room);
    }
}
