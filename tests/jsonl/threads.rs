//! What comes out of the binary does not depend on the number of workers.

use std::{fs, io::Write};

use pumice_synth::corpus;

use super::MIB;
use crate::util::{Room, scale};

/// Chat lines, and a line that is cut off now and then; made in pieces, as a large corpus is best
/// not held whole.
fn write_corpus(room: &Room, bytes: usize) -> u64 {
    let mut file = fs::File::create(room.path("in.jsonl")).expect("made");
    let pieces = bytes.div_ceil(8 * MIB) as u64;
    for seed in 0..pieces {
        let made = corpus::chat(60 + seed, (bytes as u64 / pieces) as usize);
        file.write_all(&made.bytes).expect("written");
        file.write_all(b"{\"text\":\"cut jane@example.com\n")
            .expect("written");
    }
    pieces
}

#[test]
fn one_two_and_eight_workers_write_the_same() {
    let room = Room::new();
    let broken = write_corpus(&room, scale(8 * MIB, 200 * MIB));
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
        let report: serde_json::Value =
            serde_json::from_str(&room.read("out.jsonl.report.json")).expect("JSON");
        let counts = report["counts"].clone();
        assert_eq!(counts["records"]["quarantined"], broken);
        let output = fs::read(room.path("out.jsonl")).expect("there");
        let quarantine = fs::read(room.path("out.jsonl.quarantine.jsonl")).expect("there");
        (output, quarantine, counts.to_string())
    };
    let one = outcome("1");
    let input = fs::metadata(room.path("in.jsonl")).expect("there").len();
    assert!(
        one.0.len() as u64 > input / 2,
        "the output is far too small"
    );
    for threads in ["2", "8"] {
        let many = outcome(threads);
        assert_eq!(many.2, one.2, "counts of {threads} workers");
        assert!(
            many.1 == one.1,
            "the quarantine of {threads} workers differs"
        );
        assert!(many.0 == one.0, "the output of {threads} workers differs");
    }
}
