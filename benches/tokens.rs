//! What a token costs: of a value that is new, and of one that was there before.

use std::{hint::black_box, sync::Arc, time::Instant};

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
    let lease = Arc::new(Lease::for_test("bench", &crate::ENTITIES));
    let mut group = criterion.benchmark_group("vault");
    let values = if record::measures() { VALUES } else { 2_000 };
    group.throughput(Throughput::Elements(values as u64));
    for (bench, share) in [("tokens_5", 5), ("tokens_30", 30), ("tokens_100", 100)] {
        let numbers = numbers(values, share);
        let stream = Stream::of(numbers.0.iter().copied());
        group.bench_function(bench, |bencher| {
            recorder.ran(bench, "vault", values);
            bencher.iter_batched(
                || Tokenizer::new(lease.clone()),
                |mut tokenizer| {
                    stream.tokenize(&mut tokenizer);
                    tokenizer
                },
                BatchSize::PerIteration,
            );
        });
        report(&lease, &numbers, share);
    }
    group.finish();
}

/// Values behind each other, as they stand in a block, with their ends and the places of their entities.
#[derive(Default)]
struct Stream {
    text: Vec<u8>,
    values: Vec<(u16, usize)>,
}

impl Stream {
    /// The values with these numbers.
    fn of(numbers: impl IntoIterator<Item = u32>) -> Self {
        let (mut stream, mut text) = (Self::default(), vec![]);
        for number in numbers {
            let place = value(number as usize, &mut text) as u16;
            stream.text.extend_from_slice(&text);
            stream.values.push((place, stream.text.len()));
        }
        stream
    }

    /// Tokens of all of them, as a worker makes them: blocks, of which the new values are taken.
    fn tokenize(&self, tokenizer: &mut Tokenizer) {
        let (mut out, mut start) = (vec![], 0);
        for block in self.values.chunks(crate::BLOCK) {
            out.clear();
            for &(place, end) in block {
                let value = &self.text[start..end];
                tokenizer.tokenize(place, Scope::Domain, Matching::Canonical, value, &mut out);
                start = end;
            }
            black_box((&out, tokenizer.take()));
        }
    }

    /// Nanoseconds that one value takes.
    fn time(&self, tokenizer: &mut Tokenizer) -> f64 {
        let begun = Instant::now();
        self.tokenize(tokenizer);
        begun.elapsed().as_nanos() as f64 / self.values.len() as f64
    }
}

/// Numbers of values, of which so many of a hundred were not there before, and how many those are.
fn numbers(values: usize, share: u32) -> (Vec<u32>, u32) {
    let (mut rng, mut known) = (Rng::new(u64::from(share)), 0);
    let numbers = (0..values).map(|_| {
        let is_new = known == 0 || rng.percent(share);
        let number = if is_new { known } else { rng.below(known) };
        known += u32::from(is_new);
        number
    });
    (numbers.collect(), known)
}

/// Says what a new value and a repeated one take, and holds them to what they may: the best of some times, since
/// a machine has other work too.
fn report(lease: &Arc<Lease>, (numbers, known): &(Vec<u32>, u32), share: u32) {
    let (mut new, mut repeated) = (f64::MAX, f64::MAX);
    let distinct = Stream::of(0..*known);
    let mut seen = vec![false; *known as usize];
    let is_repeated = |number: &u32| std::mem::replace(&mut seen[*number as usize], true);
    let again = Stream::of(numbers.iter().copied().filter(is_repeated));
    for _ in 0..5 {
        let mut tokenizer = Tokenizer::new(lease.clone());
        // The first value makes the tables.
        tokenizer.tokenize(0, Scope::Domain, Matching::Exact, b"first", &mut vec![]);
        new = distinct.time(&mut tokenizer).min(new);
        repeated = again.time(&mut tokenizer).min(repeated);
    }
    let is_measured = record::measures();
    println!("{share} % distinct: {new:.0} ns a new value");
    assert!(!is_measured || new <= NEW, "a new value takes {new:.0} ns");
    if !again.values.is_empty() {
        println!("{share} % distinct: {repeated:.0} ns a repeated value");
        assert!(
            !is_measured || repeated <= REPEATED,
            "a repeated value takes {repeated:.0} ns"
        );
    }
}
