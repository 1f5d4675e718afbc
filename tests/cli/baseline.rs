//! `pumice scan` with baselines.

use serde_json::Value;

use super::*;
use crate::util::root;

const KEY: &str = "000102030405060708090a0b0c0d0e0f";
const ADA: &str = "{\"text\":\"write to ada@contoso.com\"}\n";
const BOB: &str = "{\"text\":\"write to bob@contoso.com\"}\n";

fn room(input: &str) -> Room {
    Room::new().with("in.jsonl", input).with("key", KEY)
}

/// Scans `in.jsonl` with the key.
fn scan(room: &Room, more: &[&str]) -> Ran {
    let scan = ["scan", "in.jsonl", "--hash-key-file", "key"];
    room.run(&[&scan[..], more].concat())
}

/// Scans against `known.json` and says what is known, new and stale.
fn compared(room: &Room) -> [u64; 3] {
    let report = ["--baseline", "known.json", "--report", "report.json"];
    scan(room, &report).exits(0);
    let report: Value = serde_json::from_str(&room.read("report.json")).expect("JSON");
    ["known", "new", "stale"].map(|count| report["baseline"][count].as_u64().expect("a count"))
}

#[test]
fn what_was_there_is_known_wherever_it_moves() {
    let room = room(&format!("{ADA}{BOB}"));
    scan(&room, &["--write-baseline", "known.json"]).exits(0);
    let escaped = ADA.replace("ada@contoso", "ADA\\u0040contoso");
    let moved = format!("{PLAIN}{BOB}\n{{\"n\":1,\"text\":\"{}\n", &escaped[9..]);
    let room = room.with("in.jsonl", moved);
    assert_eq!(compared(&room), [2, 0, 0]);
    let fail = ["--baseline", "known.json", "--fail-on", "any"];
    scan(&room, &fail)
        .exits(0)
        .says(&["baseline 2 known, 0 new, 0 stale"]);
    scan(&room, &["--fail-on", "any"]).exits(3);
}

/// What was written once is read for ever, and version 1 is written to the byte.
#[test]
fn baselines_of_each_version_are_still_read() {
    let file = root().join("fixtures/versions/baseline-1.json");
    let known = fs::read_to_string(file).expect("there");
    let room = room(&format!("{ADA}{BOB}{ADA}")).with("known.json", &known);
    assert_eq!(compared(&room), [3, 0, 0]);
    scan(&room, &["--write-baseline", "again.json"]).exits(0);
    assert_eq!(room.read("again.json"), known);
}

#[test]
fn other_values_fields_and_copies_are_new_and_what_is_gone_is_stale() {
    let room = room(&format!("{ADA}{BOB}"));
    scan(&room, &["--write-baseline", "known.json"]).exits(0);
    for (input, counts) in [
        (
            format!("{ADA}{BOB}{}", BOB.replace("bob", "eve")),
            [2, 1, 0],
        ),
        (format!("{ADA}{}", BOB.replace("text", "body")), [1, 1, 1]),
        (format!("{ADA}{BOB}{ADA}"), [2, 1, 0]),
        (ADA.to_owned(), [1, 0, 1]),
        (PLAIN.to_owned(), [0, 0, 2]),
    ] {
        let room = Room::new()
            .with("in.jsonl", &input)
            .with("key", KEY)
            .with("known.json", room.read("known.json"));
        assert_eq!(compared(&room), counts, "{input}");
        let code = if counts[1] > 0 { 3 } else { 0 };
        for fail_on in ["any", "EMAIL_ADDRESS"] {
            let fail = ["--baseline", "known.json", "--fail-on", fail_on];
            scan(&room, &fail).exits(code);
        }
        let fail = ["--baseline", "known.json", "--fail-on", "US_SSN"];
        scan(&room, &fail).exits(0);
    }
}

/// Of a value that is there once too often the last one is new, under the name that it has without a
/// baseline.
#[test]
fn sarif_has_what_is_new() {
    let room = room(&format!("{ADA}{BOB}"));
    scan(&room, &["--write-baseline", "known.json"]).exits(0);
    let room = room.with("in.jsonl", format!("{BOB}{ADA}{BOB}"));
    let results = |more: &[&str]| {
        let ran = scan(&room, &[&["--format", "sarif", "--quiet"], more].concat()).exits(0);
        let log: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        log["runs"][0]["results"]
            .as_array()
            .expect("results")
            .clone()
    };
    let (all, new) = (results(&[]), results(&["--baseline", "known.json"]));
    assert_eq!(all.len(), 3);
    assert_eq!(new, &all[2..]);
    assert_ne!(all[0]["partialFingerprints"], all[2]["partialFingerprints"]);
}

