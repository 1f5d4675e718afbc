//! SIGINT and SIGTERM.

use std::{process::Child, thread, time::Duration};

use super::*;

/// Starts a scrub of a pipe that says `input` and stays open.
fn waiting_scrub(room: &Room, input: &str) -> Child {
    let mut child = room
        .command(&["scrub", "-", "--out", "out.jsonl", "--quiet"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let stdin = child.stdin.as_mut().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    // Signals are handled before the first draft is made, so a draft is the sign to wait for.
    while !room.names().iter().any(|name| name.ends_with(".draft")) {
        assert!(child.try_wait().expect("a child").is_none(), "it has ended");
        thread::sleep(Duration::from_millis(5));
    }
    child
}

/// The shell's own `kill`: nothing to install, nothing unsafe.
fn signal(name: &str, child: &Child) {
    let kill = format!("kill -{name} {}", child.id());
    let status = Command::new("sh").args(["-c", &kill]).status();
    assert!(status.expect("a shell").success());
}

#[test]
fn an_interrupted_scrub_leaves_nothing_of_its_output() {
    // With the first record, and with nothing that would tell what the input is.
    for (name, input) in [("INT", GOOD), ("TERM", GOOD), ("INT", "")] {
        let room = Room::new();
        let mut child = waiting_scrub(&room, input);
        // Kept open beyond the end: the run must not need the end of its input.
        let stdin = child.stdin.take();
        signal(name, &child);
        let ran = Ran::new(child.wait_with_output().expect("it ends"));
        drop(stdin);
        ran.exits(130).says(&["interrupted"]);
        assert_eq!(room.names(), ["out.jsonl.manifest"]);
    }
}

#[test]
fn an_interrupted_scrub_leaves_the_earlier_output() {
    let room = Room::new();
    let mut child = waiting_scrub(&room, GOOD);
    let stdin = child.stdin.take();
    fs::write(room.path("out.jsonl"), "old").expect("written");
    signal("INT", &child);
    Ran::new(child.wait_with_output().expect("it ends")).exits(130);
    drop(stdin);
    assert_eq!(room.names(), ["out.jsonl", "out.jsonl.manifest"]);
    assert_eq!(room.read("out.jsonl"), "old");
}
