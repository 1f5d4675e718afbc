//! What a probability is worth: the share of right ones among findings like it.

use crate::{
    Cache, Case, Kind, Query,
    find::Bias,
    model::{BINS, Model},
    scan::Capitals,
    train::{corpus::Example, instances::named},
    vocabulary::{Reading, Words},
    window::{Window, Windows},
};

/// By kind, of each bin how many findings are right, and how many there are.
pub(super) type Bins = [[(f64, f64); BINS]; Kind::ALL.len()];

/// Counts the findings of a model in texts that it was not trained with.
///
/// `model` must have a calibration that tells bins apart.
pub(super) fn count(model: &Model, held: &[&Example], case: Case, bins: &mut Bins) {
    let mut cache = Cache::default();
    let mut found = vec![];
    for example in held {
        found.clear();
        // More is found than with any other bias, so that low bins are counted too.
        let query = Query {
            bias: Bias::Recall,
            case,
            field: example.field,
        };
        model.find(&mut cache, &example.text, query, &mut found);
        for name in &found {
            let span = name.start as usize..name.end as usize;
            let is_right = example.names.contains(&(span, name.kind));
            let bin = &mut bins[name.kind as usize][(name.score * 255.0).round() as usize];
            bin.0 += f64::from(u8::from(is_right));
            bin.1 += 1.0;
        }
    }
}

/// By kind, a calibrated score for each bin, rising with the bins.
pub(super) fn table(bins: &Bins) -> Vec<u8> {
    bins.iter().flat_map(rising).collect()
}

/// Tells the bins apart: each has its own number.
pub(super) fn identity() -> Vec<u8> {
    (0..Kind::ALL.len() * BINS)
        .map(|at| (at % BINS) as u8)
        .collect()
}

/// Shares that never fall: neighbours that do are pooled.
fn rising(bins: &[(f64, f64); BINS]) -> Vec<u8> {
    let mut pools: Vec<(f64, f64, usize)> = vec![];
    for (at, &(right, all)) in bins.iter().enumerate() {
        // An empty bin is as good as the middle of its raw probabilities, a little.
        let middle = ((at as f64 + 0.5) / BINS as f64).sqrt();
        let mut pool = (right + 2.0 * middle, all + 2.0, 1);
        while let Some(last) = pools
            .last()
            .filter(|last| last.0 / last.1 >= pool.0 / pool.1)
        {
            pool = (last.0 + pool.0, last.1 + pool.1, last.2 + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let score = |pool: &(f64, f64, usize)| (pool.0 / pool.1 * 255.0).round() as u8;
    pools
        .iter()
        .flat_map(|pool| vec![score(pool); pool.2])
        .collect()
}

/// How much a word alone must speak against names to be passed over where it stands alone: so much that
/// of the names of `examples` that are one word, one in [`SPARED`] is lost.
pub(super) fn dull(model: &Model, examples: &[&Example], reading: Reading) -> i16 {
    let mut margins = vec![];
    let (mut words, mut capitals, mut buffer) = (Words::default(), Capitals::default(), vec![]);
    words.prepare(model.check());
    for example in examples {
        capitals.read(example.text.as_bytes());
        let mut windows = Windows {
            text: example.text.as_bytes(),
            vocabulary: &model.vocabulary(),
            weights: &model.weights(reading),
            words: &mut words,
            buffer: &mut buffer,
        };
        let visit = |window: Window| {
            let &[token] = &window.tokens[window.run] else {
                return;
            };
            if named(example, &token).is_some() {
                margins.push(token.margin());
            }
        };
        match reading {
            Reading::Cased => windows.cased(&capitals, visit),
            Reading::Folded => windows.folded(visit),
        }
    }
    margins.sort_unstable();
    let rank = margins.len() - margins.len() / SPARED;
    margins.get(rank).copied().unwrap_or(i16::MAX)
}

/// See [`dull`].
const SPARED: usize = 250;
