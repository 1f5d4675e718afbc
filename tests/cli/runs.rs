//! Runs that end well, and their exit codes.

use super::*;

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_clean_scrub_writes_output_and_report() {
    let room = Room::new().with("in.jsonl", format!("{GOOD}{PLAIN}"));
    let ran = room.run(&["scrub", "in.jsonl", "--out", "out.jsonl"]);
    let ran = ran
        .exits(0)
        .says(&["EMAIL_ADDRESS", "2 in, 2 out, 0 quarantined"]);
    assert_eq!(ran.stdout, "");
    assert_eq!(room.read("out.jsonl"), format!("{SCRUBBED}{PLAIN}"));
    assert_eq!(room.read("in.jsonl"), format!("{GOOD}{PLAIN}"));
    assert_eq!(
        room.names(),
        [
            "in.jsonl",
            "out.jsonl",
            "out.jsonl.manifest",
            "out.jsonl.report.json"
        ]
    );
    let report = json(&room.read("out.jsonl.report.json"));
    assert_eq!(report["version"], 4);
    assert_eq!(report["mode"], "scrub");
    assert_eq!(report["counts"]["records"]["in"], 2);
    assert_eq!(
        report["counts"]["bytes"]["out"],
        SCRUBBED.len() + PLAIN.len()
    );
    let row = &report["counts"]["findings"][0];
    assert_eq!(
        (&row["entity"], &row["count"]),
        (&"EMAIL_ADDRESS".into(), &1.into())
    );
    assert!(report["tool"].get("hash_key").is_none());
}

#[test]
fn an_earlier_output_is_replaced() {
    let room = Room::new().with("in.jsonl", GOOD).with("out.jsonl", "old");
    room.run(&["scrub", "in.jsonl", "--out", "out.jsonl", "--quiet"])
        .exits(0);
    assert_eq!(room.read("out.jsonl"), SCRUBBED);
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let room = Room::new().with("in.jsonl", format!("{GOOD}{BROKEN}"));
    let ran = room
        .run(&["scrub", "in.jsonl", "--out", "out.jsonl", "--quiet"])
        .exits(2);
    assert_eq!(ran.stderr, "");
}

#[test]
fn counts_and_output_do_not_depend_on_threads() {
    // Some blocks' worth of records, so that workers overtake each other.
    let lines: String = (0..60_000)
        .map(|number| match number % 1000 {
            7 => BROKEN.to_owned(),
            number if number % 3 == 0 => {
                format!("{{\"n\":{number},\"text\":\"ring 415-555-0132\"}}\n")
            }
            number => format!("{{\"n\":{number},\"text\":\"to u{number}@example.com\"}}\n"),
        })
        .collect();
    let room = Room::new().with("in.jsonl", lines);
    let outcome = |threads: &str| {
        let arguments = [
            "scrub",
            "in.jsonl",
            "--out",
            "out.jsonl",
            "--threads",
            threads,
        ];
        room.run(&arguments).exits(2);
        let report = json(&room.read("out.jsonl.report.json"));
        assert_eq!(report["timing"]["threads"].to_string(), threads);
        let counts = serde_json::to_string(&report["counts"]).expect("JSON");
        let quarantine = room.read("out.jsonl.quarantine.jsonl");
        (room.read("out.jsonl"), quarantine, counts)
    };
    let one = outcome("1");
    assert_eq!(one.0.lines().count(), 60_000 - 60);
    assert_eq!(one.1.lines().count(), 60);
    assert!(!one.0.contains("example.com"));
    for threads in ["2", "8"] {
        assert!(outcome(threads) == one, "{threads} threads differ");
    }
}

#[test]
fn a_scan_reports_and_writes_nothing() {
    let room = Room::new().with("in.jsonl", GOOD);
    let ran = room.run(&["scan", "in.jsonl"]).exits(0);
    assert!(ran.stderr.contains("found"), "{}", ran.stderr);
    assert_eq!(room.names(), ["in.jsonl"]);
    room.run(&["scan", "in.jsonl", "--report", "report.json"])
        .exits(0);
    let report = json(&room.read("report.json"));
    assert_eq!(
        (&report["mode"], &report["files"][0]["input"]),
        (&"scan".into(), &"in.jsonl".into())
    );
    assert_eq!(room.names(), ["in.jsonl", "report.json"]);
}

