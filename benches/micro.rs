//! Detection alone, of the whole catalogue, next to what the memory of the machine can do.
//!
//! `cargo bench --bench micro`; method and bias stand in `benches/README.md`.

mod blocks;
mod record;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use memchr::memchr;
use pumice_detect::{Cache, Detector, DetectorBuilder, Field, Finding, Input, ProfileId};
use pumice_synth::corpus;

use crate::{
    blocks::{Block, Text},
    record::Recorder,
};

const SEED: u64 = 1;

fn main() {
    let mut criterion = record::criterion();
    let mut recorder = Recorder::default();
    let detector = DetectorBuilder::new()
        .build()
        .expect("the catalogue compiles");
    let bytes = record::size(64 << 20);
    for name in ["chat", "prose", "logs", "logs_text", "cells"] {
        let text = text(name, bytes);
        measure(&mut criterion, &mut recorder, &detector, name, &text);
    }
    criterion.final_summary();
    recorder.write();
}

/// One corpus; made when its turn comes, so that memory holds one at a time.
fn text(name: &str, bytes: usize) -> Text {
    match name {
        "chat" => Text::jsonl(corpus::chat(SEED, bytes)),
        "prose" => Text::jsonl(corpus::prose(SEED, bytes)),
        "logs" => Text::jsonl(corpus::logs(SEED, bytes)),
        "logs_text" => Text::plain(corpus::logs_text(SEED, bytes)),
        _ => Text::cells(corpus::cells(SEED, bytes)),
    }
}

/// The yardsticks first, then detection, over the same bytes.
fn measure(
    criterion: &mut Criterion,
    recorder: &mut Recorder,
    detector: &Detector,
    name: &'static str,
    text: &Text,
) {
    let bytes = text.bytes.len();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));

    // Written once before, so that no page of it is new to the process.
    let mut copy = vec![1; bytes];
    group.bench_function("memcpy", |bencher| {
        recorder.ran("memcpy", name, bytes);
        bencher.iter(|| black_box(&mut copy).copy_from_slice(black_box(&text.bytes)));
    });
    drop(copy);

    group.bench_function("memchr", |bencher| {
        recorder.ran("memchr", name, bytes);
        bencher.iter(|| assert_eq!(memchr(0, black_box(&text.bytes)), None));
    });

    let mut search = Search::new(detector);
    group.bench_function("detect", |bencher| {
        recorder.ran("detect", name, bytes);
        let expected = search.count(text);
        assert_ne!(expected, 0, "nothing found in {name}");
        bencher.iter(|| assert_eq!(search.count(black_box(text)), expected));
    });
    group.finish();
}

/// A detector with the memory of one thread.
struct Search<'a> {
    detector: &'a Detector,
    fields: [Field; 1],
    cache: Cache,
    findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    fn new(detector: &'a Detector) -> Self {
        let path = "messages[].content".into();
        Self {
            detector,
            fields: [detector.field(path, b"content", None, ProfileId::DEFAULT)],
            cache: Cache::default(),
            findings: vec![],
        }
    }

    /// Number of findings in all blocks.
    fn count(&mut self, text: &Text) -> usize {
        let find = |Block { bytes, regions }: &Block| {
            let input = Input {
                text: &text.bytes[bytes.clone()],
                regions,
                fields: &self.fields,
            };
            self.detector
                .find(&mut self.cache, input, &mut self.findings);
            self.findings.len()
        };
        text.blocks.iter().map(find).sum()
    }
}
