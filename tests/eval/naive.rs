//! An independent scorer: a flag for each character, every pair looked at, and pairs that are made
//! by the rule and counted by augmenting paths. Slow, and short enough to be believed.

use std::collections::{BTreeMap, BTreeSet};

use super::{GoldSpan, Record, Span};

/// Right, false and missing spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hits {
    pub(super) right: u64,
    pub(super) wrong: u64,
    pub(super) missing: u64,
}

/// Counts of an entity or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) strict: Hits,
    pub(super) overlap: Hits,
    pub(super) predicted: u64,
    pub(super) gold_chars: u64,
    pub(super) leaked_chars: u64,
    pub(super) predicted_chars: u64,
    pub(super) over_redacted_chars: u64,
}

#[derive(Debug, Default)]
pub(super) struct Score {
    pub(super) rows: BTreeMap<String, Counts>,
    pub(super) total: Counts,
    pub(super) plain_chars: u64,
    pub(super) confusion: BTreeMap<(Option<String>, Option<String>), u64>,
    /// Leaked characters and line, the worst first.
    pub(super) leaked: Vec<(u64, u64)>,
    pub(super) over_redacted: Vec<(u64, u64)>,
}

pub(super) fn score(records: &[Record]) -> Score {
    let mut score = Score::default();
    for (record, line) in records.iter().zip(1..) {
        let before = score.total;
        score.spans(record);
        score.chars(record);
        score
            .leaked
            .push((score.total.leaked_chars - before.leaked_chars, line));
        let vain = score.total.over_redacted_chars - before.over_redacted_chars;
        score.over_redacted.push((vain, line));
    }
    for list in [&mut score.leaked, &mut score.over_redacted] {
        list.retain(|&(characters, _)| characters > 0);
        list.sort_by_key(|&(characters, line)| (std::cmp::Reverse(characters), line));
    }
    score
}

fn common(one: (usize, usize), other: (usize, usize)) -> usize {
    (one.0..one.1)
        .filter(|at| (other.0..other.1).contains(at))
        .count()
}

/// The hits of a mode.
type OfMode = fn(&mut Counts) -> &mut Hits;

/// The entity whose part a gold span takes.
fn part(gold: &GoldSpan, predicted: &[Span]) -> Option<String> {
    let place = |span: &Span| gold.meaning.iter().position(|name| *name == span.label);
    let mut over: Vec<&Span> = predicted.iter().collect();
    over.retain(|span| place(span).is_some() && common(gold.at, span.at) > 0);
    over.sort_by_key(|span| {
        let shared = common(gold.at, span.at);
        (
            span.at != gold.at,
            std::cmp::Reverse(shared),
            span.at,
            place(span),
        )
    });
    over.first().map(|span| span.label.clone())
}

/// For each gold span the prediction it is paired with: the rule, taken literally.
fn pairing(edges: &[Vec<usize>], golds: &[&GoldSpan], predicted: &[Span]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; golds.len()];
    let gold_rank = |gold: usize| (golds[gold].at.1, golds[gold].at.0, 0, gold);
    let rank = |at: usize| (predicted[at].at.1, predicted[at].at.0, 1, at);
    loop {
        let free = (0..golds.len()).filter(|&gold| pairs[gold].is_none());
        let possible = free.flat_map(|gold| edges[gold].iter().map(move |&at| (gold, at)));
        let possible = possible.filter(|(_, at)| !pairs.contains(&Some(*at)));
        // The one that ends first of all, with the one that ends first of its partners.
        let next = possible.min_by_key(|&(gold, at)| {
            let ends = [gold_rank(gold), rank(at)];
            (*ends.iter().min().unwrap(), *ends.iter().max().unwrap())
        });
        match next {
            Some((gold, at)) => pairs[gold] = Some(at),
            None => break,
        }
    }
    assert_eq!(
        pairs.iter().flatten().count(),
        most_pairs(edges, predicted.len())
    );
    pairs
}

/// Kuhn's algorithm: as many pairs as there can be.
fn most_pairs(edges: &[Vec<usize>], predictions: usize) -> usize {
    fn augment(
        gold: usize,
        edges: &[Vec<usize>],
        seen: &mut [bool],
        partner: &mut [Option<usize>],
    ) -> bool {
        for &prediction in &edges[gold] {
            if !std::mem::replace(&mut seen[prediction], true)
                && partner[prediction].is_none_or(|other| augment(other, edges, seen, partner))
            {
                partner[prediction] = Some(gold);
                return true;
            }
        }
        false
    }
    let mut partner = vec![None; predictions];
    let mut paired =
        |gold: &usize| augment(*gold, edges, &mut vec![false; predictions], &mut partner);
    (0..edges.len()).filter(|gold| paired(gold)).count()
}

