//! Files that cannot be scrubbed: an error names each, nothing of it is published, all others are done.

use std::fs;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;

/// What must not be read, and words of its error beside its name.
const BAD: &[(&str, &[&str])] = &[
    ("chunk-before-the-start", &["row group 1, column 2"]),
    ("chunk-behind-the-end", &["row group 1, column 2"]),
    ("chunk-in-another-file", &["another file"]),
    ("column-less", &[]),
    ("cut-footer", &["footer"]),
    ("deep-schema", &[]),
    ("encrypted", &["encrypted"]),
    ("encrypted-plain-footer", &["encrypted"]),
    ("fewer-rows-than-there-are", &["rows"]),
    ("flipped-data-page", &["row group 1, column 2"]),
    ("flipped-dictionary-page", &["row group 1, column 2"]),
    ("half", &["footer"]),
    ("huge-chunk", &["row group 1, column 2"]),
    ("huge-footer", &["footer"]),
    ("huge-rows", &["rows"]),
    ("long-footer", &["footer"]),
    ("lzo", &["LZO"]),
    ("magic-only", &["footer"]),
    ("more-rows-than-there-are", &["rows"]),
    ("negative-children", &["footer"]),
    ("negative-chunk", &["row group 1, column 2"]),
    ("negative-rows", &["rows"]),
    ("no-end", &["footer"]),
    ("no-footer", &["footer"]),
    ("no-footer-length", &["footer"]),
    ("no-page-header", &["row group 1, column 2"]),
    ("noise-for-footer", &["footer"]),
    ("other-codec", &["row group 1, column 2"]),
    ("other-total-of-rows", &["rows"]),
    ("page-of-an-error", &["Parquet"]),
    ("pages-cut", &["row group 2"]),
    ("too-many-children", &["footer"]),
    ("two-magics", &["footer"]),
    ("unknown-codec", &[]),
    ("zero-bytes", &["Parquet"]),
];

/// Readers take the type from the schema, so that these may be read: but then in full.
const ODD: &[&str] = &["other-type", "unknown-type"];

/// Asserts that a run has ended by itself and shows nothing of the corpus.
#[track_caller]
fn is_silent(ran: &Ran) {
    let shown = format!("{}{}", ran.stdout, ran.stderr);
    assert!(!shown.contains("qvx"), "{shown}");
    assert!(!shown.contains("panicked"), "{shown}");
    assert!(ran.status.code().is_some(), "ended by a signal: {shown}");
}

