//! Outputs of a folder that cannot get their names when they are complete.

use std::{fs::OpenOptions, thread, time::Duration};

use serde_json::Value;

use super::*;

/// Files behind the one that fails: more than are under way at once.
const OTHERS: usize = 300;

/// A run over a pipe and many files, in which somebody makes a folder where the first output is to appear,
/// after it was begun and before it is complete.
fn with_something_in_the_way(room: &Room, more: &[&str]) -> Ran {
    let mut list = "in/a.jsonl\n".to_owned();
    for number in 0..OTHERS {
        let name = format!("in/b/{number:03}.jsonl");
        room.write(&name, GOOD);
        list.push_str(&format!("{name}\n"));
    }
    room.write("list", list);
    let made = Command::new("mkfifo").arg(room.path("in/a.jsonl")).status();
    assert!(made.expect("a tool of every Unix").success());
    let arguments = [&["scrub", "@list", "--out", "out"], more].concat();
    let mut command = room.command(&arguments);
    let child = command.stderr(Stdio::piped()).spawn().expect("it starts");
    let pipe = OpenOptions::new().write(true).open(room.path("in/a.jsonl"));
    let mut pipe = pipe.expect("the run reads it");
    // More than a block, so that its output is begun.
    let lines = GOOD.repeat(100_000);
    pipe.write_all(lines.as_bytes()).expect("it reads");
    while !has_draft(room, "out/in") {
        thread::sleep(Duration::from_millis(2));
    }
    fs::create_dir(room.path("out/in/a.jsonl")).expect("made");
    drop(pipe);
    Ran::new(child.wait_with_output().expect("it ends"))
}

fn has_draft(room: &Room, folder: &str) -> bool {
    let Ok(entries) = fs::read_dir(room.path(folder)) else {
        return false;
    };
    let mut names = entries.map(|entry| entry.expect("an entry").file_name());
    names.any(|name| pumice_engine::is_draft(&name))
}

/// What became of the files behind the first one, which has failed.
fn statuses_of_others(room: &Room) -> Vec<String> {
    let report: Value = serde_json::from_str(&room.read("out.report.json")).expect("JSON");
    let files = report["files"].as_array().expect("files").iter();
    let mut statuses: Vec<_> = files
        .map(|file| file["status"].as_str().expect("a status").to_owned())
        .collect();
    assert_eq!(statuses.remove(0), "failed");
    assert_eq!(statuses.len(), OTHERS);
    statuses
}

#[test]
fn an_output_that_cannot_get_its_name_ends_the_run() {
    let room = Room::new();
    let ran = with_something_in_the_way(&room, &[]).exits(1);
    ran.says(&["out/in/a.jsonl", "is not a regular file"]);
    // What was under way when it became known is published; nothing is begun behind that.
    let statuses = statuses_of_others(&room);
    let done = statuses.iter().take_while(|status| *status == "done");
    let done = done.count();
    assert!(done < OTHERS / 2, "{done}");
    assert!(statuses[done..].iter().all(|status| status == "unread"));
    assert_eq!(room.tree("out").len(), done);
}

#[test]
fn a_run_that_keeps_going_leaves_that_output_out() {
    let room = Room::new();
    let ran = with_something_in_the_way(&room, &["--keep-going"]).exits(2);
    ran.says(&[
        "out/in/a.jsonl",
        "is not a regular file",
        "301 in, 300 done",
    ]);
    assert!(
        statuses_of_others(&room)
            .iter()
            .all(|status| status == "done")
    );
    assert_eq!(room.tree("out").len(), OTHERS);
}
