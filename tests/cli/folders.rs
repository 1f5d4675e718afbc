//! Runs over many files.

use std::{process::Child, thread, time::Duration};

use serde_json::Value;

use super::*;
use crate::util::scale;

/// What a report says of its files: input, status, records read.
fn files(room: &Room, report: &str) -> Vec<(String, String, u64)> {
    let report: Value = serde_json::from_str(&room.read(report)).expect("JSON");
    let files = report["files"].as_array().expect("files").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    files
        .map(|file| {
            let records = &file["records"];
            let of = |name: &str| records[name].as_u64().expect("a number");
            assert_eq!(of("in"), of("out") + of("quarantined"));
            (text(&file["input"]), text(&file["status"]), of("in"))
        })
        .collect()
}

fn record(name: &str, status: &str, records: u64) -> (String, String, u64) {
    (name.to_owned(), status.to_owned(), records)
}

/// All files of a folder of outputs that is marked as whole, but for the mark.
fn whole(room: &Room, folder: &str) -> Vec<String> {
    let mut names = room.tree(folder);
    let all = names.len();
    names.retain(|name| name != "_SUCCESS");
    assert_eq!(names.len() + 1, all, "it is not marked: {names:?}");
    names
}

/// A folder of shards in folders, and some files that are none.
fn shards() -> Room {
    let room = Room::new();
    for (name, text) in [
        ("in/b.jsonl", format!("{GOOD}{BROKEN}")),
        ("in/a/x.jsonl", GOOD.repeat(3)),
        ("in/a/deep/y.ndjson", PLAIN.to_owned()),
        ("in/empty.jsonl", String::new()),
        ("in/README.md", "jane@example.com".to_owned()),
        ("in/.hidden.jsonl", GOOD.to_owned()),
        ("in/old.jsonl.quarantine.jsonl", GOOD.to_owned()),
    ] {
        room.write(name, text);
    }
    room
}

#[test]
fn a_folder_is_scrubbed_with_its_layout() {
    let room = shards();
    let ran = room.run(&["scrub", "in", "--out", "out"]).exits(2);
    let ran = ran.says(&[
        "files    4 in, 4 done",
        "6 in, 5 out, 1 quarantined",
        "2 files",
    ]);
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    assert_eq!(
        whole(&room, "out"),
        ["a/deep/y.ndjson", "a/x.jsonl", "b.jsonl", "empty.jsonl"]
    );
    assert_eq!(room.read("out/a/x.jsonl"), SCRUBBED.repeat(3));
    assert_eq!(room.read("out/a/deep/y.ndjson"), PLAIN);
    assert_eq!(room.read("out/b.jsonl"), SCRUBBED);
    assert_eq!(room.read("out/empty.jsonl"), "");
    assert_eq!(
        room.tree("out.quarantine"),
        ["b.jsonl.quarantine.jsonl"],
        "beside the folder that is passed on, not in it"
    );
    assert_eq!(
        files(&room, "out.report.json"),
        [
            record("in/a/deep/y.ndjson", "done", 1),
            record("in/a/x.jsonl", "done", 3),
            record("in/b.jsonl", "done", 2),
            record("in/empty.jsonl", "done", 0),
        ]
    );
    // The same again, when all is there; what was put aside before is gone once nothing is.
    room.write("in/b.jsonl", GOOD);
    room.run(&["scrub", "in/", "--out", "out/", "--quiet"])
        .exits(0);
    assert_eq!(room.tree("out.quarantine"), [""; 0]);
}

#[test]
fn files_patterns_and_lists_name_inputs() {
    let room = shards();
    room.write("list.txt", "in/b.jsonl\r\n\nin/a/x.jsonl\n");
    for (arguments, names) in [
        (
            &["in/b.jsonl", "in/a/x.jsonl"][..],
            &["b.jsonl", "x.jsonl"][..],
        ),
        (&["in/*.jsonl"], &["b.jsonl", "empty.jsonl"]),
        (&["in/**/*.jsonl"], &["a/x.jsonl", "b.jsonl", "empty.jsonl"]),
        (&["@list.txt"], &["in/a/x.jsonl", "in/b.jsonl"]),
        (
            &["in/a", "in/empty.jsonl"],
            &["deep/y.ndjson", "empty.jsonl", "x.jsonl"],
        ),
    ] {
        let mut all = vec!["scrub", "--out", "out", "--quiet", "--quarantine", "none"];
        all.extend(arguments);
        let ran = room.run(&all);
        assert!(matches!(ran.status.code(), Some(0 | 2)), "{ran:?}");
        assert_eq!(whole(&room, "out"), names, "{arguments:?}");
        fs::remove_dir_all(room.path("out")).expect("removed");
    }
}

