//! The most memory that runs take, as the system counts it.

use std::{io::BufWriter, process::Child, thread, time::Duration};

use pumice_synth::corpus;

use super::*;
use crate::util::{peak, scale, stays_within};

/// What a run may take that has nothing large in hand: 64 MB and 16 MB a thread.
const ORDINARY_MB: u64 = 64 + 2 * 16;

fn start(room: &Room, arguments: &[&str]) -> Child {
    let mut command = room.command(arguments);
    command.args(["--threads", "2", "--quiet"]);
    command.stdin(Stdio::piped()).spawn().expect("it starts")
}

#[test]
fn an_ordinary_run_takes_little() {
    let room = Room::new();
    room.write("in.jsonl", corpus::chat(1, scale(24, 128) << 20).bytes);
    let run = start(&room, &["scrub", "in.jsonl", "--out", "out.jsonl"]);
    stays_within("a file", peak(run, 0), ORDINARY_MB);
}

#[test]
fn many_tiny_files_take_little() {
    let room = Room::new();
    let files = scale(2000, 100_000);
    for number in 0..files {
        room.write(&format!("in/{}/{number}.jsonl", number / 1000), GOOD);
    }
    let run = start(&room, &["scrub", "in", "--out", "out"]);
    // What is to be said of each file in the report.
    let books = files as u64 * 2 / 1000;
    stays_within(&format!("{files} files"), peak(run, 0), ORDINARY_MB + books);
    let report: serde_json::Value =
        serde_json::from_str(&room.read("out.report.json")).expect("JSON");
    assert_eq!(report["counts"]["records"]["out"], files);
}

/// A line of so many megabytes between two good ones.
fn with_a_long_line(room: &Room, megabytes: usize) {
    let mut file = BufWriter::new(fs::File::create(room.path("in.jsonl")).expect("made"));
    let part = "many words of a book ".repeat(1 << 10);
    file.write_all(GOOD.as_bytes()).expect("written");
    file.write_all(b"{\"text\":\"").expect("written");
    for _ in 0..(megabytes << 20) / part.len() {
        file.write_all(part.as_bytes()).expect("written");
    }
    file.write_all(b"\"}\n").expect("written");
    file.write_all(GOOD.as_bytes()).expect("written");
}

#[test]
fn a_line_over_the_limit_is_put_aside_piece_by_piece() {
    let room = Room::new();
    let megabytes = scale(80, 300);
    with_a_long_line(&room, megabytes);
    let limit = "16777216";
    let arguments = [
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--max-line-bytes",
        limit,
    ];
    let run = start(&room, &arguments);
    let what = format!("a line of {megabytes} MB over the limit");
    stays_within(&what, peak(run, 2), ORDINARY_MB + 5 * 16);
    assert_eq!(room.read("out.jsonl"), SCRUBBED.repeat(2));
}

#[test]
fn a_long_line_stays_within_the_memory_that_is_given() {
    let room = Room::new();
    let megabytes = scale(40, 300);
    with_a_long_line(&room, megabytes);
    let memory = format!("{}M", megabytes * 5 + 64);
    let with = |memory: &str, code: i32| {
        let arguments = [
            "scrub",
            "in.jsonl",
            "--out",
            "out.jsonl",
            "--memory",
            memory,
        ];
        let arguments = [&arguments[..], &["--max-line-bytes", "400000000"]].concat();
        peak(start(&room, &arguments), code)
    };
    let taken = with(&memory, 0);
    stays_within(
        &format!("a line of {megabytes} MB"),
        taken,
        megabytes as u64 * 5 + 64,
    );
    // With less it cannot be held, and is put aside.
    let taken = with("96M", 2);
    stays_within("the same line in less memory", taken, 96);
    assert_eq!(room.read("out.jsonl"), SCRUBBED.repeat(2));
}

#[test]
fn a_slow_pipe_takes_little() {
    let room = Room::new();
    let mut run = start(&room, &["scrub", "-", "--out", "out.jsonl"]);
    let mut pipe = run.stdin.take().expect("a pipe");
    let slow = thread::spawn(move || {
        for _ in 0..scale(100, 1000) {
            pipe.write_all(GOOD.repeat(200).as_bytes()).expect("read");
            thread::sleep(Duration::from_millis(10));
        }
    });
    stays_within("a slow pipe", peak(run, 0), ORDINARY_MB);
    slow.join().expect("all is written");
}