impl Score {
    fn count(&mut self, entity: &str, count: impl Fn(&mut Counts)) {
        count(self.rows.entry(entity.to_owned()).or_default());
        count(&mut self.total);
    }

    fn spans(&mut self, record: &Record) {
        let golds: Vec<&GoldSpan> = record
            .gold
            .iter()
            .filter(|gold| !gold.meaning.is_empty())
            .collect();
        let ignored = |span: &Span| {
            let mut ignored = record.gold.iter().filter(|gold| gold.meaning.is_empty());
            ignored.any(|gold| common(gold.at, span.at) > 0)
        };
        let parts: Vec<_> = golds
            .iter()
            .map(|gold| part(gold, &record.predicted))
            .collect();
        let edges = |fits: &dyn Fn(&GoldSpan, &Span) -> bool| -> Vec<Vec<usize>> {
            let of = |(gold, part): (&&GoldSpan, &Option<String>)| {
                let spans = record.predicted.iter().enumerate();
                let own = spans
                    .filter(|(_, span)| Some(&span.label) == part.as_ref() && fits(gold, span));
                own.map(|(at, _)| at).collect()
            };
            golds.iter().zip(&parts).map(of).collect()
        };
        let strict = edges(&|gold, span| gold.at == span.at);
        let overlap = edges(&|gold, span| common(gold.at, span.at) > 0);
        let modes: [(_, OfMode); 2] = [
            (strict, |counts| &mut counts.strict),
            (overlap, |counts| &mut counts.overlap),
        ];
        for (edges, hits) in modes {
            let pairs = pairing(&edges, &golds, &record.predicted);
            for (gold, pair) in golds.iter().zip(&pairs) {
                self.count(&gold.meaning[0], |counts| match pair {
                    Some(_) => hits(counts).right += 1,
                    None => hits(counts).missing += 1,
                });
            }
            for (at, span) in record.predicted.iter().enumerate() {
                if !pairs.contains(&Some(at)) && !ignored(span) {
                    self.count(&span.label, |counts| hits(counts).wrong += 1);
                }
            }
        }
        for (gold, part) in golds.iter().zip(&parts) {
            let row = gold.meaning[0].clone();
            let mut over: Vec<&Span> = record.predicted.iter().collect();
            over.retain(|span| common(gold.at, span.at) > 0);
            over.sort_by_key(|span| {
                (
                    std::cmp::Reverse(common(gold.at, span.at)),
                    span.at,
                    &span.label,
                )
            });
            let taken_for = match part {
                Some(_) => Some(row.clone()),
                None => over.first().map(|span| span.label.clone()),
            };
            *self.confusion.entry((Some(row), taken_for)).or_default() += 1;
        }
        for span in &record.predicted {
            self.count(&span.label, |counts| counts.predicted += 1);
            if record.gold.iter().all(|gold| common(gold.at, span.at) == 0) {
                *self
                    .confusion
                    .entry((None, Some(span.label.clone())))
                    .or_default() += 1;
            }
        }
    }

    fn chars(&mut self, record: &Record) {
        for at in 0..record.text.chars().count() {
            let is_over = |span: (usize, usize)| (span.0..span.1).contains(&at);
            let golds = record.gold.iter().filter(|gold| is_over(gold.at));
            let is_known = golds.clone().count() > 0;
            let gold: BTreeSet<_> = golds.filter_map(|gold| gold.meaning.first()).collect();
            let spans = record.predicted.iter().filter(|span| is_over(span.at));
            let predicted: BTreeSet<_> = spans.map(|span| &span.label).collect();
            let add = |counts: &mut Counts, has_gold: bool, is_predicted: bool| {
                counts.gold_chars += u64::from(has_gold);
                counts.leaked_chars += u64::from(has_gold && predicted.is_empty());
                // Characters that are ignored and nothing else are on neither side of a share.
                let counts_here = is_predicted && (!gold.is_empty() || !is_known);
                counts.predicted_chars += u64::from(counts_here);
                counts.over_redacted_chars += u64::from(is_predicted && !is_known);
            };
            for entity in gold.union(&predicted) {
                let row = self.rows.entry((*entity).clone()).or_default();
                add(row, gold.contains(entity), predicted.contains(entity));
            }
            add(&mut self.total, !gold.is_empty(), !predicted.is_empty());
            self.plain_chars += u64::from(!is_known);
        }
    }
}