#[test]
fn one_file_goes_into_a_folder_under_its_name() {
    let room = shards();
    fs::create_dir(room.path("there")).expect("made");
    for out in ["there", "new/"] {
        room.run(&["scrub", "in/a/x.jsonl", "--out", out, "--quiet"])
            .exits(0);
        assert_eq!(whole(&room, out), ["x.jsonl"]);
    }
}

#[test]
fn what_cannot_be_meant_is_refused_and_nothing_is_written() {
    let room = shards();
    room.write("other/b.jsonl", GOOD);
    room.write("file", "");
    room.write("folders.txt", "in\n");
    let before = room.tree(".");
    for (arguments, words) in [
        (
            &["in", "--out", "in/clean"][..],
            &["in/clean", "lies in the input in"][..],
        ),
        (&["in", "--out", "in"], &["lies in the input"]),
        (&["in", "--out", "file"], &["file", "is no folder"]),
        (&["in", "--out", "-"], &["--out -", "one input"]),
        (
            &["in/b.jsonl", "other/b.jsonl", "--out", "out"],
            &[
                "in/b.jsonl",
                "other/b.jsonl",
                "both would be written to b.jsonl",
            ],
        ),
        (
            &["none/*.jsonl", "--out", "out"],
            &["none/*.jsonl", "no file matches"],
        ),
        (
            &["@nowhere.txt", "--out", "out"],
            &["nowhere.txt", "cannot be read"],
        ),
        (
            &["@folders.txt", "--out", "out"],
            &["folders.txt, line 1", "is a folder"],
        ),
        (
            &["in", "--out", "out", "--quarantine", "out/bad"],
            &["out/bad", "holds personal data"],
        ),
        (
            &["in", "--out", "out", "--report", "out/b.jsonl"],
            &["out/b.jsonl", "may replace one"],
        ),
        (&["in", "--out", "out", "--max-invalid", "2"], &["0.1%"]),
    ] {
        let mut all = vec!["scrub"];
        all.extend(arguments);
        room.run(&all).exits(1).says(words);
        assert_eq!(room.tree("."), before, "{arguments:?}");
    }
}

/// Three shards, of which the second one is no UTF-8 text at all.
fn with_a_bad_one() -> Room {
    let room = Room::new();
    room.write("in/1.jsonl", GOOD);
    room.write("in/2.jsonl", b"\xff\xfe{\0}\0");
    room.write("in/3.jsonl", GOOD.repeat(2));
    room
}

#[test]
fn a_bad_file_ends_the_run_and_what_was_done_stays() {
    let room = with_a_bad_one();
    let ran = room.run(&["scrub", "in", "--out", "out"]).exits(1);
    ran.says(&["in/2.jsonl", "UTF-16"]);
    assert_eq!(room.tree("out"), ["1.jsonl"]);
    assert_eq!(
        files(&room, "out.report.json"),
        [
            record("in/1.jsonl", "done", 1),
            record("in/2.jsonl", "failed", 0),
            record("in/3.jsonl", "unread", 0),
        ]
    );
}

#[test]
fn a_bad_file_does_not_stop_a_run_that_keeps_going() {
    let room = with_a_bad_one();
    let arguments = ["scrub", "in", "--out", "out", "--keep-going"];
    let ran = room.run(&arguments).exits(2);
    ran.says(&[
        "in/2.jsonl",
        "UTF-16",
        "files    3 in, 2 done",
        "3 in, 3 out",
    ]);
    assert_eq!(room.tree("out"), ["1.jsonl", "3.jsonl"]);
    assert_eq!(
        files(&room, "out.report.json"),
        [
            record("in/1.jsonl", "done", 1),
            record("in/2.jsonl", "failed", 0),
            record("in/3.jsonl", "done", 2),
        ]
    );
    // An output that is in the way is one file's matter, too.
    fs::remove_file(room.path("out/1.jsonl")).expect("removed");
    fs::create_dir(room.path("out/1.jsonl")).expect("made");
    let ran = room.run(&arguments).exits(2);
    ran.says(&[
        "out/1.jsonl",
        "is not a regular file",
        "files    3 in, 1 done",
    ]);
}

