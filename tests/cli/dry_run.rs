//! Scrubs that write nothing: they count, refuse and end as the scrub would.

use serde_json::Value;

use super::*;

fn report(room: &Room, name: &str) -> Value {
    serde_json::from_str(&room.read(name)).expect("JSON")
}

/// What a dry run and its scrub have in common: all counts, and what became of each file.
fn books(mut report: Value) -> Value {
    for file in report["files"].as_array_mut().expect("files") {
        // How far a file is read whose run ends is a matter of time.
        let is_done = file["status"] == "done";
        let of_reading = ["records", "bytes", "findings"].iter().filter(|_| !is_done);
        for name in ["output", "sha256", "quarantine"].iter().chain(of_reading) {
            file.as_object_mut().expect("a file").remove(*name);
        }
    }
    serde_json::json!({"files": report["files"], "counts": report["counts"], "tool": report["tool"]})
}

/// Shards of all kinds: with records to be put aside, compressed, empty, and one that is none.
fn shards() -> Room {
    let room = Room::new()
        .with("key", "000102030405060708090a0b0c0d0e0f")
        .with(
            "policy.toml",
            "version = 1\n[entities.US_SSN]\ntransform = \"hash\"\n[entities.URL]\ntransform = \"keep\"\n",
        );
    let more = "{\"messages\":[{\"role\":\"user\",\"content\":\"ssn 219-09-9998, https://example.com/a?b=c\"}]}\n";
    room.write("in/a.jsonl", format!("{GOOD}{BROKEN}{more}\n{PLAIN}"));
    room.write("in/b/c.jsonl", GOOD.repeat(40_000));
    let packed = zstd::encode_all(more.repeat(50).as_bytes(), 1);
    room.write("in/d.jsonl.zst", packed.expect("memory takes all"));
    room.write("in/e.jsonl", "");
    room.write("in/f.jsonl", "PK\x03\x04");
    room
}

#[test]
fn counts_and_exit_codes_are_those_of_the_scrub() {
    let room = shards();
    let with_policy = ["--policy", "policy.toml", "--hash-key-file", "key"];
    let cases: [&[&str]; 6] = [
        &["in", "--out", "out", "--keep-going"],
        &["in", "--out", "out"],
        &["in/a.jsonl", "--out", "out.jsonl"],
        &[
            "in/a.jsonl",
            "--out",
            "out.jsonl.gz",
            "--quarantine",
            "none",
        ],
        &["in/b/c.jsonl", "--out", "out/"],
        &["in", "--out", "out", "--keep-going", "--max-invalid", "0"],
    ];
    for case in cases {
        let begin = [&["scrub", "--report", "report.json"], case, &with_policy].concat();
        let before = room.tree(".");
        let dry = room.run(&[&begin[..], &["--dry-run"]].concat());
        let seen = report(&room, "report.json");
        fs::remove_file(room.path("report.json")).expect("removed");
        assert_eq!(room.tree("."), before, "{case:?}");
        assert!(!dry.stderr.contains('@'), "{}", dry.stderr);
        let real = room.run(&begin);
        assert_eq!(dry.status.code(), real.status.code(), "{dry:?} {real:?}");
        assert_eq!(
            books(seen.clone()),
            books(report(&room, "report.json")),
            "{case:?}"
        );
        assert_eq!(seen["mode"], "dry_run");
        assert!(!seen.to_string().contains("sha256"));
        for left in ["out", "out.quarantine"] {
            let _ = fs::remove_dir_all(room.path(left));
        }
        for left in room.names().iter().filter(|name| name.starts_with("out")) {
            fs::remove_file(room.path(left)).expect("removed");
        }
        fs::remove_file(room.path("report.json")).expect("removed");
    }
}