#[test]
fn specimens_are_counted_and_shown_where_there_are_any() {
    let real = "{\"text\":\"Mail jane.doe@contoso.com\"}\n";
    let room = Room::new()
        .with("in.jsonl", format!("{GOOD}{real}"))
        .with("real.jsonl", real)
        .with("keep.toml", "version = 1\nspecimens = \"keep\"\n");
    let ran = room.run(&["scan", "in.jsonl", "--report", "report.json"]);
    ran.exits(0).says(&["specimens  1 EMAIL_ADDRESS"]);
    let report = room.read("report.json");
    let row = &json(&report)["counts"]["findings"][0];
    assert_eq!((&row["count"], &row["specimens"]), (&2.into(), &1.into()));
    assert!(!report.contains("jane"), "{report}");
    let ran = room.run(&["scan", "real.jsonl"]).exits(0);
    assert!(!ran.stderr.contains("specimens"), "{}", ran.stderr);

    let keep = |command: &[&str]| room.run(&[command, &["--policy", "keep.toml"]].concat());
    keep(&["scrub", "in.jsonl", "--out", "out.jsonl"]).exits(0);
    assert_eq!(room.read("out.jsonl"), format!("{GOOD}{SCRUBBED}"));
    keep(&["scan", "out.jsonl", "--fail-on", "any"]).exits(0);
    keep(&["scan", "in.jsonl", "--fail-on", "any"]).exits(3);
}

#[test]
fn fail_on_beats_invalid_lines() {
    let room = Room::new()
        .with("found.jsonl", GOOD)
        .with("plain.jsonl", PLAIN)
        .with("broken.jsonl", format!("{PLAIN}{BROKEN}"))
        .with("both.jsonl", format!("{GOOD}{BROKEN}"))
        .with(
            "link.jsonl",
            "[\"https://jdoe:Vt7-qLw9zR@intra.contoso.com/\"]\n",
        );
    for (file, fail_on, code) in [
        ("found.jsonl", "any", 3),
        ("found.jsonl", "EMAIL_ADDRESS", 3),
        ("found.jsonl", "US_SSN", 0),
        ("plain.jsonl", "any", 0),
        ("broken.jsonl", "any", 2),
        ("both.jsonl", "any", 3),
        ("both.jsonl", "US_SSN", 2),
        ("found.jsonl", "NO_SUCH_ENTITY", 1),
        ("link.jsonl", "PASSWORD", 3),
        ("link.jsonl", "URL", 3),
    ] {
        let ran = room.run(&["scan", file, "--quiet", "--fail-on", fail_on]);
        assert_eq!(
            ran.status.code(),
            Some(code),
            "{file} {fail_on}: {}",
            ran.stderr
        );
    }
    let repeated = [
        "scan",
        "found.jsonl",
        "--fail-on",
        "US_SSN",
        "--fail-on",
        "EMAIL_ADDRESS",
    ];
    room.run(&repeated).exits(3);
}

#[test]
fn any_means_what_the_policy_would_change() {
    let policy = "version = 1\n[entities.EMAIL_ADDRESS]\ntransform = \"keep\"\n";
    let room = Room::new()
        .with("in.jsonl", GOOD)
        .with("policy.toml", policy);
    let scan = |fail_on| {
        let arguments = [
            "scan",
            "in.jsonl",
            "--policy",
            "policy.toml",
            "--fail-on",
            fail_on,
        ];
        room.run(&arguments)
    };
    scan("any").exits(0);
    scan("EMAIL_ADDRESS").exits(3);
}

#[test]
fn an_allowed_value_does_not_meet_any() {
    let policy = "version = 1\nallow = [\"jane@example.com\"]\n";
    let room = Room::new()
        .with("in.jsonl", "{\"text\":\"Jane@example.com\"}\n")
        .with("policy.toml", policy);
    let scan = ["scan", "in.jsonl", "--policy", "policy.toml"];
    let ran = room.run(&[&scan[..], &["--fail-on", "any"]].concat());
    ran.exits(0).says(&["allowed"]);
}

