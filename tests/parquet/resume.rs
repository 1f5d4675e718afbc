//! Runs over Parquet files that are killed between row groups and gone on with.

use std::{fs, os::unix::fs::MetadataExt, thread, time::Duration};

use serde_json::Value;

use super::*;
use crate::{
    cli::resume::{
        check_noted_once, command, entries, hold, kill, of_kind, parts, read_bytes, run,
    },
    util::scale,
};

/// Row groups of the large file.
const GROUPS: u64 = 40;

fn large(megabytes: usize) -> Room {
    let room = Room::new();
    script(&room, "resume.py", &["large", "", &megabytes.to_string()]);
    room
}

#[test]
fn a_large_file_ends_as_if_nothing_had_happened() {
    let room = large(24);
    let runs = scale(6, 50) as u32;
    let arguments = ["large.parquet", "--out", "there/out"];
    let killed = kill(&room, &arguments, runs);
    let bytes = fs::metadata(room.path("there/out")).expect("there").len();
    let again = killed.lost * GROUPS / bytes;
    println!("{runs} runs killed twice, {killed:?}: {again} row groups searched twice");
    // Those of a unit, and those that are done while the disk confirms it.
    assert!(
        again <= u64::from(killed.middle) * GROUPS / 4,
        "{again} of {GROUPS}"
    );
}

/// What a run over one file has written.
type Written = (Vec<u8>, Option<Vec<u8>>, Value);

fn written(room: &Room) -> Written {
    let mut report = report(room);
    report["timing"] = Value::Null;
    let aside = fs::read(room.path("out.quarantine.jsonl")).ok();
    (fs::read(room.path("out")).expect("read"), aside, report)
}

fn arguments<'a>(input: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["scrub", input, "--out", "out", "--quiet"], more].concat()
}

/// What an undisturbed run writes, of which nothing is left.
fn undisturbed(room: &Room, input: &str) -> Written {
    let ran = run(room, &arguments(input, &[]));
    assert!(matches!(ran.status.code(), Some(0 | 2)), "{ran:?}");
    let whole = written(room);
    fs::remove_file(room.path("out")).expect("removed");
    whole
}

