//! Blocks, lines, limits and outputs.

use std::io::{self, Read};

use base64::{Engine, engine::general_purpose::STANDARD};
use pumice_engine::Reason;

use super::*;

/// An input that hands out a few bytes at a time.
struct Trickle<'i>(&'i [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(3);
        self.0.read(&mut buffer[..len])
    }
}

const MIXED: &[u8] = b"\xef\xbb\xbf{\"a\":\"needle\"}\r\n\n{bad\n\
    {\"a\":\"a very long line with a needle in it that no block of few bytes can hold\"}\n\
    \"\xff\"\n  \n{\"needle\":1,\"b\":\"{\\\"c\\\":\\\"needle\\\"}\"}\n[1,2]";

#[test]
fn block_borders_change_nothing() {
    let scrub = |block_bytes| {
        run(MIXED, Limits::new(block_bytes, 1 << 20), |block, edits| {
            find(block, edits, "needle", "<PIN>");
        })
    };
    let whole = scrub(1 << 20);
    assert_eq!((whole.accepted, whole.rejected), (4, 2));
    let expected = String::from_utf8_lossy(MIXED).replace("needle", "<PIN>");
    let expected = expected.replace("{bad\n", "").replace("\"\u{fffd}\"\n", "");
    assert_eq!(whole.text(), expected);
    for block_bytes in 1..100 {
        assert_eq!(scrub(block_bytes), whole, "{block_bytes}");
    }
}

#[test]
fn short_reads_are_not_the_end() {
    let scrubber = builtin();
    let mut worker = scrubber.worker::<Block>();
    let mut reader = Reader::with_limits(Trickle(MIXED), "in", Limits::new(8, 1 << 20));
    let mut read = vec![];
    while let Some(mut block) = reader.next(None).unwrap() {
        assert_eq!(
            block.first_record(),
            1 + read.iter().filter(|&&b| b == b'\n').count() as u64
        );
        let len = block.bytes_read() as usize;
        read.extend_from_slice(&block.text()[..len]);
        block.open(&mut scrubber.fields(&mut worker));
    }
    assert_eq!(read, MIXED);
}