#[test]
fn what_was_scrubbed_is_clean() {
    let room = Room::new().with("in.jsonl", GOOD);
    room.run(&["scrub", "in.jsonl", "--out", "out.jsonl"])
        .exits(0);
    room.run(&["scan", "out.jsonl", "--fail-on", "any"])
        .exits(0);
}

#[test]
fn hashing_needs_a_key_and_keeps_it_secret() {
    let policy = "version = 1\n[defaults]\ntransform = \"hash\"\n";
    let key = "73796e7468657469632d6b65792d666f722d7465737473";
    let room = Room::new()
        .with("in.jsonl", GOOD)
        .with("policy.toml", policy)
        .with("key", key)
        .with("short", "00ff");
    let arguments = [
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--policy",
        "policy.toml",
    ];
    let with_file = |file| [&arguments[..], &["--hash-key-file", file]].concat();
    room.run(&arguments)
        .exits(1)
        .says(&["policy.toml", "--hash-key-file"]);
    room.run(&with_file("short")).exits(1).says(&["short:"]);
    room.run(&with_file("missing")).exits(1).says(&["missing:"]);
    assert_eq!(room.names(), ["in.jsonl", "key", "policy.toml", "short"]);

    room.run(&with_file("key")).exits(0);
    let from_file = room.read("out.jsonl");
    assert!(from_file.contains("<EMAIL_ADDRESS:"), "{from_file}");
    let report = room.read("out.jsonl.report.json");
    assert_eq!(
        json(&report)["tool"]["hash_key"].as_str().map(str::len),
        Some(8)
    );
    assert!(!report.contains(key));

    let output = room
        .command(&arguments)
        .env("PUMICE_HASH_KEY", key)
        .output();
    let ran = Ran::new(output.expect("it starts")).exits(0);
    assert!(!ran.stderr.contains(key));
    assert_eq!(room.read("out.jsonl"), from_file);

    // To count, nobody has to hand over the key.
    room.run(&["scan", "in.jsonl", "--policy", "policy.toml"])
        .exits(0);
}

#[test]
fn policies_are_written_and_checked() {
    let room = Room::new().with("wrong.toml", "version = 1\ncolour = 1\n");
    room.run(&["policy", "init", "--out", "policy.toml"])
        .exits(0);
    room.run(&["policy", "check", "policy.toml"]).exits(0);
    let printed = room.run(&["policy", "init"]).exits(0).stdout;
    assert_eq!(printed, room.read("policy.toml"));
    room.run(&["policy", "init", "--out", "policy.toml"])
        .exits(1)
        .says(&["policy.toml"]);
    room.run(&["policy", "check", "wrong.toml"])
        .exits(1)
        .says(&["wrong.toml:2: the key `colour` is unknown"]);
    room.run(&["policy", "check", "missing.toml"])
        .exits(1)
        .says(&["missing.toml"]);
}

#[test]
fn entities_are_listed_for_people_and_programs() {
    let room = Room::new();
    let table = room.run(&["entities"]).exits(0).stdout;
    let list = json(&room.run(&["entities", "--format", "json"]).exits(0).stdout);
    let entities = list.as_array().expect("an array");
    assert!(entities.len() >= 17);
    for entity in entities {
        let name = entity["entity"].as_str().expect("a name");
        assert!(table.lines().any(|line| line.starts_with(name)), "{name}");
        let rules = entity["recognizers"].as_array().expect("an array");
        assert!(rules.iter().all(|rule| rule["citation"] != ""), "{name}");
    }
}

#[test]
fn help_and_version_are_no_errors_and_mistakes_are() {
    let room = Room::new();
    for command in ["scrub", "scan", "detect", "entities", "policy"] {
        let help = room.run(&[command, "--help"]).exits(0).stdout;
        assert!(help.contains("Usage:"), "{help}");
    }
    let version = room.run(&["--version"]).exits(0).stdout;
    assert_eq!(version, format!("pumice {}\n", env!("CARGO_PKG_VERSION")));
    for mistake in [
        &["scrub"][..],
        &["scrub", "in"],
        &["no-such-command"],
        &["scan", "--threads", "0", "-"],
    ] {
        room.run(mistake).exits(1);
    }
}
