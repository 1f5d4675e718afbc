//! What a token costs: of a value that is new, and of one that was there before.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput};
use pumice_synth::Rng;
use pumice_vault::{Lease, Matching, Scope, Tokenizer};

use crate::{
    record::{self, Recorder},
    value,
};

/// Values of a stream.
const VALUES: usize = 200_000;
/// Nanoseconds that a new value may take, and one that was there before.
const NEW: f64 = 1_200.0;
const REPEATED: f64 = 250.0;

/// Streams of which so many of a hundred values are new; the others are any of those before, alike likely.
pub(crate) fn measured(criterion: &mut Criterion, recorder: &mut Recorder) {
    let lease = std::sync::Arc::new(Lease::for_test("bench", &crate::ENTITIES));
    let mut group = criterion.benchmark_group("vault");
    let values = if record::measures() { VALUES } else { 2_000 };
    group.throughput(Throughput::Elements(values as u64));
    for (bench, share) in [("tokens_5", 5), ("tokens_30", 30), ("tokens_100", 100)] {
        let stream = stream(values, share);
        group.bench_function(bench, |bencher| {
            recorder.ran(bench, "vault", values);
            bencher.iter_batched(
                || Tokenizer::new(lease.clone()),
                |tokenizer| tokenize(tokenizer, &stream),
                BatchSize::PerIteration,
            );
        });
        report(&lease, &stream, share);
    }
    group.finish();
}

/// Entities, by their place, and values.
type Stream = Vec<(u16, Vec<u8>)>;

fn stream(values: usize, share: u32) -> Stream {
    let mut rng = Rng::new(u64::from(share));
    let (mut stream, mut text, mut known) = (Stream::new(), vec![], 0);
    for _ in 0..values {
        let is_new = known == 0 || rng.percent(share);
        let number = if is_new { known } else { rng.below(known) };
        known += u32::from(is_new);
        let entity = value(number as usize, &mut text);
        stream.push((entity as u16, text.clone()));
    }
    stream
}

/// As a worker does it: blocks, of which the new values are taken.
fn tokenize(mut tokenizer: Tokenizer, stream: &Stream) -> Tokenizer {
    let mut out = vec![];
    for block in stream.chunks(crate::BLOCK) {
        out.clear();
        for (place, value) in block {
            tokenizer.tokenize(*place, Scope::Domain, Matching::Canonical, value, &mut out);
        }
        black_box((&out, tokenizer.take()));
    }
    tokenizer
}

/// Says what a new value and a repeated one take, and holds them to what they may.
fn report(lease: &std::sync::Arc<Lease>, stream: &Stream, share: u32) {
    let time = |tokenizer: Tokenizer, stream: &Stream| {
        let begun = std::time::Instant::now();
        let tokenizer = tokenize(tokenizer, stream);
        (
            begun.elapsed().as_nanos() as f64 / stream.len() as f64,
            tokenizer,
        )
    };
    let mut distinct = stream.clone();
    distinct.sort();
    distinct.dedup();
    let mut rng = Rng::new(7);
    let pick = |_| distinct[rng.below(distinct.len() as u32) as usize].clone();
    let again: Stream = (0..stream.len()).map(pick).collect();
    let warm = time(Tokenizer::new(lease.clone()), stream).1;
    let (repeated, _) = time(warm, &again);
    // Tables are made by the first value.
    let mut begun = Tokenizer::new(lease.clone());
    begun.tokenize(0, Scope::Domain, Matching::Exact, b"begun", &mut vec![]);
    let (new, _) = time(begun, &distinct);
    println!("{share} % distinct: {new:.0} ns a new value, {repeated:.0} ns a repeated one");
    let is_measured = record::measures();
    assert!(!is_measured || new <= NEW, "a new value takes {new:.0} ns");
    assert!(
        !is_measured || repeated <= REPEATED,
        "a repeated value takes {repeated:.0} ns"
    );
}