/// Kills a run that has written all of an output, and has its manifest tell of `checkpoints` of those in the
/// middle; gives how many there are of them.
fn stopped(room: &Room, input: &str, unit: &str, checkpoints: usize) -> usize {
    let _ = fs::remove_file(room.path("out"));
    let mut command = command(room, &arguments(input, &[]));
    command.env("PUMICE_UNIT_BYTES", unit);
    let mut child = hold(command, "1");
    let middle =
        |line: &&str| line.contains("\"checkpoint\"") && line.contains("\"is_whole\":false");
    // The disk may be slower than the run.
    for _ in 0..1000 {
        if room.read("out.manifest").lines().any(|line| middle(&line)) {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("it waits");
    child.wait().expect("it has ended");
    let text = room.read("out.manifest");
    let noted: Vec<&str> = text.lines().filter(middle).collect();
    let kept = noted.iter().take(checkpoints).copied();
    let lines: Vec<&str> = text.lines().take(2).chain(kept).collect();
    room.write("out.manifest", lines.join("\n") + "\n");
    noted.len()
}

/// Goes on, and compares.
#[track_caller]
fn ends_like(room: &Room, input: &str, whole: &Written) {
    let ran = run(room, &arguments(input, &["--resume"]));
    assert!(matches!(ran.status.code(), Some(0 | 2)), "{ran:?}");
    assert_eq!(parts(room), [""; 0]);
    let (out, aside, report) = written(room);
    assert!(out == whole.0, "{input}: another output");
    assert!(aside == whole.1, "{input}: another quarantine");
    assert_eq!(report, whole.2, "{input}");
}

/// Which file on the disk has a name that ends so.
fn inode(room: &Room, end: &str) -> u64 {
    let names = room.names();
    let name = names.iter().find(|name| name.ends_with(end));
    let file = fs::metadata(room.path(name.expect("there")));
    file.expect("there").ino()
}

/// All types, indexes, filters and writers: what is noted of a row group is all that a footer says of it.
#[test]
fn every_kind_of_file_ends_as_if_nothing_had_happened() {
    let room = Room::new();
    fs::create_dir(room.path("in")).expect("made");
    script(&room, "resume.py", &["kinds", "in"]);
    let names = room.tree("in");
    assert_eq!(names.len(), 11);
    for name in names {
        let input = format!("in/{name}");
        let whole = undisturbed(&room, &input);
        // Behind the first row group that was noted, and behind the last one.
        for checkpoints in [1, usize::MAX] {
            let there = stopped(&room, &input, "1", checkpoints);
            assert!(there > 0, "{name}: nothing was noted");
            let draft = inode(&room, "-0.part");
            ends_like(&room, &input, &whole);
            assert_eq!(inode(&room, "out"), draft, "{name} was done again");
            check_noted_once(&entries(&room, "out.manifest"));
        }
    }
}

#[test]
fn nothing_is_read_again_where_only_names_are_missing() {
    let room = large(4);
    let whole = undisturbed(&room, "large.parquet");
    for name in ["1", "2", "3"] {
        let mut child = hold(command(&room, &arguments("large.parquet", &[])), name);
        child.kill().expect("it waits");
        child.wait().expect("it has ended");
        ends_like(&room, "large.parquet", &whole);
        assert_eq!(read_bytes(&room, "out.report.json"), 0.0);
        // What was put aside is told again when nothing is left to do.
        run(&room, &arguments("large.parquet", &["--resume"])).exits(2);
        check_noted_once(&entries(&room, "out.manifest"));
        fs::remove_file(room.path("out")).expect("removed");
        fs::remove_file(room.path("out.quarantine.jsonl")).expect("removed");
    }
}

#[test]
fn drafts_that_were_touched_are_not_trusted() {
    let room = large(2);
    let whole = undisturbed(&room, "large.parquet");
    type Harm = fn(&mut Vec<u8>);
    let harms: [(&str, Harm); 3] = [
        ("another byte", |bytes| bytes[100] ^= 1),
        ("cut", |bytes| bytes.truncate(100)),
        ("emptied", Vec::clear),
    ];
    let is_wanted = |part: &&String, end: &str| match end {
        ".notes.part" => part.ends_with(end),
        _ => part.ends_with("-0.part"),
    };
    for end in [".notes.part", "-0.part"] {
        for (what, harm) in harms {
            stopped(&room, "large.parquet", "100000", 3);
            let parts = parts(&room);
            assert_eq!(parts.len(), 3, "an output's, its notes' and a quarantine's");
            let part = parts
                .iter()
                .find(|part| is_wanted(part, end))
                .expect("kept");
            let mut bytes = fs::read(room.path(part)).expect("read");
            harm(&mut bytes);
            room.write(part, bytes);
            ends_like(&room, "large.parquet", &whole);
            let entries = entries(&room, "out.manifest");
            assert_eq!(of_kind(&entries, "again").count(), 1, "{end}: {what}");
        }
        stopped(&room, "large.parquet", "100000", 3);
        let parts = parts(&room);
        let part = parts
            .iter()
            .find(|part| is_wanted(part, end))
            .expect("kept");
        fs::remove_file(room.path(part)).expect("removed");
        ends_like(&room, "large.parquet", &whole);
    }
}

#[test]
fn what_waits_is_told_and_holds_nothing_personal() {
    let room = large(4);
    stopped(&room, "large.parquet", "100000", 3);
    let parts = parts(&room);
    for part in &parts {
        let bytes = fs::read(room.path(part)).expect("read");
        let holds = |text: &str| {
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        };
        assert_eq!(holds("\"raw\":"), part.contains(".quarantine."), "{part}");
        // Statistics and metadata stand there as they are.
        assert!(!holds("qvx"), "{part}");
        if part.contains(".notes.") {
            assert!(
                holds("<EMAIL_ADDRESS>") && holds("owner"),
                "a test of nothing"
            );
        }
    }
    let ran = run(&room, &["status", "out", "--json"]).exits(2);
    let status: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let percent = status["underway"][0]["percent"].as_u64().expect("a number");
    assert!((1..50).contains(&percent), "{percent}");
    let drafts = status["drafts"].as_array().expect("drafts");
    assert_eq!(drafts.len(), parts.len());
    for draft in drafts {
        let path = draft["path"].as_str().expect("a path");
        assert_eq!(
            draft["holds_personal_data"],
            path.contains(".quarantine."),
            "{path}"
        );
    }
    // A run that begins anew leaves nothing of it.
    run(&room, &arguments("large.parquet", &[])).exits(2);
    assert_eq!(self::parts(&room), [""; 0]);
}

/// A file that is one unit is done as a whole.
#[test]
fn a_single_row_group_is_not_noted() {
    let room = made_by("scrubbing.py");
    let mut tested = 0;
    for name in room.tree("in") {
        let input = format!("in/{name}");
        let mut command = command(&room, &arguments(&input, &[]));
        command.env("PUMICE_UNIT_BYTES", "1");
        let mut child = hold(command, "1");
        let kept = parts(&room);
        let entries = entries(&room, "out.manifest");
        child.kill().expect("it waits");
        child.wait().expect("it has ended");
        if kept.is_empty() {
            tested += 1;
            assert_eq!(of_kind(&entries, "checkpoint").count(), 0);
        }
    }
    assert!(tested > 0, "no file has one row group");
}
