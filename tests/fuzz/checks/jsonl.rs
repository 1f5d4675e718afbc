//! What must hold for any lines, whatever their bytes are.

use std::{collections::BTreeMap, sync::LazyLock};

use base64::{Engine, engine::general_purpose::STANDARD};
use pumice_engine::{Policy, Scrubber, Sink, Source};
use pumice_formats::jsonl::{Block, Limits, Quarantine, Reader, Writer};
use serde_json::Value;

/// Longer lines go to the quarantine in parts.
const MAX_LINE_BYTES: usize = 1000;
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// Those of UTF-16, which is refused as a whole.
const UTF_16: [&[u8]; 2] = [b"\xFE\xFF", b"\xFF\xFE"];

static KEEP: LazyLock<Scrubber> =
    LazyLock::new(|| scrubber("version = 1\n[defaults]\ntransform = \"keep\"\n"));
static REPLACE: LazyLock<Scrubber> = LazyLock::new(|| scrubber("version = 1\n"));

fn scrubber(policy: &str) -> Scrubber {
    let policy = Policy::parse(policy).expect("the policy is well formed");
    Scrubber::new(policy, None).expect("the policy compiles")
}

/// Panics where lines get lost, change without a reason or come out broken.
pub(crate) fn check(input: &[u8]) {
    if UTF_16.iter().any(|mark| input.starts_with(mark)) {
        let mut reader = Reader::new(input, "in.jsonl");
        return assert!(reader.next(None).is_err(), "UTF-16 is read");
    }
    let kept = Outcome::of(&KEEP, input, 1 << 20);
    assert_eq!(
        kept.output,
        kept.left_of(input),
        "keeping has changed a line"
    );
    let in_small_blocks = Outcome::of(&KEEP, input, 7);
    assert_eq!(in_small_blocks, kept, "small blocks differ");
    let replaced = Outcome::of(&REPLACE, input, 1 << 20);
    assert_eq!(replaced.aside, kept.aside, "replacing has rejected a line");
    let lines = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count();
    assert_eq!(
        lines(&replaced.output),
        lines(&kept.output),
        "a line is lost"
    );
    for line in replaced.output.split(|&byte| byte == b'\n') {
        check_line(line);
    }
}

/// What came out is JSON for another reader too, unless it holds surrogates without their other
/// half, which that reader refuses.
fn check_line(line: &[u8]) {
    let line = line.strip_prefix(MARK).unwrap_or(line);
    let is_blank = line.iter().all(|byte| b" \t\r".contains(byte));
    let has_surrogate = line
        .windows(3)
        .any(|three| three.eq_ignore_ascii_case(b"\\ud"));
    if !is_blank && !has_surrogate {
        let read = serde_json::from_slice::<serde::de::IgnoredAny>(line);
        assert!(read.is_ok(), "another reader refuses a line");
    }
}

/// What a run has made of its input.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    output: Vec<u8>,
    /// Lines that were put aside, by their number.
    aside: BTreeMap<u64, Vec<u8>>,
}

impl Outcome {
    fn of(scrubber: &Scrubber, input: &[u8], block_bytes: usize) -> Outcome {
        let limits = Limits::new(block_bytes, MAX_LINE_BYTES);
        let mut worker = scrubber.worker::<Block>();
        let mut reader = Reader::with_limits(input, "in.jsonl", limits);
        let mut writer = Writer::new(Some(vec![]), Quarantine::To(vec![]));
        let mut used = None;
        while let Some(block) = reader.next(used).expect("memory can be read") {
            let (block, _) = scrubber.scrub(&mut worker, block);
            writer.write(&block).expect("memory can be written");
            used = Some(block);
        }
        writer.finish().expect("memory can be written");
        let (Some(output), Quarantine::To(quarantine)) = writer.into_parts() else {
            unreachable!("both were given");
        };
        Outcome {
            output,
            aside: entries(&quarantine),
        }
    }

    /// The lines of `input` that were not put aside; those that were are there unchanged. A byte
    /// order mark belongs to the file and not to its first line.
    fn left_of(&self, input: &[u8]) -> Vec<u8> {
        let (mark, input) = match input.strip_prefix(MARK) {
            Some(lines) => (MARK, lines),
            None => (&[][..], input),
        };
        let (mut left, mut seen) = (mark.to_vec(), 0);
        for (line, number) in input.split_inclusive(|&byte| byte == b'\n').zip(1..) {
            let Some(raw) = self.aside.get(&number) else {
                left.extend_from_slice(line);
                continue;
            };
            seen += 1;
            assert_eq!(
                line.strip_suffix(b"\n").unwrap_or(line),
                raw,
                "another line"
            );
        }
        assert_eq!(
            seen,
            self.aside.len(),
            "lines were put aside that nobody wrote"
        );
        left
    }
}

fn entries(quarantine: &[u8]) -> BTreeMap<u64, Vec<u8>> {
    let lines = quarantine.split(|&byte| byte == b'\n');
    lines
        .filter(|line| !line.is_empty())
        .map(|line| {
            let entry: Value = serde_json::from_slice(line).expect("an entry is JSON");
            let raw = entry["raw"].as_str().expect("an entry holds its line");
            let number = entry["line"].as_u64().expect("an entry has a number");
            (number, STANDARD.decode(raw).expect("the line is base64"))
        })
        .collect()
}
