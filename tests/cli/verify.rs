//! Whether an output is what its report says.

use super::*;

/// A folder that was scrubbed.
fn scrubbed() -> Room {
    let room = Room::new();
    room.write("in/a.jsonl", GOOD.repeat(3));
    room.write("in/b/c.jsonl", format!("{PLAIN}{BROKEN}{GOOD}"));
    room.run(&["scrub", "in", "--out", "out", "--quiet"])
        .exits(2);
    room
}

#[test]
fn an_output_that_is_whole_is_verified() {
    let room = scrubbed();
    let ran = room.run(&["verify", "out"]).exits(0);
    ran.says(&["2 files, 5 records, 0 problems, 0 findings left"]);
    room.run(&["verify", "./out/", "--quiet"]).exits(0);
    room.write("one.jsonl", GOOD);
    room.run(&["scrub", "one.jsonl", "--out", "one.clean.jsonl", "--quiet"])
        .exits(0);
    room.run(&["verify", "one.clean.jsonl", "--quiet"]).exits(0);
}

#[test]
fn whatever_is_off_is_told() {
    type Harm = fn(&Room);
    let harms: [(&str, Harm, &[&str]); 6] = [
        (
            "a byte",
            |room| room.write("out/a.jsonl", SCRUBBED.repeat(3).replace("Mail", "Male")),
            &["out/a.jsonl", "is not what the run has written"],
        ),
        (
            "a record less",
            |room| room.write("out/a.jsonl", SCRUBBED.repeat(2)),
            &["out/a.jsonl", "has 2 records, and the report says 3"],
        ),
        (
            "a file less",
            |room| fs::remove_file(room.path("out/a.jsonl")).expect("removed"),
            &["out/a.jsonl", "cannot be read"],
        ),
        (
            "a file more",
            |room| room.write("out/b/d.jsonl", PLAIN),
            &["out/b/d.jsonl", "is no output of the run"],
        ),
        (
            "a quarantine without its record",
            |room| room.write("out.quarantine/b/c.jsonl.quarantine.jsonl", ""),
            &["c.jsonl.quarantine.jsonl", "does not hold the 1 records"],
        ),
        (
            "a file that was not done",
            |room| {
                let report = room.read("out.report.json");
                let report = report.replacen("\"status\": \"done\"", "\"status\": \"failed\"", 1);
                room.write("out.report.json", report);
            },
            &["in/a.jsonl", "was not scrubbed"],
        ),
    ];
    for (what, harm, words) in harms {
        let room = scrubbed();
        harm(&room);
        let ran = room.run(&["verify", "out"]).exits(1).says(words);
        assert!(!ran.stderr.contains("jane"), "{what}: {}", ran.stderr);
    }
}

#[test]
fn what_is_left_is_counted_and_never_shown() {
    let room = scrubbed();
    // A run that has missed something: the hash of its output is right.
    let missed = format!("{}{GOOD}", SCRUBBED.repeat(2));
    let old = pumice_engine::Digest::of(SCRUBBED.repeat(3).as_bytes()).expect("memory");
    let new = pumice_engine::Digest::of(missed.as_bytes()).expect("memory");
    room.write("out/a.jsonl", missed);
    let report = room.read("out.report.json");
    assert!(report.contains(&old));
    room.write("out.report.json", report.replace(&old, &new));
    let manifest = room.read("out.manifest");
    room.write("out.manifest", manifest.replace(&old, &new));
    let ran = room.run(&["verify", "out"]).exits(3);
    let ran = ran.says(&["left: 1 EMAIL_ADDRESS in text", "1 findings left"]);
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    // What the policy keeps is no finding.
    room.write(
        "keep.toml",
        "version = 1\n[entities.EMAIL_ADDRESS]\ntransform = \"keep\"\n",
    );
    let arguments = ["--policy", "keep.toml", "--quiet"];
    let scrub = [&["scrub", "in", "--out", "kept"], &arguments[..]].concat();
    room.run(&scrub).exits(2);
    let verify = [&["verify", "kept"], &arguments[..]].concat();
    room.run(&verify).exits(0);
}

#[test]
fn another_policy_or_report_is_refused() {
    let room = scrubbed();
    room.write("other.toml", "version = 1\n");
    room.run(&["verify", "out", "--policy", "other.toml"])
        .exits(1)
        .says(&["out.report.json", "another policy", "--policy"]);
    room.run(&["verify", "elsewhere"])
        .exits(1)
        .says(&["elsewhere.report.json", "--report"]);
    room.write("old.json", "{\"version\":3,\"mode\":\"scrub\"}");
    room.run(&["verify", "out", "--report", "old.json"])
        .exits(1)
        .says(&["old.json", "version 3"]);
    room.run(&["scan", "in", "--report", "scan.json", "--quiet"])
        .exits(2);
    room.run(&["verify", "out", "--report", "scan.json"])
        .exits(1)
        .says(&["scan.json", "of a scan"]);
}