#[test]
fn a_baseline_is_sorted_and_the_same_for_any_number_of_threads() {
    let lines: String = (0..40_000)
        .map(|number| match number % 3 {
            0 => format!(
                "{{\"n\":{number},\"text\":\"to u{}@contoso.com\"}}\n",
                number % 700
            ),
            _ => format!(
                "{{\"body\":\"host 198.18.{}.{}\"}}\n",
                number % 7,
                number % 11
            ),
        })
        .collect();
    let room = room(&lines);
    let write = |name: &str, threads: &str| {
        scan(&room, &["--write-baseline", name, "--threads", threads]).exits(0);
        room.read(name)
    };
    let one = write("1.json", "1");
    assert_eq!(one, write("3.json", "3"));
    let file: Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(
        (&file["version"], &file["key"]),
        (&1.into(), &"2841d37f".into())
    );
    let entries = file["entries"].as_array().expect("entries");
    let place =
        |entry: &Value| ["entity", "field", "fingerprint"].map(|key| entry[key].to_string());
    assert!(entries.is_sorted_by_key(place));
    let count = |entry: &Value| entry["count"].as_u64().expect("a count");
    assert_eq!(entries.iter().map(count).sum::<u64>(), 40_000);
    assert!(one.lines().count() > 700);
    assert!(
        !one.contains("contoso") && !one.contains("198.18"),
        "{one:.1000}"
    );
    let room = room.with("known.json", one);
    assert_eq!(compared(&room), [40_000, 0, 0]);
}

#[test]
fn a_baseline_is_brought_up_to_date_in_its_place() {
    let room = room(ADA);
    scan(&room, &["--write-baseline", "known.json"]).exits(0);
    let room = room.with("in.jsonl", format!("{ADA}{BOB}"));
    let both = ["--baseline", "known.json", "--write-baseline", "known.json"];
    scan(&room, &[&both[..], &["--fail-on", "any"]].concat()).exits(3);
    assert_eq!(compared(&room), [2, 0, 0]);
}

#[test]
fn a_baseline_needs_its_key() {
    let room = room(ADA).with("other", "ff".repeat(16));
    scan(&room, &["--write-baseline", "known.json"]).exits(0);
    for flag in ["--baseline", "--write-baseline"] {
        let ran = room.run(&["scan", "in.jsonl", flag, "known.json"]).exits(1);
        ran.says(&[flag, "no key", "--hash-key-file", "PUMICE_HASH_KEY"]);
    }
    let other = [
        "scan",
        "in.jsonl",
        "--baseline",
        "known.json",
        "--hash-key-file",
        "other",
    ];
    room.run(&other)
        .exits(1)
        .says(&["known.json", "another key"]);
    // From the environment it is as good.
    let arguments = [
        "scan",
        "in.jsonl",
        "--baseline",
        "known.json",
        "--fail-on",
        "any",
    ];
    let output = room
        .command(&arguments)
        .env("PUMICE_HASH_KEY", KEY)
        .output();
    Ran::new(output.expect("it starts")).exits(0);
}

#[test]
fn what_is_no_baseline_is_refused_before_anything_is_read() {
    let room = room(ADA);
    scan(&room, &["--write-baseline", "known.json"]).exits(0);
    let known = room.read("known.json");
    let entry = known
        .lines()
        .find(|line| line.contains("EMAIL"))
        .expect("an entry");
    let twice = known.replace(entry, &format!("{entry},\n{entry}"));
    let room = room
        .with(
            "newer.json",
            known.replace("\"version\": 1", "\"version\": 2"),
        )
        .with("twice.json", twice)
        .with(
            "short.json",
            known.replace("\"fingerprint\":\"", "\"fingerprint\":\"0"),
        )
        .with("cut.json", &known[..known.len() / 2]);
    for (file, words) in [
        (
            "newer.json",
            &["newer.json", "version 2", "--write-baseline"][..],
        ),
        ("twice.json", &["twice.json", "entry 2"]),
        ("short.json", &["short.json", "entry 1"]),
        ("cut.json", &["cut.json", "line ", "no baseline"]),
        ("in.jsonl", &["in.jsonl", "no baseline"]),
        ("missing.json", &["missing.json", "cannot be read"]),
    ] {
        let ran = scan(&room, &["--baseline", file, "--report", "report.json"]).exits(1);
        assert!(!ran.stderr.contains("ada"), "{}", ran.stderr);
        ran.says(words);
    }
    assert!(!room.names().contains(&"report.json".to_owned()));
}

#[test]
fn a_baseline_replaces_no_input() {
    let room = room(ADA).with("policy.toml", "version = 1\n");
    for place in ["in.jsonl", "key", "policy.toml"] {
        let arguments = ["--policy", "policy.toml", "--write-baseline", place];
        scan(&room, &arguments)
            .exits(1)
            .says(&[place, "is an input"]);
    }
    let two = ["--write-baseline", "x", "--report", "./x"];
    scan(&room, &two).exits(1).says(&["two outputs"]);
    assert_eq!(room.read("in.jsonl"), ADA);
}
