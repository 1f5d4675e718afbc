//! Standard streams, the quarantine, and what appears when.

use std::os::unix::fs::PermissionsExt;

use super::*;

#[test]
fn a_pipe_goes_through() {
    let room = Room::new();
    let ran = room
        .run_with_input(&["scrub", "-", "--out", "-"], GOOD.as_bytes())
        .exits(0);
    assert_eq!(ran.stdout, SCRUBBED);
    assert!(room.names().is_empty(), "no report unless asked for");
}

#[test]
fn a_report_of_a_pipe_is_written_when_asked_for() {
    let room = Room::new();
    let arguments = ["scrub", "-", "--out", "-", "--report", "report.json"];
    room.run_with_input(&arguments, GOOD.as_bytes()).exits(0);
    assert_eq!(room.names(), ["report.json"]);
}

#[test]
fn an_invalid_line_stops_a_pipe_without_a_quarantine() {
    let room = Room::new();
    let input = format!("{GOOD}{BROKEN}{GOOD}");
    let ran = room
        .run_with_input(&["scrub", "-", "--out", "-"], input.as_bytes())
        .exits(1)
        .says(&["<stdin>", "line 2", "--quarantine"]);
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("jane"), "{}", ran.stdout);
}

#[test]
fn a_pipe_may_put_lines_aside_or_drop_them() {
    let room = Room::new();
    let input = format!("{GOOD}{BROKEN}{GOOD}");
    let scrub = |quarantine: &str| {
        let arguments = ["scrub", "-", "--out", "-", "--quarantine", quarantine];
        let ran = room.run_with_input(&arguments, input.as_bytes()).exits(2);
        assert_eq!(ran.stdout, format!("{SCRUBBED}{SCRUBBED}"));
    };
    scrub("none");
    assert!(room.names().is_empty());
    scrub("bad.jsonl");
    assert_eq!(room.names(), ["bad.jsonl"]);
    assert_eq!(room.read("bad.jsonl").lines().count(), 1);
}

#[test]
fn the_quarantine_is_for_its_owner_and_says_where() {
    let room = Room::new().with("in.jsonl", format!("{GOOD}{BROKEN}\n{GOOD}"));
    let ran = room
        .run(&["scrub", "in.jsonl", "--out", "out.jsonl"])
        .exits(2);
    let ran = ran.says(&["3 in, 2 out, 1 quarantined"]);
    assert!(!ran.stderr.contains("jane"));
    let name = "out.jsonl.quarantine.jsonl";
    let mode = fs::metadata(room.path(name))
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let entry: serde_json::Value = serde_json::from_str(&room.read(name)).expect("one object");
    assert_eq!(entry["file"], "in.jsonl");
    assert_eq!(entry["line"], 2);
    assert_eq!(entry["offset"], GOOD.len());
    assert!(!room.read(name).contains("jane"), "raw bytes are in base64");
    let report = room.read("out.jsonl.report.json");
    assert!(report.contains(name) && !report.contains("jane"));
}

#[test]
fn a_quarantine_of_an_earlier_run_does_not_stay_beside_a_clean_output() {
    let room = Room::new().with("in.jsonl", format!("{GOOD}{BROKEN}"));
    room.run(&["scrub", "in.jsonl", "--out", "out.jsonl"])
        .exits(2);
    let room = room.with("in.jsonl", GOOD);
    room.run(&["scrub", "in.jsonl", "--out", "out.jsonl"])
        .exits(0);
    assert_eq!(
        room.names(),
        [
            "in.jsonl",
            "out.jsonl",
            "out.jsonl.manifest",
            "out.jsonl.report.json"
        ]
    );
}

#[test]
fn places_can_be_chosen() {
    let room = Room::new().with("in.jsonl", format!("{GOOD}{BROKEN}"));
    let places = ["--report", "r.json", "--quarantine", "q.jsonl"];
    let arguments = [&["scrub", "in.jsonl", "--out", "out.jsonl"][..], &places].concat();
    room.run(&arguments).exits(2);
    let names = [
        "in.jsonl",
        "out.jsonl",
        "out.jsonl.manifest",
        "q.jsonl",
        "r.json",
    ];
    assert_eq!(room.names(), names);
}

#[test]
fn an_error_in_the_middle_leaves_the_earlier_output() {
    let policy = "version = 1\ninvalid = \"fail\"\n";
    let room = Room::new()
        .with("in.jsonl", format!("{GOOD}{BROKEN}"))
        .with("policy.toml", policy)
        .with("out.jsonl", "old");
    let arguments = [
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--policy",
        "policy.toml",
    ];
    room.run(&arguments).exits(1).says(&["in.jsonl", "line 2"]);
    let names = ["in.jsonl", "out.jsonl", "out.jsonl.manifest", "policy.toml"];
    assert_eq!(room.names(), names);
    assert_eq!(room.read("out.jsonl"), "old");
}

#[test]
fn whoever_stops_reading_is_not_told_about_it() {
    let room = Room::new().with("in.jsonl", GOOD.repeat(20_000));
    for arguments in [
        &["scrub", "in.jsonl", "--out", "-"][..],
        &["detect", "in.jsonl"],
    ] {
        let mut child = room
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let ran = Ran::new(child.wait_with_output().expect("it ends"));
        assert_eq!(ran.exits(1).stderr, "", "{arguments:?}");
    }
}
