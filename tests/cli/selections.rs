//! Runs that look at some of the records only.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

/// Three shards of 1,200 records, each with an address that tells its number; every hundredth line is bad and
/// every fiftieth one is blank.
fn shards() -> Room {
    let room = Room::new();
    for (shard, name) in ["a", "b", "c"].iter().enumerate() {
        let lines = (0..1200).map(|number| {
            let end = match number {
                _ if number % 50 == 7 => "\n \n",
                _ => "\n",
            };
            let mark = if number % 100 == 31 { "{" } else { "" };
            let text = "Mail ".repeat(number % 40);
            format!("{mark}{{\"text\":\"{text}u{shard}.{number}@contoso.com\"}}{end}")
        });
        room.write(&format!("in/{name}.jsonl"), lines.collect::<String>());
    }
    room
}

fn report(room: &Room, arguments: &[&str]) -> Value {
    let ran = room.run(&[arguments, &["--report", "report.json", "--quiet"]].concat());
    assert!(matches!(ran.status.code(), Some(0 | 2)), "{ran:?}");
    let report: Value = serde_json::from_str(&room.read("report.json")).expect("JSON");
    for file in report["files"].as_array().expect("files") {
        reconcile(&file["records"]);
    }
    reconcile(&report["counts"]["records"]);
    report
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

#[track_caller]
fn reconcile(records: &Value) {
    let parts = ["out", "quarantined", "skipped"].map(|part| number(&records[part]));
    assert_eq!(
        number(&records["in"]),
        parts.iter().sum::<u64>(),
        "{records}"
    );
}

/// Status and records of each file.
fn files(report: &Value) -> Vec<(String, u64)> {
    let files = report["files"].as_array().expect("files").iter();
    files
        .map(|file| {
            let status = file["status"].as_str().expect("a status");
            (status.to_owned(), number(&file["records"]["in"]))
        })
        .collect()
}

#[test]
fn a_limit_is_that_of_the_first_records_of_the_run() {
    let room = shards();
    let of = |status: &str, records: u64| (status.to_owned(), records);
    for (limit, wanted) in [
        ("1", [of("cut_short", 1), of("unread", 0), of("unread", 0)]),
        (
            "1199",
            [of("cut_short", 1199), of("unread", 0), of("unread", 0)],
        ),
        (
            "1200",
            [of("done", 1200), of("cut_short", 0), of("unread", 0)],
        ),
        (
            "1250",
            [of("done", 1200), of("cut_short", 50), of("unread", 0)],
        ),
        (
            "3600",
            [of("done", 1200), of("done", 1200), of("done", 1200)],
        ),
        (
            "9999",
            [of("done", 1200), of("done", 1200), of("done", 1200)],
        ),
    ] {
        for command in [&["scan", "in"][..], &["scrub", "in", "--dry-run"]] {
            let report = report(&room, &[command, &["--limit", limit]].concat());
            assert_eq!(files(&report), wanted, "{command:?} {limit}");
            assert_eq!(number(&report["selected"]["limit"]).to_string(), limit);
            let read: u64 = wanted.iter().map(|(_, records)| records).sum();
            assert_eq!(number(&report["counts"]["records"]["in"]), read);
            // Every hundredth one is bad.
            let quarantined = number(&report["counts"]["records"]["quarantined"]);
            assert!((read / 100..=read / 100 + 1).contains(&quarantined));
        }
    }
}

#[test]
fn a_limit_ends_the_reading() {
    let room = Room::new();
    let script = "yes '{\"text\":\"to u1@contoso.com\"}' | PUMICE scan - --limit 5000";
    let script = script.replace("PUMICE", env!("CARGO_BIN_EXE_pumice"));
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(room.path("."));
    Ran::new(command.output().expect("a shell"))
        .exits(0)
        .says(&[
            "the first 5000 records",
            "5000 in, 5000 out",
            "not looked at",
        ]);
}

/// The results of a SARIF log: where each of them stands.
fn places(room: &Room, more: &[&str]) -> Vec<(String, u64, u64, u64)> {
    let ran = room.run(&[&["scan", "in", "--format", "sarif", "--quiet"], more].concat());
    let log: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let results = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter();
    results
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let region = &place["region"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            let of = |name: &str| number(&region[name]);
            (
                uri.to_owned(),
                of("startLine"),
                of("byteOffset"),
                of("endColumn"),
            )
        })
        .collect()
}