#[test]
fn a_scan_takes_many_files() {
    let room = with_a_bad_one();
    let arguments = ["scan", "in", "--report", "report.json"];
    room.run(&arguments)
        .exits(1)
        .says(&["in/2.jsonl", "UTF-16"]);
    room.run(&["scan", "in", "--report", "report.json", "--keep-going"])
        .exits(2)
        .says(&["files    3 in, 2 done", "3 in, 3 out"]);
    assert_eq!(files(&room, "report.json").len(), 3);
    let ran = room.run(&["scan", "in", "--format", "sarif"]).exits(1);
    assert_eq!(files(&room, "report.json").len(), 3);
    ran.says(&["in/2.jsonl", "UTF-16"]);
}

#[test]
fn a_run_that_reads_the_wrong_thing_stops() {
    let room = Room::new();
    room.write("in/1.jsonl", GOOD);
    room.write("in/2.jsonl", format!("{GOOD}{BROKEN}{GOOD}"));
    let with = |share: &str, code: i32| {
        room.run(&["scrub", "in", "--out", "out", "--max-invalid", share])
            .exits(code)
    };
    with("20%", 1).says(&["1 of 4 records", "--max-invalid"]);
    assert_eq!(room.tree("out"), ["1.jsonl"]);
    with("0.25", 2);
    assert_eq!(whole(&room, "out"), ["1.jsonl", "2.jsonl"]);
    // Long before the end where there is much to read.
    room.write("in/0.jsonl", BROKEN.repeat(50_000));
    with("20%", 1);
    assert_eq!(files(&room, "out.report.json")[2].1, "unread");
}

#[test]
fn many_files_come_out_alike_whatever_the_number_of_threads() {
    let room = Room::new();
    for number in 0..200 {
        let lines: String = (0..number % 17)
            .map(|line| format!("{{\"n\":{line},\"text\":\"to u{number}@example.com\"}}\n"))
            .collect();
        room.write(&format!("in/{}/{number}.jsonl", number % 5), lines);
    }
    let outcome = |threads: &str| {
        let arguments = ["scrub", "in", "--out", "out", "--threads", threads];
        room.run(&arguments).exits(0);
        let tree = whole(&room, "out");
        let texts: Vec<String> = tree
            .iter()
            .map(|name| room.read(&format!("out/{name}")))
            .collect();
        let mut report: Value = serde_json::from_str(&room.read("out.report.json")).expect("JSON");
        report["timing"] = Value::Null;
        fs::remove_dir_all(room.path("out")).expect("removed");
        (tree, texts, report)
    };
    let one = outcome("1");
    assert_eq!(one.0.len(), 200);
    for threads in ["2", "7"] {
        assert!(outcome(threads) == one, "{threads} threads differ");
    }
}

#[test]
fn drafts_that_a_killed_run_has_left_are_swept() {
    let room = shards();
    room.write("out/a/.pumice-dead00.draft", "half of it");
    room.write(
        "out.quarantine/a/.pumice-dead01.draft",
        "what was put aside",
    );
    room.run(&["scrub", "in", "--out", "out", "--quiet"])
        .exits(2);
    assert!(!room.path("out/a/.pumice-dead00.draft").exists());
    assert!(!room.path("out.quarantine/a/.pumice-dead01.draft").exists());
}

