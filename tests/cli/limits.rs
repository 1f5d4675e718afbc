//! Disks that are full, folders that take nothing, files that change while they are read.

use std::{process::Child, thread, time::Duration};

use pumice_synth::corpus;

use super::*;

/// A script of the shell in a room; a file system of its own where `mounts` asks for one.
fn shell(room: &Room, mounts: bool, script: &str) -> Ran {
    let binary = env!("CARGO_BIN_EXE_pumice");
    let script = script.replace("PUMICE", binary);
    let mut command = if mounts {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", &script]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &script]);
        command
    };
    let command = command.current_dir(room.path("."));
    Ran::new(command.output().expect("a shell"))
}

/// Whether this machine lets a test mount a small disk; some containers do not.
fn may_mount(room: &Room) -> bool {
    fs::create_dir_all(room.path("probe")).expect("made");
    let ran = shell(room, true, "mount -t tmpfs -o size=64k tmpfs probe");
    ran.status.success()
}

#[test]
fn a_full_disk_is_an_error_that_leaves_nothing() {
    let room = Room::new();
    room.write("in.jsonl", corpus::chat(7, 6 << 20).bytes);
    fs::create_dir(room.path("small")).expect("made");
    // Where no disk can be mounted, the shell's limit for the size of files has the same effect.
    let ran = if may_mount(&room) {
        shell(
            &room,
            true,
            "mount -t tmpfs -o size=1m tmpfs small && { PUMICE scrub in.jsonl --out small/out.jsonl; \
             code=$?; ls -A small; exit $code; }",
        )
    } else {
        shell(
            &room,
            false,
            "trap '' XFSZ; ulimit -f 2048; PUMICE scrub in.jsonl --out small/out.jsonl; code=$?; \
             ls -A small; exit $code",
        )
    };
    let ran = ran.exits(1);
    assert_eq!(
        ran.stdout, "out.jsonl.manifest\n",
        "neither an output nor a draft"
    );
    let ran = ran.says(&["small/out.jsonl", "check the space on its disk"]);
    assert!(!ran.stderr.contains('@'), "{}", ran.stderr);
}

#[test]
fn a_full_disk_behind_standard_output_is_an_error() {
    let room = Room::new().with("in.jsonl", GOOD);
    shell(&room, false, "PUMICE scrub in.jsonl --out - > /dev/full")
        .exits(1)
        .says(&["check the space on its disk"]);
}

/// A scrub of a file that grows no further, once it has read what is there.
fn scrub_of(room: &Room, input: &str) -> Child {
    let mut command = room.command(&["scrub", input, "--out", "out.jsonl", "--quiet"]);
    command.stderr(Stdio::piped()).spawn().expect("it starts")
}

#[test]
fn a_file_that_is_cut_while_it_is_read_is_an_error() {
    let room = Room::new();
    let lines = corpus::chat(8, 24 << 20).bytes;
    room.write("in.jsonl", &lines);
    let child = scrub_of(&room, "in.jsonl");
    // What is written says that it reads, and a few blocks under way at most keep the end far.
    let is_written = |name: &String| {
        let metadata = fs::metadata(room.path(name));
        name.ends_with(".draft") && metadata.is_ok_and(|metadata| metadata.len() > 0)
    };
    while !room.names().iter().any(is_written) {
        thread::sleep(Duration::from_millis(1));
    }
    let file = fs::OpenOptions::new()
        .write(true)
        .open(room.path("in.jsonl"))
        .expect("there");
    file.set_len(1 << 20).expect("cut");
    Ran::new(child.wait_with_output().expect("it ends"))
        .exits(1)
        .says(&["in.jsonl", "it was cut while it was read"]);
    assert_eq!(room.names(), ["in.jsonl", "out.jsonl.manifest"]);
}