#[test]
fn a_sample_is_a_part_of_the_whole_and_always_the_same() {
    let room = shards();
    let all: BTreeSet<_> = places(&room, &[]).into_iter().collect();
    assert_eq!(all.len(), 3 * (1200 - 12));
    let one = places(&room, &["--sample", "10%", "--threads", "1"]);
    assert!((250..460).contains(&one.len()), "{}", one.len());
    assert!(one.iter().all(|place| all.contains(place)));
    for threads in ["2", "7"] {
        assert_eq!(
            places(&room, &["--sample", "0.1", "--threads", threads]),
            one
        );
    }
    let lines = |uri: &str| -> Vec<u64> {
        let of_file = one.iter().filter(|place| place.0 == uri);
        of_file.map(|place| place.1).collect()
    };
    assert_ne!(lines("in/a.jsonl"), lines("in/b.jsonl"), "each has its own");
    // Compression moves no record.
    for name in ["a", "b", "c"] {
        let path = room.path(&format!("in/{name}.jsonl"));
        let packed = zstd::encode_all(&*fs::read(&path).expect("read"), 1);
        room.write(
            &format!("in/{name}.jsonl.zst"),
            packed.expect("memory takes all"),
        );
        fs::remove_file(path).expect("removed");
    }
    let packed = places(&room, &["--sample", "10%"]).into_iter();
    let packed: Vec<_> = packed
        .map(|(uri, line, at, end)| (uri.replace(".zst", ""), line, at, end))
        .collect();
    assert_eq!(packed, one);
}

#[test]
fn samples_reconcile_and_combine_with_limits() {
    let room = shards();
    let whole = report(&room, &["scrub", "in", "--dry-run"]);
    let sample = report(&room, &["scrub", "in", "--dry-run", "--sample", "25%"]);
    let (all, some) = (&whole["counts"], &sample["counts"]);
    assert_eq!(all["records"]["in"], some["records"]["in"]);
    assert_eq!(all["bytes"]["in"], some["bytes"]["in"]);
    assert!(number(&some["bytes"]["out"]) < number(&all["bytes"]["out"]) / 2);
    let out = number(&some["records"]["out"]);
    assert!((800..1000).contains(&out), "{out}");
    assert_eq!(sample["selected"]["sample"], 0.25);
    assert_eq!(number(&some["findings"][0]["count"]), out, "one in each");
    // The limit counts those that are looked at.
    let both = report(&room, &["scan", "in", "--sample", "25%", "--limit", "400"]);
    let records = &both["counts"]["records"];
    assert_eq!(
        number(&records["out"]) + number(&records["quarantined"]),
        400
    );
    assert_eq!(files(&both)[1].0, "cut_short");
    let sure = report(&room, &["scan", "in", "--sample", "100%"]);
    assert_eq!(sure["counts"]["records"], all["records"]);
}

#[test]
fn lines_that_are_too_long_are_in_a_sample_or_not() {
    let room = Room::new();
    let long = format!("{{\"text\":\"{}\"}}\n", "x".repeat(3 << 20));
    room.write("in.jsonl", format!("{long}{PLAIN}").repeat(20));
    let arguments = ["scan", "in.jsonl", "--max-line-bytes", "65536"];
    let report = report(&room, &[&arguments[..], &["--sample", "50%"]].concat());
    let records = &report["counts"]["records"];
    assert_eq!(number(&records["in"]), 40);
    for part in ["out", "quarantined", "skipped"] {
        assert!(number(&records[part]) > 0, "{records}");
    }
    let ran = room.run(&[&arguments[..], &["--limit", "2"]].concat());
    ran.exits(2).says(&["2 in, 1 out, 1 quarantined"]);
}

#[test]
fn an_output_that_lacks_records_is_refused() {
    let room = shards();
    let before = room.tree(".");
    let key = ["--hash-key-file", "key"];
    room.write("key", "000102030405060708090a0b0c0d0e0f");
    for (arguments, words) in [
        (
            &["scrub", "in", "--out", "out", "--limit", "5"][..],
            &["--dry-run", "looks like a whole one"][..],
        ),
        (
            &["scrub", "in", "--out", "out", "--sample", "5%"],
            &["--dry-run", "head -n"],
        ),
        (
            &["scan", "in", "--limit", "5", "--write-baseline", "known"],
            &["--limit", "--write-baseline"],
        ),
        (
            &["scan", "in", "--sample", "5%", "--baseline", "known"],
            &["--sample", "--baseline"],
        ),
        (&["scan", "in", "--sample", "0"], &["a sample of nothing"]),
        (&["scan", "in", "--sample", "101%"], &["0.1%"]),
        (&["scan", "in", "--limit", "0"], &["--limit"]),
    ] {
        let arguments = match arguments.first() {
            Some(&"scan") => [arguments, &key].concat(),
            _ => arguments.to_vec(),
        };
        room.run(&arguments).exits(1).says(words);
    }
    fs::remove_file(room.path("key")).expect("removed");
    assert_eq!(room.tree("."), before);
}