/// A run over a file and a pipe in which nothing comes, once the file is done.
fn waiting(room: &Room) -> Child {
    room.write("in/1.jsonl", GOOD);
    let made = Command::new("mkfifo").arg(room.path("in/2.jsonl")).status();
    assert!(made.expect("a tool of every Unix").success());
    room.write("list", "in/1.jsonl\nin/2.jsonl\nin/3.jsonl\n");
    room.write("in/3.jsonl", GOOD);
    let child = room
        .command(&["scrub", "@list", "--out", "out"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    while !room.path("out/in/1.jsonl").exists() {
        thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn an_interrupted_run_keeps_what_is_done_and_says_what_is_not() {
    let room = Room::new();
    let child = waiting(&room);
    // Somebody holds the pipe open and writes nothing.
    let _pipe = fs::OpenOptions::new()
        .write(true)
        .open(room.path("in/2.jsonl"))
        .expect("the run reads it");
    let kill = format!("kill -INT {}", child.id());
    assert!(
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .expect("a shell")
            .success()
    );
    Ran::new(child.wait_with_output().expect("it ends"))
        .exits(130)
        .says(&["interrupted", "files    3 in, 1 done"]);
    assert_eq!(room.tree("out"), ["in/1.jsonl"]);
    assert_eq!(
        files(&room, "out.report.json"),
        [
            record("in/1.jsonl", "done", 1),
            record("in/2.jsonl", "given_up", 0),
            record("in/3.jsonl", "unread", 0),
        ]
    );
}

/// How a shard is kept.
fn packed(number: usize, text: &str) -> (&'static str, Vec<u8>) {
    let gzip = |text: &[u8]| {
        let level = flate2::Compression::fast();
        let mut encoder = flate2::write::GzEncoder::new(vec![], level);
        encoder.write_all(text).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    };
    match number % 3 {
        0 => (".jsonl", text.as_bytes().to_vec()),
        1 => (".jsonl.gz", gzip(text.as_bytes())),
        _ => {
            let zstd = zstd::encode_all(text.as_bytes(), 1);
            (".jsonl.zst", zstd.expect("memory takes all"))
        }
    }
}

#[test]
fn a_thousand_mixed_shards_reconcile() {
    let room = Room::new();
    let (shards, mut wanted, mut broken) = (scale(90, 1000), [0; 3], vec![]);
    for number in 0..shards {
        let good = number % 40;
        let bad = usize::from(number % 7 == 0);
        let text = GOOD.repeat(good) + &BROKEN.repeat(bad);
        let (end, mut bytes) = packed(number, &text);
        let name = format!("{}/{number:04}{end}", number % 10);
        // Every eleventh one is cut or is something else.
        if number % 11 == 5 {
            match end {
                ".jsonl" => bytes = b"PK\x03\x04".to_vec(),
                _ => bytes.truncate(bytes.len() - 3),
            }
            broken.push(format!("in/{name}"));
        } else {
            wanted = [wanted[0] + good + bad, wanted[1] + good, wanted[2] + bad];
        }
        room.write(&format!("in/{name}"), bytes);
    }
    room.run(&["scrub", "in", "--out", "out", "--keep-going", "--quiet"])
        .exits(2);
    let of_files = files(&room, "out.report.json");
    assert_eq!(of_files.len(), shards);
    let failed: Vec<&String> = of_files
        .iter()
        .filter(|(_, status, _)| status == "failed")
        .map(|(input, ..)| input)
        .collect();
    broken.sort();
    assert_eq!(failed, broken.iter().collect::<Vec<_>>());
    let report: Value = serde_json::from_str(&room.read("out.report.json")).expect("JSON");
    let records = &report["counts"]["records"];
    assert_eq!(
        [&records["in"], &records["out"], &records["quarantined"]],
        wanted.each_ref()
    );
    assert_eq!(room.tree("out").len(), shards - broken.len());
    // What is not done is told by name, and nothing else is off.
    let ran = room.run(&["verify", "out"]).exits(1);
    let problems = format!("{} problems, 0 findings left", broken.len());
    ran.says(&["was not scrubbed", &problems]);
    assert!(!room.run(&["verify", "out"]).stderr.contains("jane"));
}

#[test]
fn outputs_in_a_folder_are_named_as_they_are_compressed() {
    let room = Room::new();
    for number in 0..3 {
        let (end, bytes) = packed(number, GOOD);
        room.write(&format!("in/{number}{end}"), bytes);
    }
    for (compression, names) in [
        ("same", ["0.jsonl", "1.jsonl.gz", "2.jsonl.zst"]),
        ("none", ["0.jsonl", "1.jsonl", "2.jsonl"]),
        ("zstd", ["0.jsonl.zst", "1.jsonl.zst", "2.jsonl.zst"]),
    ] {
        room.run(&[
            "scrub",
            "in",
            "--out",
            "out",
            "--compression",
            compression,
            "--quiet",
        ])
        .exits(0);
        assert_eq!(whole(&room, "out"), names);
        room.run(&["verify", "out", "--quiet"]).exits(0);
        fs::remove_dir_all(room.path("out")).expect("removed");
    }
    room.write("in/0.jsonl.gz", packed(1, GOOD).1);
    room.run(&["scrub", "in", "--out", "out", "--compression", "none"])
        .exits(1)
        .says(&["both would be written to 0.jsonl"]);
}
