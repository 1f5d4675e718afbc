//! `pumice bench`: its layout, its agreement with itself, and what it refuses. Never how fast.

use std::collections::BTreeSet;

use pumice_detect::{Backend, DetectorBuilder};
use serde_json::Value;

use crate::util::Room;

/// Small enough that a pass takes no time in a debug build.
const BYTES: &str = "60000";

/// Runs a bench of a few bytes and reads its JSON.
#[track_caller]
fn bench(room: &Room, arguments: &[&str]) -> Value {
    let arguments = [&["bench", "--json", "--bytes", BYTES][..], arguments].concat();
    let ran = room.run(&arguments).exits(0);
    assert_eq!(ran.stderr, "");
    serde_json::from_str(&ran.stdout).expect("JSON")
}

fn runs(report: &Value) -> &Vec<Value> {
    report["runs"].as_array().expect("an array")
}

fn text<'a>(run: &'a Value, key: &str) -> &'a str {
    run[key].as_str().expect("a text")
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// Corpora, backends and threads of all runs, in order.
fn ways(report: &Value) -> Vec<(&str, &str, u64)> {
    let way = |run| (text(run, "corpus"), text(run, "backend"), &run["threads"]);
    let ways = runs(report).iter().map(way);
    ways.map(|(corpus, backend, threads)| (corpus, backend, threads.as_u64().unwrap()))
        .collect()
}

/// How many are looked for where none is named.
fn entities() -> usize {
    let builder = DetectorBuilder::new();
    let names = builder.entities().iter();
    names.filter(|name| builder.is_default_on(name)).count()
}

#[test]
fn json_has_the_layout_that_programs_read() {
    let report = bench(&Room::new(), &[]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["machine"]["pumice"], env!("CARGO_PKG_VERSION"));
    assert!(report["machine"]["cores"].as_u64().unwrap() > 0);
    assert!(number(&report["yardsticks"]["memcpy_mb_s"]) > 0.0);
    assert!(number(&report["yardsticks"]["memchr_mb_s"]) > 0.0);
    assert_eq!(report["failures"], Value::Array(vec![]));
    let best = Backend::best().name();
    let expected = ["chat", "prose", "logs"].map(|corpus| (corpus, best, 1));
    assert_eq!(ways(&report), expected);
    let all = entities();
    for run in runs(&report) {
        assert_eq!(run["entities"], all);
        assert!(number(&run["bytes"]) >= 60_000.0);
        assert!(number(&run["mb_s"]) > 0.0);
        assert!(number(&run["best_mb_s"]) >= number(&run["mb_s"]));
        let by_entity = run["findings_by_entity"].as_object().expect("an object");
        let sum: f64 = by_entity.values().map(number).sum();
        assert_eq!(sum, number(&run["findings"]));
        assert!(number(&run["recall"]["planted"]) > 0.0);
    }
}

#[test]
fn a_run_says_where_its_time_goes() {
    let report = bench(&Room::new(), &["logs"]);
    let parts = &runs(&report)[0]["parts"];
    let names = |list: &str, key| -> Vec<&str> {
        let rows = parts[list].as_array().expect("an array").iter();
        rows.map(|row| text(row, key)).collect()
    };
    assert_eq!(
        names("stages", "stage"),
        ["unescape", "classify", "anchors", "everything"]
    );
    assert!(names("anchors", "anchor").contains(&"at"));
    assert_eq!(names("entities", "entity").len(), entities());
    let address = parts["entities"].as_array().unwrap().iter();
    let address = address
        .clone()
        .find(|row| row["entity"] == "IP_ADDRESS")
        .unwrap();
    assert!(number(&address["candidates_per_kb"]) > 0.0);
    assert!(number(&address["ns_per_candidate"]) >= 0.0);
}

#[test]
fn every_backend_and_number_of_threads_finds_the_same() {
    let report = bench(
        &Room::new(),
        &["chat", "--backend", "all", "--threads", "2"],
    );
    let expected: Vec<_> = Backend::available()
        .flat_map(|backend| [1, 2].map(|threads| ("chat", backend.name(), threads)))
        .collect();
    assert_eq!(ways(&report), expected);
    for key in ["findings", "findings_by_entity", "bytes", "recall"] {
        let values: BTreeSet<_> = runs(&report)
            .iter()
            .map(|run| run[key].to_string())
            .collect();
        assert_eq!(values.len(), 1, "{key}: {values:?}");
    }
    let detectors = report["detectors"].as_array().expect("an array");
    assert_eq!(detectors.len(), Backend::available().count());
}

#[test]
fn a_seed_chooses_the_corpus() {
    let room = Room::new();
    let findings = |seed| {
        let report = bench(
            &room,
            &["chat", "--entities", "EMAIL_ADDRESS", "--seed", seed],
        );
        runs(&report)[0]["bytes"].to_string()
    };
    assert_eq!(findings("7"), findings("7"));
    assert_ne!(findings("7"), findings("8"));
}

#[test]
fn entities_that_are_not_asked_for_are_not_found() {
    let report = bench(
        &Room::new(),
        &["logs", "--entities", "IP_ADDRESS,MAC_ADDRESS"],
    );
    let run = &runs(&report)[0];
    assert_eq!(run["entities"], 2);
    let found = run["findings_by_entity"].as_object().unwrap();
    let found: Vec<_> = found.keys().collect();
    assert_eq!(found, ["IP_ADDRESS", "MAC_ADDRESS"]);
    assert_eq!(run["recall"]["planted"], run["recall"]["found"]);
}

