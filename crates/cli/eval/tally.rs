//! What the blocks amount to.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use serde_json::value::RawValue;

use super::{
    counts::Counts,
    cover::{Cover, Extent},
    labels::EntityIndex,
    resample::Groups,
    ruler::Place,
    score::{Cell, Gold, Predicted, Score},
    unknown::Unknown,
    worker::Task,
    worst::{Worst, WorstRecord, WorstSpan},
};

/// The result of one block.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) unknown: Unknown,
    /// Gold lines and the prediction records that belong to them.
    pub(super) joined: Vec<(u64, usize)>,
    pub(super) without_predictions: u64,
    /// Rows and total of each record, in order.
    records: Vec<(Vec<(EntityIndex, Counts)>, Counts)>,
    sums: Sums,
}

/// What does not depend on how records are grouped.
#[derive(Debug)]
pub(super) struct Sums {
    pub(super) confusion: BTreeMap<Cell, u64>,
    pub(super) gold: u64,
    pub(super) ignored: u64,
    pub(super) leaked: Worst,
    pub(super) over_redacted: Worst,
}

/// A record with what the list of the worst may show of it.
pub(super) struct Scored<'r> {
    pub(super) line: u64,
    pub(super) id: Option<&'r RawValue>,
    pub(super) text: &'r str,
    pub(super) golds: &'r [Gold<'r>],
    pub(super) predictions: &'r [Predicted],
}

impl Sums {
    fn new(worst: usize) -> Self {
        Self {
            confusion: BTreeMap::new(),
            gold: 0,
            ignored: 0,
            leaked: Worst::new(worst),
            over_redacted: Worst::new(worst),
        }
    }

    fn merge(&mut self, other: Sums) {
        for (cell, count) in other.confusion {
            *self.confusion.entry(cell).or_default() += count;
        }
        self.gold += other.gold;
        self.ignored += other.ignored;
        self.leaked.merge(other.leaked);
        self.over_redacted.merge(other.over_redacted);
    }
}

impl Part {
    /// Nothing yet; keeps so many of the worst records.
    pub(super) fn new(worst: usize) -> Self {
        Self {
            unknown: Unknown::default(),
            joined: Vec::new(),
            without_predictions: 0,
            records: Vec::new(),
            sums: Sums::new(worst),
        }
    }

    /// Adds the score of the block's next record.
    pub(super) fn add(&mut self, score: Score, record: &Scored<'_>, task: &Task<'_>) {
        let sums = &mut self.sums;
        for &cell in &score.confusion {
            *sums.confusion.entry(cell).or_default() += 1;
        }
        sums.gold += score.gold;
        sums.ignored += score.ignored;
        let leaked = score.total.leaked_chars;
        sums.leaked.add(leaked, record.line, || {
            record.describe(record.leaks(&score.predicted), leaked, task)
        });
        let vain = score.total.over_redacted_chars;
        sums.over_redacted.add(vain, record.line, || {
            record.describe(record.vain(&score.known), vain, task)
        });
        self.records.push((score.rows, score.total));
    }
}

/// A span that went wrong, and by how many characters.
struct Wrong {
    entity: EntityIndex,
    start: Place,
    end: Place,
    characters: u64,
}

