//! Detection alone, of the whole catalogue, next to what the memory of the machine can do.
//!
//! `cargo bench --bench micro`; method and bias stand in `benches/README.md`.

mod adversaries;
mod blocks;
mod disguises;
mod named;
mod own;
mod own_rules;
mod prose;
mod record;
mod search;
mod yardstick;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use memchr::memchr;
use pumice_detect::DetectorBuilder;
use pumice_synth::corpus;

use crate::{blocks::Text, record::Recorder, search::Search};

const SEED: u64 = 1;
const CORPORA: [&str; 7] = [
    "chat",
    "prose",
    "logs",
    "multilingual",
    "disguised",
    "logs_text",
    "cells",
];

fn main() {
    let mut criterion = record::criterion();
    let mut recorder = Recorder::new();
    let detector = DetectorBuilder::new()
        .build()
        .expect("the catalogue compiles");
    let mut search = Search::new(&detector);
    let bytes = record::size(64 << 20);
    for name in CORPORA {
        let (name, text) = text(name, bytes);
        measure(&mut criterion, &mut recorder, &mut search, name, &text);
    }
    own::measure(&mut criterion, &mut recorder);
    disguises::measure(&mut criterion, &mut recorder, record::size(16 << 20));
    named::measure(&mut criterion, &mut recorder, record::size(16 << 20));
    adversaries::measure(&mut criterion, &mut recorder, &mut search);
    criterion.final_summary();
    recorder.write();
}

/// One corpus, with the name that it is recorded under; made when its turn comes, so that memory
/// holds one at a time.
fn text(name: &'static str, bytes: usize) -> (&'static str, Text) {
    let text = match name {
        "chat" => Text::jsonl(corpus::chat(SEED, bytes).bytes),
        "prose" => {
            let (name, lines) = prose::prose(SEED, bytes);
            return (name, Text::jsonl(lines));
        }
        "logs" => Text::jsonl(corpus::logs(SEED, bytes).bytes),
        "disguised" => Text::jsonl(corpus::disguised(SEED, bytes).bytes),
        "multilingual" => Text::jsonl(corpus::multilingual(SEED, bytes).bytes),
        "logs_text" => Text::plain(corpus::logs_text(SEED, bytes).bytes),
        _ => Text::cells(corpus::cells(SEED, bytes)),
    };
    (name, text)
}

/// A yardstick over the same bytes, then detection.
fn measure(
    criterion: &mut Criterion,
    recorder: &mut Recorder,
    search: &mut Search<'_>,
    name: &'static str,
    text: &Text,
) {
    let bytes = text.bytes.len();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("memchr", |bencher| {
        recorder.ran("memchr", name, bytes);
        bencher.iter(|| assert_eq!(memchr(0, black_box(&text.bytes)), None));
    });
    group.bench_function("detect", |bencher| {
        recorder.ran("detect", name, bytes);
        let expected = search.count(text);
        assert_ne!(expected, 0, "nothing found in {name}");
        bencher.iter(|| assert_eq!(search.count(black_box(text)), expected));
    });
    group.finish();
}
