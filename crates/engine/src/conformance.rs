//! What every record format must do, as a suite that each of them passes.
//!
//! A format implements [`Format`] in its tests and calls [`check`]: records in are records out, in their order;
//! what is replaced is replaced where it stood and nothing else is; any number of threads writes the same
//! bytes; memory that is used again brings nothing with it; and what is broken is an error or is put aside,
//! in words that hold nothing of it.

use std::{io, num::NonZeroUsize, sync::atomic::AtomicBool};

use crate::{
    batch::{Sink, Source},
    policy::Policy,
    run::{Mode, RunOptions, run},
    scrub::Scrubber,
    tally::Tally,
};

/// The texts of a record by field, in the order of the record; `None` where there is none.
pub type Record = Vec<(&'static str, Option<String>)>;

/// A record format as the suite sees it.
pub trait Format {
    /// Reads a file.
    type Source: Source;
    /// Writes one.
    type Sink: Sink<<Self::Source as Source>::Batch>;

    /// Its name, for messages.
    const NAME: &'static str;

    /// A file with these records, of which all have the same fields.
    fn encode(&self, records: &[Record]) -> Vec<u8>;

    /// The records of a file, as a reader sees them that is not the one at test.
    fn decode(&self, file: &[u8]) -> Vec<Record>;

    /// Opens a file; blocks are to be small, so that there are several.
    ///
    /// # Errors
    /// When it cannot be read.
    fn source(&self, file: &[u8], scrubber: &Scrubber) -> io::Result<Self::Source>;

    /// Begins an output.
    fn sink(&self) -> Self::Sink;

    /// What was written, and what was put aside.
    fn written(&self, sink: Self::Sink) -> (Vec<u8>, Vec<u8>);

    /// Files that are broken, each with the text [`CANARY`] where it stands in the way of an error message.
    fn hostile(&self) -> Vec<Vec<u8>>;
}

/// A value that no message may hold.
pub const CANARY: &str = "jane.canary@example.com";

/// Holds a format to what all of them promise.
///
/// # Panics
/// When it breaks a promise.
pub fn check<F: Format>(format: &F) {
    let keeps = scrubber("version = 1\n[defaults]\ntransform = \"keep\"\n");
    let replaces = scrubber("version = 1\n");
    let records = records();
    let file = format.encode(&records);
    assert_eq!(format.decode(&file), records, "the suite's own round trip");
    check_identity(format, &keeps, &file, &records);
    check_edits(format, &replaces, &file, &records);
    check_threads(format, &replaces, &file);
    check_counts(format, &replaces, &records);
    check_hostile(format, &replaces);
}

/// A policy that keeps everything changes nothing.
fn check_identity(format: &impl Format, scrubber: &Scrubber, file: &[u8], records: &[Record]) {
    let (out, aside, tally) = scrub(format, scrubber, file, 2).expect("a good file");
    assert_eq!(format.decode(&out), records, "what is kept stays");
    assert!(aside.is_empty() && tally.records_quarantined == 0);
    assert!(tally.findings > 0, "it was searched all the same");
}

/// What is found is replaced where it stands, and nothing else is.
fn check_edits(format: &impl Format, scrubber: &Scrubber, file: &[u8], records: &[Record]) {
    let (out, _, tally) = scrub(format, scrubber, file, 2).expect("a good file");
    let expected: Vec<Record> = records.iter().map(replaced).collect();
    assert_eq!(format.decode(&out), expected);
    let planted = records
        .iter()
        .flatten()
        .filter_map(|(_, text)| text.as_deref());
    let planted: usize = planted.map(|text| text.matches('@').count()).sum();
    assert_eq!(tally.findings, planted as u64, "each value is counted once");
}

/// Threads are as many as there are; the bytes are one.
fn check_threads<F: Format>(format: &F, scrubber: &Scrubber, file: &[u8]) {
    let (one, _, counts) = scrub(format, scrubber, file, 1).expect("a good file");
    for threads in [2, 8] {
        let (out, _, tally) = scrub(format, scrubber, file, threads).expect("a good file");
        assert!(out == one, "{}: {threads} threads", F::NAME);
        assert_eq!(tally, counts);
    }
}

/// No record is lost or counted twice, and a file may have none.
fn check_counts(format: &impl Format, scrubber: &Scrubber, records: &[Record]) {
    for len in [0, 1, 2, records.len()] {
        let records = records.get(..len).unwrap_or_default();
        let file = format.encode(records);
        let (out, _, tally) = scrub(format, scrubber, &file, 2).expect("a good file");
        assert_eq!(
            (tally.records_in, tally.records_out),
            (len as u64, len as u64)
        );
        assert_eq!(format.decode(&out).len(), len);
    }
}

/// What is broken is refused or put aside, and not talked about.
fn check_hostile(format: &impl Format, scrubber: &Scrubber) {
    for (file, at) in format.hostile().iter().zip(0..) {
        match scrub(format, scrubber, file, 2) {
            Ok((out, aside, tally)) => {
                assert_eq!(
                    tally.records_in,
                    tally.records_out + tally.records_quarantined
                );
                let is_out = out
                    .windows(CANARY.len())
                    .any(|bytes| bytes == CANARY.as_bytes());
                assert!(!is_out, "file {at} was passed through");
                let is_told = !aside.is_empty() || tally.records_quarantined == 0;
                assert!(is_told, "file {at} was put aside, and is not there");
            }
            Err(error) => {
                let words = format!("{error} {error:?}");
                assert!(
                    !words.contains("canary"),
                    "file {at}: a message holds a value"
                );
            }
        }
    }
}

/// Runs a file through.
fn scrub<F: Format>(
    format: &F,
    scrubber: &Scrubber,
    file: &[u8],
    threads: usize,
) -> io::Result<(Vec<u8>, Vec<u8>, Tally)> {
    let mut source = format.source(file, scrubber)?;
    let mut sink = format.sink();
    let stop = AtomicBool::new(false);
    let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
    let options = RunOptions::new(threads, Mode::Scrub, &stop);
    let outcome = run(scrubber, &mut source, &mut sink, &options, &());
    let outcome = outcome.map_err(|error| match error.io() {
        Some(cause) => io::Error::new(cause.kind(), cause.to_string()),
        None => io::Error::other(error.to_string()),
    })?;
    let (out, aside) = format.written(sink);
    Ok((out, aside, outcome.tally))
}

fn scrubber(policy: &str) -> Scrubber {
    let policy = Policy::parse(policy).expect("a policy");
    Scrubber::new(policy, None).expect("it compiles")
}

/// Records with texts of all lengths, some with a value in them, that differ from each other.
fn records() -> Vec<Record> {
    let filler = [
        "",
        "plain",
        "z\u{e4}h \u{1f600} \"quoted\" \\ back\nnext",
        "{\"a\": [1, 2]}",
    ];
    (0..400_usize)
        .map(|at| {
            let mail = format!("to user{at}@mail{}.org", at % 7);
            let text = filler.get(at % filler.len()).copied().unwrap_or_default();
            vec![
                (
                    "note",
                    (at % 5 != 0).then(|| format!("{text}{}", "x y ".repeat(at % 40))),
                ),
                ("body", Some(format!("{mail} and {at}"))),
                ("more", (at % 3 == 0).then(|| mail.clone())),
            ]
        })
        .collect()
}

/// The record with its values replaced.
fn replaced(record: &Record) -> Record {
    let fields = record.iter().map(|(name, text)| {
        let text = text.as_ref().map(|text| match text.split_once("to user") {
            Some((before, rest)) => {
                let behind = rest.split_once(".org").map_or("", |(_, behind)| behind);
                format!("{before}to <EMAIL_ADDRESS>{behind}")
            }
            None => text.clone(),
        });
        (*name, text)
    });
    fields.collect()
}
