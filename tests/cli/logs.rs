//! Messages and progress on standard error, for logs.

use std::{
    io::{BufRead, BufReader},
    thread,
    time::Duration,
};

use serde_json::Value;

use super::*;

/// The events of standard error, each with the members that all have.
fn events(stderr: &str) -> Vec<Value> {
    let lines = stderr.lines();
    let events = lines.map(|line| {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        for member in ["time", "level", "event", "message"] {
            assert!(event[member].is_string(), "{line} has no {member}");
        }
        let time = event["time"].as_str().unwrap();
        assert!(
            time.len() == 24 && time.ends_with('Z') && time.contains('T'),
            "{time}"
        );
        event
    });
    events.collect()
}

fn run(room: &Room, arguments: &[&str]) -> Vec<Value> {
    let arguments = [arguments, &["--log-format", "json"]].concat();
    events(&room.run(&arguments).stderr)
}

#[test]
fn a_run_ends_with_its_counts() {
    let room = Room::new().with("in.jsonl", [GOOD, PLAIN, BROKEN, GOOD].concat());
    for arguments in [
        &["scan", "in.jsonl"][..],
        &["scrub", "in.jsonl", "--out", "out.jsonl"],
    ] {
        let events = run(&room, arguments);
        assert_eq!(events.len(), 1, "{events:?}");
        let event = &events[0];
        assert_eq!(
            (&event["event"], &event["level"]),
            (&"finished".into(), &"info".into())
        );
        assert_eq!(event["file"], "in.jsonl");
        assert_eq!(event["records_in"], 4);
        assert_eq!(event["records_quarantined"], 1);
        assert_eq!(event["findings"], 2);
        assert_eq!(event["entities"]["EMAIL_ADDRESS"], 2);
    }
    assert!(run(&room, &["scan", "in.jsonl", "--quiet"]).is_empty());
}

#[test]
fn whatever_is_said_is_an_event() {
    let room = Room::new()
        .with("in.jsonl", [GOOD, BROKEN].concat())
        .with("policy.toml", "version = 1\nunknown = 1\n");
    for (arguments, expected) in [
        (&["scan", "missing.jsonl"][..], &[("failed", "error")][..]),
        (&["scan", "in.jsonl", "--wrong"], &[("usage", "error")]),
        (&["detect", "in.jsonl"], &[("record_rejected", "warning")]),
        (
            &["policy", "check", "policy.toml"],
            &[("policy", "error"), ("failed", "error")],
        ),
        (
            &["scan", "in.jsonl", "--policy", "policy.toml"],
            &[("failed", "error")],
        ),
    ] {
        let events = run(&room, arguments);
        let told: Vec<_> = events
            .iter()
            .map(|event| {
                (
                    event["event"].as_str().unwrap(),
                    event["level"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(told, expected, "{arguments:?}: {events:?}");
    }
    let event = &run(&room, &["detect", "in.jsonl"])[0];
    assert_eq!(
        (&event["file"], &event["record"]),
        (&"in.jsonl".into(), &2.into())
    );
    let event = &run(&room, &["policy", "check", "policy.toml"])[0];
    assert_eq!(
        (&event["file"], &event["line"]),
        (&"policy.toml".into(), &2.into())
    );
}

#[test]
fn an_interruption_is_an_event_too() {
    let room = Room::new();
    let arguments = ["scrub", "-", "--out", "out.jsonl", "--log-format", "json"];
    let mut child = room
        .command(&arguments)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    while room.names().is_empty() {
        assert!(child.try_wait().expect("a child").is_none(), "it has ended");
        thread::sleep(Duration::from_millis(5));
    }
    let kill = format!("kill -TERM {}", child.id());
    let status = Command::new("sh").args(["-c", &kill]).status();
    assert!(status.expect("a shell").success());
    let stdin = child.stdin.take();
    let ran = Ran::new(child.wait_with_output().expect("it ends")).exits(130);
    drop(stdin);
    assert_eq!(events(&ran.stderr)[0]["event"], "interrupted");
}

/// Blocks of a megabyte arrive for some seconds, as from a slow disk.
#[test]
fn a_long_run_says_now_and_then_how_far_it_is() {
    for (format, expected) in [("text", "pumice: "), ("json", "\"event\":\"progress\"")] {
        let room = Room::new();
        let mut child = room
            .command(&["scan", "-", "--log-format", format])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let block = GOOD.repeat((1 << 20) / GOOD.len() + 1);
        let feeder = thread::spawn(move || {
            // Until nobody reads any more.
            while stdin.write_all(block.as_bytes()).is_ok() {
                thread::sleep(Duration::from_millis(200));
            }
        });
        let mut stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut line = String::new();
        stderr.read_line(&mut line).expect("it says something");
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        feeder.join().expect("no panic");
        assert!(line.contains(expected), "{line}");
        assert!(
            line.contains("MB/s") && line.contains(" findings"),
            "{line}"
        );
        assert!(!line.contains("jane"), "{line}");
    }
}
