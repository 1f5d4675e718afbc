//! What is refused before anything is read, with the input untouched.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

/// Scrubs `in.jsonl` to `out` and expects a refusal that says `words` and changes nothing.
#[track_caller]
fn refused(room: &Room, more: &[&str], words: &[&str]) {
    let before = (room.names(), room.read("in.jsonl"));
    let arguments = [&["scrub", "in.jsonl"][..], more].concat();
    let ran = room.run(&arguments).exits(1).says(words);
    assert!(ran.stderr.starts_with("pumice: "), "{}", ran.stderr);
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    assert_eq!((room.names(), room.read("in.jsonl")), before);
}

#[test]
fn the_input_is_never_an_output() {
    let room = Room::new().with("in.jsonl", GOOD);
    fs::hard_link(room.path("in.jsonl"), room.path("hard.jsonl")).expect("linked");
    symlink("in.jsonl", room.path("soft.jsonl")).expect("linked");
    for out in ["in.jsonl", "./in.jsonl", "hard.jsonl", "soft.jsonl"] {
        refused(&room, &["--out", out], &[out, "is an input"]);
        refused(
            &room,
            &["--out", "out", "--report", out],
            &[out, "is an input"],
        );
        refused(
            &room,
            &["--out", "out", "--quarantine", out],
            &[out, "is an input"],
        );
    }
    // The other way round, too: read through the link, written to the file.
    room.run(&["scrub", "soft.jsonl", "--out", "in.jsonl"])
        .exits(1);
    assert_eq!(room.read("in.jsonl"), GOOD);
}

#[test]
fn the_input_is_known_behind_standard_streams() {
    let room = Room::new().with("in.jsonl", GOOD);
    let open = || {
        fs::File::options()
            .read(true)
            .append(true)
            .open(room.path("in.jsonl"))
    };
    let mut from_stdin = room.command(&["scrub", "-", "--out", "in.jsonl"]);
    let output = from_stdin
        .stdin(open().expect("there"))
        .output()
        .expect("it starts");
    Ran::new(output).exits(1).says(&["is an input"]);
    let mut to_stdout = room.command(&["scrub", "in.jsonl", "--out", "-"]);
    let output = to_stdout
        .stdout(open().expect("there"))
        .output()
        .expect("it starts");
    Ran::new(output).exits(1).says(&["is an input"]);
    assert_eq!(room.read("in.jsonl"), GOOD);
}

#[test]
fn policy_and_key_are_never_outputs() {
    let key = "000102030405060708090a0b0c0d0e0f";
    let room = Room::new()
        .with("in.jsonl", GOOD)
        .with("policy.toml", "version = 1\n")
        .with("key", key);
    let with = ["--policy", "policy.toml", "--hash-key-file", "key"];
    for place in ["policy.toml", "key"] {
        refused(&room, &[&with[..], &["--out", place]].concat(), &[place]);
    }
    assert_eq!(room.read("key"), key);
}

#[test]
fn an_output_is_a_regular_file() {
    let room = Room::new().with("in.jsonl", GOOD).with("other", "other");
    symlink("other", room.path("link")).expect("linked");
    symlink("nowhere", room.path("dangling")).expect("linked");
    refused(
        &room,
        &["--out", "/dev/null"],
        &["/dev/null", "regular file"],
    );
    refused(&room, &["--out", "link"], &["link", "symbolic link"]);
    refused(
        &room,
        &["--out", "dangling"],
        &["dangling", "symbolic link"],
    );
    assert_eq!(room.read("other"), "other");
}

#[test]
fn outputs_have_a_name_each() {
    let room = Room::new().with("in.jsonl", GOOD);
    refused(&room, &["--out", "x", "--report", "x"], &["two outputs"]);
    refused(
        &room,
        &["--out", "x", "--quarantine", "./x"],
        &["two outputs"],
    );
}

#[test]
fn a_place_that_cannot_be_written_is_refused() {
    let room = Room::new().with("in.jsonl", GOOD);
    refused(
        &room,
        &["--out", "no/such/place"],
        &["no/such/place", "cannot be written"],
    );
    refused(&room, &["--out", "in.jsonl/x"], &["in.jsonl/x"]);
    let sealed = room.path("sealed");
    fs::create_dir(&sealed).expect("made");
    fs::set_permissions(&sealed, fs::Permissions::from_mode(0o555)).expect("sealed");
    // Permissions do not hold root back; the process table does.
    let is_sealed = fs::File::create(sealed.join("probe")).is_err();
    let place = if is_sealed { "sealed/out" } else { "/proc/out" };
    refused(&room, &["--out", place], &[place, "cannot be written"]);
}

#[test]
fn an_input_is_a_file_that_can_be_read() {
    let room = Room::new()
        .with("in.jsonl", GOOD)
        .with("utf16", b"\xff\xfe{\0}\0");
    for (input, word) in [("missing", "cannot be opened"), ("utf16", "UTF-16")] {
        for command in ["scrub", "scan"] {
            let out: &[&str] = if command == "scrub" {
                &["--out", "out"]
            } else {
                &[]
            };
            let arguments = [&[command, input], out].concat();
            room.run(&arguments).exits(1).says(&[input, word]);
        }
    }
    assert_eq!(room.names(), ["in.jsonl", "out.manifest", "utf16"]);
}