#[test]
fn bad_files_are_named_and_the_others_done() {
    let room = made_by("bad.py");
    let ran = scrub(&room, &["--keep-going"]);
    is_silent(&ran);
    let ran = ran.exits(2);
    let mut wrong = vec![];
    for (name, words) in BAD {
        let file = format!("in/{name}.parquet");
        let line = ran.stderr.lines().find(|line| line.contains(&*file));
        match line {
            Some(line) if words.iter().all(|word| line.contains(word)) => {}
            other => wrong.push(format!("{name}: {words:?} in {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let done = |name: &String| !ODD.iter().any(|odd| name.starts_with(odd));
    let done: Vec<_> = room.tree("out").into_iter().filter(done).collect();
    assert_eq!(done, ["good.parquet"]);
    holds(&room, "bad.py", &["readable", "in", "out"]);
    let report = report(&room);
    for file in report["files"].as_array().expect("files") {
        let input = file["input"].as_str().expect("a path");
        let is_bad = |(name, _): &(&str, _)| input == format!("in/{name}.parquet");
        let status = if BAD.iter().any(is_bad) {
            "failed"
        } else {
            "done"
        };
        let may_fail = ODD.iter().any(|odd| input.contains(odd));
        assert!(may_fail || file["status"] == status, "{file}");
    }
}

#[test]
fn each_bad_file_ends_a_run_with_nothing_published() {
    let room = made_by("bad.py");
    for (name, _) in BAD {
        let input = format!("in/{name}.parquet");
        let ran = room.run(&["scrub", &input, "--out", "out.parquet"]);
        is_silent(&ran);
        ran.exits(1).says(&[&input]);
        let left = room
            .names()
            .into_iter()
            .find(|left| left != "in" && !left.ends_with(".manifest"));
        assert_eq!(left, None, "{name}");
        let ran = room.run(&["scan", &input]);
        is_silent(&ran);
        ran.exits(1).says(&[&input]);
    }
}

/// A cell is put aside, not its row: columns cannot be cut.
#[test]
fn texts_that_are_none_are_withheld() {
    let room = Room::new();
    fs::create_dir(room.path("in")).expect("made");
    script(&room, "bad.py", &["withheld", "in"]);
    let ran = scrub(&room, &[]);
    is_silent(&ran);
    ran.exits(2)
        .says(&["40 in, 40 out, 0 quarantined", "60 withheld"]);
    holds(&room, "bad.py", &["check_withheld", "out/withheld.parquet"]);
    room.run(&["verify", "out"]).exits(0);
    let quarantine = room.read("out.quarantine/withheld.parquet.quarantine.jsonl");
    assert_eq!(quarantine.lines().count(), 3 * 20);
    for line in quarantine.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(entry["file"], "in/withheld.parquet");
        let raw = entry["raw"].as_str().expect("bytes");
        let raw = STANDARD.decode(raw).expect("base 64");
        assert!(raw.starts_with(b"qvxbad") && raw.ends_with(b"\xff\xfe"));
    }
    let report = report(&room);
    assert_eq!(report["files"][0]["records"]["in"], 40);
    assert_eq!(report["files"][0]["records"]["out"], 40);
    assert_eq!(report["files"][0]["records"]["withheld"], 60);
    let policy = "version = 1\ninvalid = \"fail\"\n";
    let room = room.with("policy.toml", policy);
    fs::remove_dir_all(room.path("out")).expect("removed");
    let ran = scrub(&room, &["--policy", "policy.toml"]);
    is_silent(&ran);
    ran.exits(1).says(&["in/withheld.parquet"]);
    assert!(!room.path("out/withheld.parquet").exists());
}

/// Whatever bit is turned over: an error, or an output that can be read as well as its input.
#[test]
fn no_flipped_bit_ends_badly() {
    let room = Room::new();
    fs::create_dir(room.path("in")).expect("made");
    script(&room, "bad.py", &["flips", "in"]);
    let ran = scrub(&room, &["--keep-going"]);
    is_silent(&ran);
    assert!(matches!(ran.status.code(), Some(0 | 2)), "{ran:?}");
    let report = report(&room);
    let files = report["files"].as_array().expect("files");
    assert_eq!(files.len(), room.tree("in").len());
    let done: Vec<_> = (files.iter())
        .filter(|file| file["status"] == "done")
        .filter_map(|file| file["input"].as_str()?.strip_prefix("in/"))
        .collect();
    assert_eq!(room.tree("out"), done);
    assert!(done.len() < files.len(), "no flip was seen");
    holds(&room, "bad.py", &["readable", "in", "out"]);
}

/// What a table format keeps beside its files would not be true any more, and holds values.
#[test]
fn tables_are_not_scrubbed_file_by_file() {
    let good = fs::read(made_by("bad.py").path("in/good.parquet")).expect("read");
    for (kind, files) in [
        (
            "Delta",
            &[
                ("in/part-00000.snappy.parquet", true),
                ("in/_delta_log/00000000000000000000.json", false),
            ][..],
        ),
        (
            "Delta",
            &[
                ("in/sales/region=eu/part-00000.parquet", true),
                ("in/sales/_delta_log/00000000000000000000.json", false),
                ("in/other.parquet", true),
            ],
        ),
        (
            "Iceberg",
            &[
                ("in/data/00000-0-a.parquet", true),
                ("in/metadata/v1.metadata.json", false),
                ("in/metadata/snap-1.avro", false),
            ],
        ),
        (
            "Iceberg",
            &[
                ("in/db/t/data/day=1/00000-0-a.parquet", true),
                ("in/db/t/metadata/00001-aa.metadata.json", false),
            ],
        ),
    ] {
        let room = Room::new();
        for (name, is_parquet) in files {
            let log = b"{\"add\":{\"stats\":\"qvxbad@example.com\"}}\n";
            room.write(name, if *is_parquet { &good[..] } else { log });
        }
        let ran = scrub(&room, &[]);
        is_silent(&ran);
        ran.exits(1)
            .says(&[&format!("{kind} table"), "to a new folder"]);
        assert_eq!(room.names(), ["in"], "{kind}");
    }
}

/// A table that is named by one of its files is a table all the same.
#[test]
fn a_file_of_a_table_is_refused_by_its_name() {
    let good = fs::read(made_by("bad.py").path("in/good.parquet")).expect("read");
    let room = Room::new();
    room.write("table/_delta_log/00000000000000000000.json", "{}\n");
    room.write("table/part-00000.parquet", good);
    let ran = room.run(&["scrub", "table/part-00000.parquet", "--out", "out.parquet"]);
    is_silent(&ran);
    ran.exits(1).says(&["table/part-00000.parquet", "Delta"]);
}

#[test]
fn parquet_is_read_in_places_and_no_pipe_has_any() {
    let room = made_by("bad.py");
    let good = fs::read(room.path("in/good.parquet")).expect("read");
    let arguments = ["scrub", "-", "--out", "out.parquet"];
    let ran = room.run_with_input(&arguments, &good);
    is_silent(&ran);
    ran.exits(1).says(&["<stdin>", "Parquet"]);
    assert!(!room.path("out.parquet").exists());
    // A file behind standard input is one.
    let mut command = room.command(&arguments);
    command.stdin(fs::File::open(room.path("in/good.parquet")).expect("there"));
    Ran::new(command.output().expect("it starts")).exits(0);
    room.run(&["scrub", "in/good.parquet", "--out", "twin.parquet"])
        .exits(0);
    let bytes = |name: &str| fs::read(room.path(name)).expect("read");
    assert!(bytes("out.parquet") == bytes("twin.parquet"));
}
