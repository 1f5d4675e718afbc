//! Inputs made to be slow, at 1 MB and at 8 MB: speed, and whether time grows with size alone.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, Throughput};
use pumice_synth::corpus::adversarial::{ADVERSARIES, Adversary};

use crate::{
    blocks::Text,
    record::{self, EIGHTH, Recorder, WHOLE},
    search::Search,
};

/// Findings that the two ends of an input may add or take, and the seven inner edges that eight
/// inputs of 1 MB have more than one of 8 MB.
const EDGES: usize = 24;

/// Inputs each unit of which is one value by its definition.
const ONE_A_UNIT: [&str; 12] = [
    "mail_list",
    "mail_long_local",
    "ip4_list",
    "card_list",
    "card_glued",
    "ssn_list",
    "ssn_cue",
    "phone_list",
    "iban_list",
    "escaped_at",
    "escape_in_card",
    "tab_card",
];

/// Every input at both lengths, one behind the other, so that the machine is the same for both.
pub(crate) fn measure(criterion: &mut Criterion, recorder: &mut Recorder, search: &mut Search<'_>) {
    for adversary in ADVERSARIES {
        both(criterion, recorder, search, adversary);
    }
}

/// One input at both lengths.
pub(crate) fn both(
    criterion: &mut Criterion,
    recorder: &mut Recorder,
    search: &mut Search<'_>,
    adversary: &'static Adversary,
) {
    // `cargo test` wants the answers alone.
    let eighth = if record::measures() {
        1_000_000
    } else {
        100_000
    };
    let mut counts = [None, None];
    for ((group, bytes), count) in [(EIGHTH, eighth), (WHOLE, eighth * 8)]
        .into_iter()
        .zip(&mut counts)
    {
        *count = one(criterion, recorder, search, adversary, group, bytes);
    }
    // A filter may have left one out.
    if let [Some(eighth), Some(whole)] = counts {
        check(adversary, eighth, whole);
    }
}

/// Number of findings, if a filter lets the bench run.
fn one(
    criterion: &mut Criterion,
    recorder: &mut Recorder,
    search: &mut Search<'_>,
    adversary: &'static Adversary,
    group: &'static str,
    bytes: usize,
) -> Option<usize> {
    let text = Text::adversarial(adversary, bytes);
    let bytes = text.bytes.len();
    let mut group_of = criterion.benchmark_group(group);
    group_of
        .throughput(Throughput::Bytes(bytes as u64))
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(600));
    let mut count = None;
    group_of.bench_function(adversary.name, |bencher| {
        recorder.ran(adversary.name, group, bytes);
        let expected = *count.get_or_insert_with(|| search.count(&text));
        if ONE_A_UNIT.contains(&adversary.name) {
            assert_eq!(expected, bytes / adversary.unit.len(), "{}", adversary.name);
        }
        bencher.iter(|| assert_eq!(search.count(black_box(&text)), expected));
    });
    group_of.finish();
    count
}

/// What repeats is found as often in every stretch of it.
fn check(adversary: &Adversary, eighth: usize, whole: usize) {
    assert!(
        whole.abs_diff(eighth * 8) <= EDGES,
        "{}: {eighth} findings in an eighth, {whole} in the whole",
        adversary.name
    );
}