#[test]
fn lines_beyond_the_limit_go_to_the_quarantine_however_they_come() {
    let long = format!("{{\"long\":\"{}\"}}", "0123456789".repeat(20));
    let just = format!("\"{}\"", "x".repeat(98));
    let input = format!("\u{feff}{long}\n{just}\n{long}\r\n{{\"short\":1}}\n\n{long}");
    let whole = run(input.as_bytes(), Limits::new(1 << 20, 100), |_, _| {});
    assert_eq!(whole.text(), format!("\u{feff}{just}\n{{\"short\":1}}\n\n"));
    assert_eq!((whole.accepted, whole.rejected), (2, 3));
    let entries = whole.quarantined();
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| entry["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [1, 3, 6]);
    assert_eq!(entries[0]["offset"], 3);
    for (entry, raw) in entries.iter().zip([&long, &(long.clone() + "\r"), &long]) {
        assert_eq!(entry["reason"], "too_long");
        assert_eq!(entry["file"], "in \"1\".jsonl");
        assert_eq!(
            STANDARD.decode(entry["raw"].as_str().unwrap()).unwrap(),
            raw.as_bytes()
        );
    }
    for block_bytes in 1..120 {
        let parts = run(input.as_bytes(), Limits::new(block_bytes, 100), |_, _| {});
        assert_eq!(parts, whole, "{block_bytes}");
    }
}

#[test]
fn blank_lines_are_no_records() {
    let input = b"\n \t\r\n{}\n\n";
    let outcome = copy(input);
    assert_eq!(outcome.output, input);
    assert_eq!((outcome.accepted, outcome.rejected), (1, 0));
    for empty in [b"".as_slice(), b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"] {
        let outcome = copy(empty);
        assert_eq!(outcome.output, empty);
        assert_eq!(outcome.accepted, 0);
    }
}

#[test]
fn withheld_records_leave_the_output_with_their_edits() {
    let input = b"{\"a\":\"needle\"}\n{\"b\":\"needle\"}\n{\"c\":\"needle\"}\n";
    let outcome = run(input, Limits::default(), |block, edits| {
        find(block, edits, "needle", "<PIN>");
        block.withhold(1, Reason::Transform("no key"));
        block.withhold(1, Reason::Transform("twice"));
    });
    assert_eq!(outcome.text(), "{\"a\":\"<PIN>\"}\n{\"c\":\"<PIN>\"}\n");
    assert_eq!((outcome.accepted, outcome.rejected), (2, 1));
    let entry = &outcome.quarantined()[0];
    assert_eq!(entry["reason"], "transform_failed");
    assert_eq!(entry["detail"], "no key");
    assert_eq!(entry["line"], 2);
}

#[test]
fn a_writer_without_quarantine_counts_or_refuses() {
    let write = |quarantine: Quarantine<Vec<u8>>| {
        let scrubber = builtin();
        let mut worker = scrubber.worker::<Block>();
        let mut block = Reader::new(&b"{}\n{\"secret\" 1}\n"[..], "in.jsonl").next(None);
        let block = block.as_mut().unwrap().as_mut().unwrap();
        block.open(&mut scrubber.fields(&mut worker));
        block.rewrite(&Edits::default());
        let mut writer = Writer::new(Some(vec![]), quarantine);
        writer.write(block).map(|()| writer.into_parts().0.unwrap())
    };
    assert_eq!(write(Quarantine::Count).unwrap(), b"{}\n");
    let error = write(Quarantine::Refuse).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert_eq!(
        error.to_string(),
        "in.jsonl, line 2: no colon behind a key, 10 bytes into the line; put such lines aside \
         with `--quarantine PATH` or leave them out with `--quarantine none`"
    );
}

#[test]
fn nothing_is_written_before_the_rewrite() {
    let scrubber = builtin();
    let mut worker = scrubber.worker::<Block>();
    let mut block = Reader::new(&b"{}\n{bad\n"[..], "in")
        .next(None)
        .unwrap()
        .unwrap();
    block.open(&mut scrubber.fields(&mut worker));
    assert_eq!(&*block.output(), b"");
    block.rewrite(&Edits::default());
    assert_eq!(&*block.output(), b"{}\n");
}

#[test]
fn utf_16_is_refused_at_once() {
    for input in [&b"\xff\xfe{\0}\0"[..], b"\xfe\xff\0{\0}"] {
        let error = Reader::new(input, "in.jsonl").next(None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "in.jsonl is UTF-16; convert it to UTF-8 first"
        );
    }
}

#[test]
fn a_huge_line_does_not_keep_its_memory() {
    let mut input = format!("\"{}\"\n", "x".repeat(1 << 16)).into_bytes();
    input.extend_from_slice(&b"{}\n".repeat(100));
    let mut reader = Reader::with_limits(&input[..], "in", Limits::new(16, 1 << 20));
    let huge = reader.next(None).unwrap().unwrap();
    assert!(huge.bytes_read() > 1 << 16);
    let small = reader.next(Some(huge)).unwrap().unwrap();
    assert!(small.capacity() < 1 << 10);
}

/// Takes a few bytes at a time, of the first piece that has any.
struct Narrow(Vec<u8>);

impl io::Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(7);
        self.0.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_block_with_few_edits_is_written_whole_however_little_is_taken() {
    let text = "long ".repeat(4000);
    let input = format!("[\"{text}needle{text}\"]\n[\"needle{text}\"\n");
    let mut reader = Reader::new(input.as_bytes(), "in");
    let mut block = reader.next(None).unwrap().unwrap();
    let scrubber = builtin();
    let mut edits = Edits::default();
    block.open(&mut scrubber.fields(&mut scrubber.worker::<Block>()));
    find(&block, &mut edits, "needle", "<PIN>");
    block.rewrite(&edits);
    let expected = format!("[\"{text}<PIN>{text}\"]\n");
    assert!(*block.output() == *expected.as_bytes());
    let mut writer = Writer::new(Some(Narrow(vec![])), Quarantine::<io::Sink>::Count);
    writer.write(&block).unwrap();
    assert!(writer.into_parts().0.unwrap().0 == expected.as_bytes());
}
