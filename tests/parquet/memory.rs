//! The most memory that Parquet takes, and how much of a file is read.

use std::{fs, process::Child, process::Stdio, thread, time::Duration};

use super::*;
use crate::util::{peak, scale, stays_within};

/// What an ordinary run may take with two threads, and twice 16 MB for pages and what is made of them.
const MOST_MB: u64 = 64 + 2 * 16 + 2 * 16;

fn start(room: &Room, arguments: &[&str]) -> Child {
    let mut command = room.command(arguments);
    command.args(["--threads", "2", "--quiet"]);
    command.stderr(Stdio::null()).spawn().expect("it starts")
}

fn made(what: &str, megabytes: usize) -> (Room, String) {
    let room = Room::new();
    fs::create_dir(room.path("in")).expect("made");
    let printed = script(&room, "large.py", &[what, "in", &megabytes.to_string()]);
    (room, printed)
}

#[test]
fn a_large_row_group_is_not_held() {
    let megabytes = scale(64, 1024);
    let (room, _) = made("row_group", megabytes);
    let run = start(&room, &["scrub", "in", "--out", "out"]);
    let what = format!("a row group of {megabytes} MB");
    stays_within(&what, peak(run, 0), MOST_MB);
    holds(&room, "large.py", &["check", "in", "out"]);
    let run = start(&room, &["scan", "in"]);
    stays_within(&format!("a scan of {what}"), peak(run, 0), MOST_MB);
}

/// Bytes that a process has asked the system for, once it has ended.
fn bytes_read(mut child: Child) -> u64 {
    let process = format!("/proc/{}", child.id());
    // It stays a zombie with its counts until it is waited for.
    loop {
        let stat = fs::read_to_string(format!("{process}/stat")).expect("not waited for yet");
        let state = stat.rsplit(") ").next().expect("a state");
        if state.starts_with('Z') {
            break;
        }
        thread::sleep(Duration::from_millis(2));
    }
    let counts = fs::read_to_string(format!("{process}/io")).expect("its counts");
    assert!(child.wait().expect("it has ended").success());
    let read = counts.lines().find_map(|line| line.strip_prefix("rchar: "));
    read.expect("a count").parse().expect("a number")
}

/// One text among 40 columns: a scan reads that one, and of the others nothing.
#[test]
fn columns_that_are_not_searched_are_not_read() {
    let megabytes = scale(24, 512);
    let (room, printed) = made("wide", megabytes);
    let text: u64 = printed.trim().parse().expect("a number");
    let whole = fs::metadata(room.path("in/wide.parquet"))
        .expect("there")
        .len();
    assert!(
        text * 2 < whole,
        "a test of nothing: {text} of {whole} bytes"
    );
    let read = bytes_read(start(&room, &["scan", "in"]));
    // The footer, and what any process reads when it starts.
    let most = text * 12 / 10 + (256 << 10);
    assert!(
        read >= text,
        "{read} of {text} bytes of text: a test of nothing"
    );
    assert!(
        read <= most,
        "{read} bytes were read, {text} of {whole} are text"
    );
}
