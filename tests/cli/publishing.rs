//! Outputs of a folder that cannot get their names when they are complete.

use std::{
    fs::{File, OpenOptions},
    process::Child,
    thread,
    time::Duration,
};

use serde_json::Value;

use super::*;

/// A pipe to write an input into, once the run reads it.
fn feed(room: &Room, name: &str) -> File {
    let pipe = OpenOptions::new().write(true).open(room.path(name));
    pipe.expect("the run reads it")
}

fn wait_until(is_so: impl Fn() -> bool) {
    while !is_so() {
        thread::sleep(Duration::from_millis(2));
    }
}

fn drafts(room: &Room, folder: &str) -> usize {
    let Ok(entries) = fs::read_dir(room.path(folder)) else {
        return 0;
    };
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names.filter(|name| pumice_engine::is_draft(name)).count()
}

/// A run over two pipes and two files, in which somebody makes a folder where the first output is to appear,
/// after it was begun and before it is complete.
fn with_something_in_the_way(room: &Room, more: &[&str]) -> Ran {
    for (name, is_pipe) in [("a", true), ("b", true), ("c", false), ("d", false)] {
        room.write(&format!("in/{name}/x.jsonl"), GOOD);
        if is_pipe {
            fs::remove_file(room.path(&format!("in/{name}/x.jsonl"))).expect("removed");
            let pipe = room.path(&format!("in/{name}/x.jsonl"));
            assert!(
                Command::new("mkfifo")
                    .arg(pipe)
                    .status()
                    .expect("a tool of Unix")
                    .success()
            );
        }
    }
    room.write(
        "list",
        "in/a/x.jsonl\nin/b/x.jsonl\nin/c/x.jsonl\nin/d/x.jsonl\n",
    );
    let arguments = [&["scrub", "@list", "--out", "out", "--threads", "1"], more].concat();
    let mut command = room.command(&arguments);
    let child: Child = command.stderr(Stdio::piped()).spawn().expect("it starts");
    let mut first = feed(room, "in/a/x.jsonl");
    // More than a block, so that its output is begun.
    first
        .write_all(GOOD.repeat(100_000).as_bytes())
        .expect("it reads");
    wait_until(|| drafts(room, "out/in/a") == 1);
    fs::create_dir(room.path("out/in/a/x.jsonl")).expect("made");
    drop(first);
    // The draft goes when it cannot be published.
    wait_until(|| drafts(room, "out/in/a") == 0);
    thread::sleep(Duration::from_millis(50));
    feed(room, "in/b/x.jsonl")
        .write_all(GOOD.as_bytes())
        .expect("it reads");
    Ran::new(child.wait_with_output().expect("it ends"))
}

fn statuses(room: &Room) -> Vec<String> {
    let report: Value = serde_json::from_str(&room.read("out.report.json")).expect("JSON");
    let files = report["files"].as_array().expect("files").iter();
    files
        .map(|file| file["status"].as_str().expect("a status").to_owned())
        .collect()
}

#[test]
fn an_output_that_cannot_get_its_name_ends_the_run() {
    let room = Room::new();
    let ran = with_something_in_the_way(&room, &[]).exits(1);
    ran.says(&[
        "out/in/a/x.jsonl",
        "is not a regular file",
        "files    4 in, 1 done",
    ]);
    // What was complete before anybody knew is published; nothing is begun behind it.
    assert_eq!(statuses(&room), ["failed", "done", "unread", "unread"]);
    assert_eq!(room.tree("out"), ["in/b/x.jsonl"]);
}

#[test]
fn a_run_that_keeps_going_leaves_that_output_out() {
    let room = Room::new();
    let ran = with_something_in_the_way(&room, &["--keep-going"]).exits(2);
    ran.says(&[
        "out/in/a/x.jsonl",
        "is not a regular file",
        "files    4 in, 3 done",
    ]);
    assert_eq!(statuses(&room), ["failed", "done", "done", "done"]);
    assert_eq!(
        room.tree("out"),
        ["in/b/x.jsonl", "in/c/x.jsonl", "in/d/x.jsonl"]
    );
}
