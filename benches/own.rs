//! Rules of a user's own beside the catalogue, and the catalogue alone, side by side.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use pumice_synth::corpus;

use crate::{
    SEED,
    blocks::Text,
    own_rules::{Own, builder},
    record::{self, Recorder},
    search::Search,
};

/// Terms when `cargo test` runs each bench once.
const FEW: usize = 20_000;

/// What is added to the catalogue, and the name that it is recorded under.
const CASES: [(Own, &str); 4] = [
    (Own::Nothing, "own_nothing"),
    (Own::Patterns, "own_patterns_200"),
    (Own::Terms, "own_terms_1m"),
    (Own::Both, "own_both"),
];

/// One corpus with each, one behind the other, so that the machine is the same for all.
pub(crate) fn measure(criterion: &mut Criterion, recorder: &mut Recorder) {
    let text = Text::jsonl(corpus::chat(SEED, record::size(64 << 20)).bytes);
    let terms = if record::measures() { 1_000_000 } else { FEW };
    let bytes = text.bytes.len();
    let mut group = criterion.benchmark_group("own");
    group.throughput(Throughput::Bytes(bytes as u64));
    for (own, name) in CASES {
        // Built when its turn comes, and only if a filter lets it.
        let mut detector = None;
        group.bench_function(name, |bencher| {
            recorder.ran(name, "own", bytes);
            let detector = detector.get_or_insert_with(|| {
                let builder = builder(own, terms);
                builder.build().expect("the rules compile")
            });
            let mut search = Search::new(detector);
            let expected = search.count(&text);
            assert_ne!(expected, 0, "nothing found with {name}");
            bencher.iter(|| assert_eq!(search.count(black_box(&text)), expected));
        });
    }
    group.finish();
}