#[test]
fn files_are_searched_as_what_their_names_say() {
    let lines = "{\"jane@example.com\" : \"joe@example.com\",\"n\":\"a\\u0040example.com\"}\n";
    let room = Room::new().with("in.jsonl", lines).with("in.txt", lines);
    let report = bench(
        &room,
        &["in.jsonl", "prose=in.txt", "--entities", "EMAIL_ADDRESS"],
    );
    let best = Backend::best().name();
    assert_eq!(ways(&report), [("in", best, 1), ("prose", best, 1)]);
    let findings: Vec<_> = runs(&report).iter().map(|run| &run["findings"]).collect();
    // The key is no text in JSON, and the escape no letter in text.
    assert_eq!(findings, [2, 2]);
    for run in runs(&report) {
        assert_eq!(run["bytes"], lines.len());
        assert!(
            run.get("recall").is_none(),
            "nobody knows what is in a file"
        );
    }
}

#[test]
fn a_file_is_cut_behind_the_line_that_has_enough() {
    let room = Room::new().with("in.txt", "12345\n".repeat(20_000));
    let report = bench(&room, &["in.txt"]);
    assert_eq!(runs(&report)[0]["bytes"], 60_000);
    let ran = room.run(&["bench", "in.txt", "--json"]).exits(0);
    let whole: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(runs(&whole)[0]["bytes"], 120_000);
}

#[test]
fn the_table_names_what_was_measured_and_no_value() {
    let room = Room::new().with("in.txt", "Mail jane@example.com\n".repeat(100));
    let ran = room
        .run(&["bench", "chat", "in.txt", "--bytes", BYTES])
        .exits(0);
    for word in [
        "memcpy",
        "memchr",
        "OF MEMCPY",
        "chat: ",
        "in: ",
        "planted",
        "unescape",
        "URL",
    ] {
        assert!(ran.stdout.contains(word), "no {word:?} in {}", ran.stdout);
    }
    assert!(ran.stdout.is_ascii());
    assert!(!ran.stdout.contains("jane"));
    assert!(ran.stdout.lines().all(|line| line.trim_end() == line));
}

#[test]
fn what_cannot_be_measured_is_refused_with_the_next_step() {
    let room = Room::new()
        .with("cut.jsonl", "{\"a\":1}\n{\"a\":\"jane@example.com\n")
        .with("empty.txt", "\n")
        .with("latin.txt", b"caf\xe9\n");
    let refused = |arguments: &[&str], words: &[&str]| {
        let arguments = [&["bench", "--bytes", BYTES][..], arguments].concat();
        let ran = room.run(&arguments).exits(1).says(words);
        assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
        assert!(!ran.stdout.contains("MB/S"), "{}", ran.stdout);
    };
    refused(&["chta"], &["chta", "neither", "chat, prose, logs"]);
    refused(&["a=missing.txt"], &["missing.txt", "neither"]);
    refused(
        &["chat", "chat=empty.txt"],
        &["two corpora are called chat"],
    );
    refused(&["cut.jsonl"], &["cut.jsonl", "line 2"]);
    refused(&["empty.txt"], &["empty.txt", "no text"]);
    refused(&["latin.txt"], &["latin.txt", "not UTF-8 at byte 3"]);
    refused(&["--entities", "EMAIL"], &["EMAIL", "EMAIL_ADDRESS"]);
    refused(&["--backend", "mmx"], &["mmx", "this CPU has", "portable"]);
    refused(&["--threads", "0"], &["--threads"]);
}

/// The hidden flag of the other commands.
#[test]
fn backends_can_be_forced_and_give_the_same_output() {
    let input = "{\"text\":\"Mail jane@example.com, call +1 415 555 0132\"}\n";
    let room = Room::new().with("in.jsonl", input);
    let outputs = |backend: &str| {
        let flags = ["--backend", backend];
        let detected = room
            .run(&[&["detect", "in.jsonl"][..], &flags].concat())
            .exits(0);
        let scrub = ["scrub", "in.jsonl", "--out", "-", "--quiet"];
        let scrubbed = room.run(&[&scrub[..], &flags].concat()).exits(0);
        let scan = ["scan", "in.jsonl", "--quiet", "--fail-on", "any"];
        room.run(&[&scan[..], &flags].concat()).exits(3);
        assert!(scrubbed.stdout.contains("<EMAIL_ADDRESS>"));
        (detected.stdout, scrubbed.stdout)
    };
    let all: Vec<_> = Backend::available()
        .map(|backend| outputs(backend.name()))
        .collect();
    assert!(all.iter().all(|outputs| *outputs == all[0]));
    for command in ["scrub", "scan", "detect"] {
        let help = room.run(&[command, "--help"]).exits(0);
        assert!(!help.stdout.contains("--backend"), "{command} hides it");
        let arguments = [command, "in.jsonl", "--backend", "mmx"];
        room.run(&arguments)
            .exits(1)
            .says(&["mmx", "this CPU has", "portable"]);
    }
}
