//! What it costs to see through disguises: none of them, each alone, and all, on chat and on chat in which
//! one string of twenty has a value in disguise.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use pumice_detect::{Detector, DetectorBuilder, Disguise, Disguises};
use pumice_synth::corpus;

use crate::{blocks::Text, record::Recorder, search::Search};

/// Every set on both corpora, one behind the other, so that the machine is the same for all.
pub(crate) fn measure(criterion: &mut Criterion, recorder: &mut Recorder, bytes: usize) {
    let corpora = [
        ("disguises_chat", Text::jsonl(corpus::chat(1, bytes).bytes)),
        (
            "disguises_disguised",
            Text::jsonl(corpus::disguised(1, bytes).bytes),
        ),
    ];
    let alone = Disguise::ALL.map(|one| (one.name(), Disguises::NONE.with(one)));
    let sets = [("none", Disguises::NONE)].into_iter().chain(alone);
    let detectors: Vec<(&str, Detector)> = sets
        .chain([("all", Disguises::ALL)])
        .map(|(name, on)| {
            let mut builder = DetectorBuilder::new();
            builder.disguises(on);
            (name, builder.build().expect("the catalogue compiles"))
        })
        .collect();
    for (corpus, text) in &corpora {
        let mut group = criterion.benchmark_group(*corpus);
        group.throughput(Throughput::Bytes(text.bytes.len() as u64));
        for (name, detector) in &detectors {
            let mut search = Search::new(detector);
            group.bench_function(*name, |bencher| {
                recorder.ran(name, corpus, text.bytes.len());
                let expected = search.count(text);
                assert_ne!(expected, 0, "nothing found in {corpus}");
                bencher.iter(|| assert_eq!(search.count(black_box(text)), expected));
            });
        }
        group.finish();
    }
}