impl Scored<'_> {
    /// Gold spans with characters that are not `predicted`.
    fn leaks(&self, predicted: &Cover) -> Vec<Wrong> {
        let missed = |gold: &Gold<'_>| missed(gold.extent(), predicted);
        let golds = self.golds.iter();
        let wrong = golds.filter_map(|gold| {
            Some(Wrong {
                entity: *gold.meaning.first()?,
                start: gold.start,
                end: gold.end,
                characters: missed(gold),
            })
        });
        wrong.collect()
    }

    /// Predictions with characters that are not `known` to be gold or ignored.
    fn vain(&self, known: &Cover) -> Vec<Wrong> {
        let wrong = |prediction: &Predicted| Wrong {
            entity: prediction.entity,
            start: prediction.start,
            end: prediction.end,
            characters: missed(prediction.extent(), known),
        };
        self.predictions.iter().map(wrong).collect()
    }

    fn describe(&self, mut wrong: Vec<Wrong>, characters: u64, task: &Task<'_>) -> WorstRecord {
        wrong.retain(|span| span.characters > 0);
        wrong.sort_by_key(|span| (std::cmp::Reverse(span.characters), span.start));
        let more_spans = wrong.len().saturating_sub(WorstRecord::MAX_SPANS);
        wrong.truncate(WorstRecord::MAX_SPANS);
        wrong.sort_by_key(|span| (span.start, span.end, span.entity));
        WorstRecord {
            id: self.shown_id(),
            line: self.line,
            characters,
            spans: wrong.iter().map(|span| self.span(span, task)).collect(),
            more_spans,
        }
    }

    fn span(&self, wrong: &Wrong, task: &Task<'_>) -> WorstSpan {
        let (start, end) = (wrong.start, wrong.end);
        let unit = task.args.offsets;
        let value = || {
            self.text
                .get(start.bytes as usize..end.bytes as usize)
                .map(str::to_owned)
        };
        WorstSpan {
            entity: task.labels.names()[usize::from(wrong.entity)].clone(),
            start: start.count(unit),
            length: end.count(unit) - start.count(unit),
            characters: wrong.characters,
            value: task.args.show_values.then(value).flatten(),
        }
    }

    /// The id when it is short enough to be one, and else the line's number.
    fn shown_id(&self) -> Box<RawValue> {
        let is_id = |id: &&RawValue| {
            let json = id.get();
            json.len() <= MAX_ID_BYTES && !json.starts_with(['{', '[', 'n'])
        };
        let line = || serde_json::value::to_raw_value(&self.line).unwrap_or_default();
        self.id.filter(is_id).map_or_else(line, ToOwned::to_owned)
    }
}

/// Longer than hashes and most URLs; a text that was taken for the id is longer.
const MAX_ID_BYTES: usize = 100;

fn missed(extent: Extent, cover: &Cover) -> u64 {
    extent.len() - cover.within(extent)
}

/// What all blocks amount to.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) records: u64,
    pub(super) without_predictions: u64,
    pub(super) groups: Groups,
    pub(super) sums: Sums,
    unknown: Unknown,
    /// The gold line that each prediction record belongs to.
    joined: BTreeMap<usize, u64>,
}

impl Tally {
    /// Nothing yet, over so many entities; keeps so many of the worst records.
    pub(super) fn new(entities: usize, worst: usize) -> Self {
        Self {
            records: 0,
            without_predictions: 0,
            groups: Groups::new(entities),
            sums: Sums::new(worst),
            unknown: Unknown::default(),
            joined: BTreeMap::new(),
        }
    }

    /// Labels without a meaning so far.
    pub(super) fn unknown(&self) -> &Unknown {
        &self.unknown
    }

    /// The prediction records that belong to a gold record.
    pub(super) fn joined(&self) -> BTreeSet<usize> {
        self.joined.keys().copied().collect()
    }

    /// Adds the next block; `gold` is what messages call the file.
    ///
    /// # Errors
    /// When two gold records ask for the same predictions.
    pub(super) fn add(&mut self, part: Part, gold: &str) -> anyhow::Result<()> {
        for (rows, total) in &part.records {
            self.groups.add(self.records, rows, total);
            self.records += 1;
        }
        self.without_predictions += part.without_predictions;
        self.unknown.merge(part.unknown);
        self.sums.merge(part.sums);
        for (line, index) in part.joined {
            if let Some(earlier) = self.joined.insert(index, line) {
                bail!(
                    "{gold}:{line}: has the same id as line {earlier}; predictions can only be \
                     joined where each record has its own"
                );
            }
        }
        Ok(())
    }
}
