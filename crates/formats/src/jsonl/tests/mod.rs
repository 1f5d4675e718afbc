//! Files in, files out: what the parts promise together.

mod edits;
mod fixtures;
mod framing;
mod random;
mod scrub;
mod selected;

use pumice_detect::{Encoding, EntityId, OffsetMap, Region, Span, escape};
use pumice_engine::{Batch, Edits, Policy, Scrubber, Sink, Source};

use super::{Block, Limits, Quarantine, Reader, Writer};

/// What a run over one input left behind.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    output: Vec<u8>,
    quarantine: String,
    accepted: u64,
    rejected: u64,
    bytes_read: u64,
    blobs: u64,
}

impl Outcome {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.output).unwrap()
    }

    fn quarantined(&self) -> Vec<serde_json::Value> {
        (self.quarantine.lines())
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn builtin() -> Scrubber {
    Scrubber::new(Policy::builtin(), None).unwrap()
}

/// Reads, opens, rewrites with the edits that `edit` makes, and writes; blocks are reused.
fn run(input: &[u8], limits: Limits, mut edit: impl FnMut(&mut Block, &mut Edits)) -> Outcome {
    let scrubber = builtin();
    let mut worker = scrubber.worker::<Block>();
    let mut reader = Reader::with_limits(input, "in \"1\".jsonl", limits);
    let mut writer = Writer::new(Some(vec![]), Quarantine::To(vec![]));
    let (mut outcome, mut edits, mut used) = (Outcome::default(), Edits::default(), None);
    while let Some(mut block) = reader.next(used).unwrap() {
        block.open(&mut scrubber.fields(&mut worker));
        check_regions(&block);
        edits.clear();
        edit(&mut block, &mut edits);
        outcome.accepted += block.accepted();
        outcome.rejected += block.rejected();
        outcome.bytes_read += block.bytes_read();
        outcome.blobs += block.blobs();
        block.rewrite(&edits);
        writer.write(&block).unwrap();
        used = Some(block);
    }
    writer.finish().unwrap();
    let (Some(output), Quarantine::To(quarantine)) = writer.into_parts() else {
        panic!("both were given");
    };
    outcome.output = output;
    outcome.quarantine = String::from_utf8(quarantine).unwrap();
    outcome
}

/// Runs with the usual limits and no edit.
fn copy(input: &[u8]) -> Outcome {
    run(input, Limits::default(), |_, _| {})
}

/// Replaces `needle` wherever a text spells it, and numbers that begin with its digits.
fn replace(input: &str, needle: &str, by: &str) -> String {
    let outcome = run(input.as_bytes(), Limits::default(), |block, edits| {
        find(block, edits, needle, by);
    });
    assert_eq!(outcome.rejected, 0);
    outcome.text().to_owned()
}

/// What a detector would do: looks into each region on its own and maps back what it finds.
fn find(block: &Block, edits: &mut Edits, needle: &str, by: &str) {
    for (index, region) in block.regions().iter().enumerate() {
        let (text, map) = decode(block, region);
        for (at, _) in text.match_indices(needle) {
            let found = map.source(Span::new(at as u32, (at + needle.len()) as u32));
            let span = Span::new(region.start + found.start, region.start + found.end);
            edits.push(span, index as u32, EntityId(0), |out| {
                out.extend_from_slice(by.as_bytes());
                (true, ())
            });
        }
    }
}

fn decode(block: &Block, region: &Region) -> (String, OffsetMap) {
    let raw = &block.text()[region.span().range()];
    let (mut text, mut map) = (vec![], OffsetMap::default());
    match region.encoding {
        Encoding::JsonString => escape::decode(raw, &mut text, &mut map),
        Encoding::Plain => {
            assert!(!raw.contains(&b'\\'));
            text.extend_from_slice(raw);
            map.copy(raw.len() as u32);
        }
    }
    (String::from_utf8(text).unwrap(), map)
}

/// What every block promises of its regions.
fn check_regions(block: &Block) {
    let mut end = 0;
    for region in block.regions() {
        assert!(region.start >= end, "sorted and disjoint");
        assert!(region.start < region.end, "not empty");
        assert!(region.end as usize <= block.text().len());
        assert!(std::str::from_utf8(&block.text()[region.span().range()]).is_ok());
        assert!(!block.record(region.record).is_empty());
        end = region.end;
    }
}

/// The texts of all regions of an input, in their order.
fn texts(input: &str) -> Vec<String> {
    let mut all = vec![];
    run(input.as_bytes(), Limits::default(), |block, _| {
        all.extend((block.regions().iter()).map(|region| decode(block, region).0));
    });
    all
}
