//! How much of what is found is right: counts against texts that people have labelled.

use std::ops::Range;

use crate::{Cache, Kind, Model, NameSpan, Query, train::Example};

/// Right and wrong, for precision and recall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and right.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// To be found.
    pub wanted: usize,
}

impl Counts {
    /// The share of what was found that is right; 1 if nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of what was to be found that was found; 1 if there was nothing.
    pub fn recall(&self) -> f64 {
        share(self.right, self.wanted)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.found + self.wanted)
    }

    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// What was counted over some texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// Names of each kind whose span and kind are exactly right.
    pub kinds: [Counts; Kind::ALL.len()],
    /// Tokens of names, of whatever kind.
    pub tokens: Counts,
    /// By tenth of the score: findings, how many of them are right, and the sum of their scores.
    pub deciles: [(usize, usize, f64); 10],
}

impl Evaluation {
    /// Names of all kinds, exactly right.
    pub fn names(&self) -> Counts {
        self.kinds.iter().fold(Counts::default(), |mut all, kind| {
            all.add(*kind);
            all
        })
    }
}

/// Searches the texts of `examples` and counts.
pub fn evaluate(model: &Model, examples: &[Example], query: Query) -> Evaluation {
    let mut evaluation = Evaluation::default();
    let mut cache = Cache::default();
    let mut found = vec![];
    for example in examples {
        found.clear();
        let query = Query {
            field: example.field,
            ..query
        };
        model.find(&mut cache, &example.text, query, &mut found);
        evaluation.count(example, &found);
    }
    evaluation
}

impl Evaluation {
    fn count(&mut self, example: &Example, found: &[NameSpan]) {
        for (_, kind) in &example.names {
            self.kinds[*kind as usize].wanted += 1;
        }
        for name in found {
            let span = (bytes(name), name.kind);
            let is_right = example.names.contains(&span);
            let counts = &mut self.kinds[name.kind as usize];
            counts.found += 1;
            counts.right += usize::from(is_right);
            let decile = &mut self.deciles[((name.score * 10.0) as usize).min(9)];
            decile.0 += 1;
            decile.1 += usize::from(is_right);
            decile.2 += f64::from(name.score);
        }
        for token in &example.tokens {
            let is_wanted = (example.names.iter()).any(|(name, _)| overlap(name, token));
            let is_found = found.iter().any(|name| overlap(&bytes(name), token));
            self.tokens.add(Counts {
                right: usize::from(is_wanted && is_found),
                found: usize::from(is_found),
                wanted: usize::from(is_wanted),
            });
        }
    }
}

fn bytes(name: &NameSpan) -> Range<usize> {
    name.start as usize..name.end as usize
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