#[test]
fn what_the_scrub_refuses_is_refused_in_its_words() {
    let room = shards();
    room.write("file", "");
    room.write("taken.jsonl.report.json/x", "");
    room.write("put/aside.jsonl/x", "");
    room.write("there/a.jsonl/x", "");
    std::os::unix::fs::symlink("file", room.path("link")).expect("made");
    let cases: [&[&str]; 16] = [
        &["in/a.jsonl", "--out", "in/a.jsonl"],
        &["in/a.jsonl", "--out", "link"],
        &["in/a.jsonl", "--out", "missing/a.jsonl"],
        &["in/a.jsonl", "--out", "file/a.jsonl"],
        &["in/a.jsonl", "--out", "taken.jsonl"],
        &["in/a.jsonl", "--out", "x", "--report", "./x"],
        &["in/a.jsonl", "--out", "x", "--quarantine", "x"],
        &[
            "in/a.jsonl",
            "--out",
            "x",
            "--quarantine",
            "put/aside.jsonl",
        ],
        &["in/a.jsonl", "--out", "x", "--quarantine", "missing/x"],
        &["in/a.jsonl", "--out", "x", "--policy", "policy.toml"],
        &["in/a.jsonl", "--out", "x", "--compression-level", "3"],
        &["in/a.jsonl", "--out", "-"],
        &["in", "--out", "in/clean"],
        &["in", "--out", "file"],
        &["in", "--out", "there"],
        &["in", "--out", "new", "--quarantine", "new/bad"],
    ];
    for case in cases {
        let before = room.tree(".");
        let begin = [&["scrub", "--quiet"], case].concat();
        let dry = room.run(&[&begin[..], &["--dry-run"]].concat()).exits(1);
        assert_eq!(room.tree("."), before, "{case:?}");
        let real = room.run(&begin).exits(1);
        assert_eq!(dry.stderr, real.stderr, "{case:?}");
        // A folder's report tells what became of its files.
        let _ = fs::remove_file(room.path("there.report.json"));
    }
}

#[test]
fn without_a_place_nothing_is_asked_of_one() {
    let room = shards();
    let before = room.tree(".");
    let ran = room
        .run(&["scrub", "in", "--dry-run", "--keep-going"])
        .exits(2);
    let ran = ran.says(&[
        "dry run",
        "nothing is written",
        "files    5 in, 4 done",
        "1 quarantined",
    ]);
    // A line for each field.
    let is_row = |line: &&str| line.starts_with("EMAIL_ADDRESS") && line.ends_with("  text");
    assert_eq!(
        ran.stderr.lines().filter(is_row).count(),
        1,
        "{}",
        ran.stderr
    );
    room.run_with_input(&["scrub", "-", "--dry-run"], GOOD.as_bytes())
        .exits(0);
    room.run(&["scrub", "in/a.jsonl"]).exits(1).says(&["--out"]);
    assert_eq!(room.tree("."), before);
    // A variable that says no is a no.
    let mut command = room.command(&["scrub", "in/a.jsonl"]);
    let output = command.env("PUMICE_DRY_RUN", "false").output();
    Ran::new(output.expect("it starts"))
        .exits(1)
        .says(&["--out"]);
}

#[test]
fn what_others_have_left_stays() {
    let room = shards();
    for name in [
        "out/.pumice-dead00.draft",
        "out.quarantine/a.jsonl.quarantine.jsonl",
    ] {
        room.write(name, "what was there");
    }
    room.run(&[
        "scrub",
        "in",
        "--out",
        "out",
        "--dry-run",
        "--keep-going",
        "--quiet",
    ])
    .exits(2);
    assert_eq!(room.read("out/.pumice-dead00.draft"), "what was there");
    assert_eq!(
        room.read("out.quarantine/a.jsonl.quarantine.jsonl"),
        "what was there"
    );
    assert_eq!(room.tree("out").len(), 1);
}

#[test]
fn a_report_of_a_dry_run_proves_nothing() {
    let room = Room::new().with("in.jsonl", GOOD);
    room.run(&["scrub", "in.jsonl", "--out", "out.jsonl", "--quiet"])
        .exits(0);
    let arguments = [
        "scrub",
        "in.jsonl",
        "--dry-run",
        "--report",
        "dry.json",
        "--quiet",
    ];
    room.run(&arguments).exits(0);
    room.run(&["verify", "out.jsonl", "--report", "dry.json"])
        .exits(1)
        .says(&["dry.json", "a dry run, which has no output"]);
}
