//! One record's predictions against its gold.
//!
//! - Each gold span takes the part of one entity. Where it may be several, of those that were
//!   predicted over it: the one on the same characters (of several the first in the map's order),
//!   else the one that shares most characters with it (of equals the one that starts first, ends
//!   first, comes first in the map's order); else the first of the map. It is counted in the row
//!   of the first of the map all the same, so that a row's support does not depend on the
//!   predictions, and so is a prediction that is right about it.
//! - Spans are then paired one to one as [`matching`] says, strictly and by
//!   overlap. A prediction without a partner is false, unless it overlaps an ignored span.
//! - The confusion table counts each gold span once, whoever else was paired: under its own entity
//!   if a right prediction overlaps it, else under that of the prediction that shares most
//!   characters with it (of equals the one that starts first, ends first, is first by name), else
//!   as missed. A prediction that overlaps neither gold nor an ignored span is spurious.
//! - A character is gold, predicted or ignored once, however many spans lie over it. Ignored
//!   characters that are not gold too are left out of all shares.

use super::{
    counts::{Counts, Hits},
    cover::{Cover, Extent},
    labels::EntityIndex,
    matching::{self, Item, Matched},
    ruler::Place,
    view::{Touched, View, views},
};

/// A gold span.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gold<'l> {
    pub(super) start: Place,
    pub(super) end: Place,
    /// What it may be; nothing when it is ignored.
    pub(super) meaning: &'l [EntityIndex],
}

impl Gold<'_> {
    pub(super) fn extent(&self) -> Extent {
        extent(self.start, self.end)
    }
}

/// A predicted span.
#[derive(Clone, Copy, Debug)]
pub(super) struct Predicted {
    pub(super) start: Place,
    pub(super) end: Place,
    pub(super) entity: EntityIndex,
}

impl Predicted {
    pub(super) fn extent(&self) -> Extent {
        extent(self.start, self.end)
    }
}

fn extent(start: Place, end: Place) -> Extent {
    Extent {
        start: start.chars,
        end: end.chars,
    }
}

/// What became of the gold spans and the predictions of one record.
#[derive(Debug)]
pub(super) struct Score {
    /// Entities that occur in the record, on either side, in no order.
    pub(super) rows: Vec<(EntityIndex, Counts)>,
    pub(super) total: Counts,
    pub(super) confusion: Vec<Cell>,
    /// Gold spans, ignored ones left out.
    pub(super) gold: u64,
    pub(super) ignored: u64,
    /// All characters that are predicted, and all that are gold or ignored.
    pub(super) predicted: Cover,
    pub(super) known: Cover,
}

/// A gold entity and what was predicted there; `None` for spurious and for missed.
pub(super) type Cell = (Option<EntityIndex>, Option<EntityIndex>);

impl Score {
    /// Scores a record whose text has so many characters.
    pub(super) fn new(golds: &[Gold<'_>], predictions: &[Predicted], chars: u64) -> Self {
        let mut score = Self {
            rows: Vec::new(),
            total: Counts::default(),
            confusion: Vec::new(),
            gold: 0,
            ignored: 0,
            predicted: Cover::new(predictions.iter().map(Predicted::extent)),
            known: Cover::new(golds.iter().map(Gold::extent)),
        };
        let spans = Spans::new(golds, predictions);
        score.gold = spans.gold.len() as u64;
        score.ignored = golds.len() as u64 - score.gold;
        score.count_spans(&spans);
        score.count_chars(&spans);
        score.total.plain_chars = chars - score.known.len();
        score
    }

    fn count_spans(&mut self, spans: &Spans) {
        let strict = matching::strict(&spans.gold, &spans.predicted);
        self.add_hits(spans, &strict, |counts| &mut counts.strict);
        let overlap = matching::overlapping(&spans.gold, &spans.predicted);
        self.add_hits(spans, &overlap, |counts| &mut counts.overlap);
        let gold = spans.rows.iter().zip(&spans.taken_for);
        self.confusion
            .extend(gold.map(|(&row, &taken_for)| (Some(row), taken_for)));
        for (item, &touched) in spans.predicted.iter().zip(&spans.touched) {
            self.add(item.entity, |counts| counts.predicted += 1);
            if touched == Touched::Nothing {
                self.confusion.push((None, Some(item.entity)));
            }
        }
    }

    /// Counts what is right or missing in the rows of the gold spans, and what is false in the
    /// rows of the predictions.
    fn add_hits(&mut self, spans: &Spans, matched: &Matched, hits: fn(&mut Counts) -> &mut Hits) {
        for (&row, &is_matched) in spans.rows.iter().zip(&matched.gold) {
            self.add(row, |counts| match is_matched {
                true => hits(counts).true_positives += 1,
                false => hits(counts).false_negatives += 1,
            });
        }
        let predicted = spans.predicted.iter().zip(&spans.touched);
        for ((item, &touched), &is_matched) in predicted.zip(&matched.predicted) {
            if !is_matched && touched != Touched::Ignored {
                self.add(item.entity, |counts| hits(counts).false_positives += 1);
            }
        }
    }

    fn count_chars(&mut self, spans: &Spans) {
        let gold = spans.rows.iter().zip(&spans.gold);
        let gold: Vec<_> = gold.map(|(&row, item)| (row, item.extent)).collect();
        let right = Cover::new(gold.iter().map(|&(_, extent)| extent));
        let predicted: Vec<_> = spans
            .predicted
            .iter()
            .map(|item| (item.entity, item.extent))
            .collect();
        for (row, own) in covers(gold) {
            let counts = row_of(&mut self.rows, row);
            counts.add_gold(&own, &self.predicted);
        }
        for (row, own) in covers(predicted) {
            let counts = row_of(&mut self.rows, row);
            counts.add_predicted(&own, &right, &self.known);
        }
        self.total.add_gold(&right, &self.predicted);
        self.total
            .add_predicted(&self.predicted, &right, &self.known);
    }

    /// Counts something of an entity, and the same in the total.
    fn add(&mut self, entity: EntityIndex, count: impl Fn(&mut Counts)) {
        count(row_of(&mut self.rows, entity));
        count(&mut self.total);
    }
}

/// The counts of an entity; a record has few, so they are looked for in a row.
fn row_of(rows: &mut Vec<(EntityIndex, Counts)>, entity: EntityIndex) -> &mut Counts {
    let at = rows.iter().position(|row| row.0 == entity);
    let at = at.unwrap_or_else(|| {
        rows.push((entity, Counts::default()));
        rows.len() - 1
    });
    &mut rows[at].1
}

/// What each entity's spans cover.
fn covers(mut spans: Vec<(EntityIndex, Extent)>) -> Vec<(EntityIndex, Cover)> {
    spans.sort_unstable();
    let groups = spans.chunk_by(|one, other| one.0 == other.0);
    groups
        .map(|group| {
            (
                group[0].0,
                Cover::new(group.iter().map(|&(_, extent)| extent)),
            )
        })
        .collect()
}

/// Both sides as they are matched, ignored gold spans left out.
struct Spans {
    gold: Vec<Item>,
    /// Where each gold span is counted.
    rows: Vec<EntityIndex>,
    /// What each gold span was taken for, for the confusion table.
    taken_for: Vec<Option<EntityIndex>>,
    predicted: Vec<Item>,
    touched: Vec<Touched>,
}

impl Spans {
    fn new(golds: &[Gold<'_>], predictions: &[Predicted]) -> Self {
        let (views, touched) = views(golds, predictions);
        let item = |prediction: &Predicted| Item {
            entity: prediction.entity,
            extent: prediction.extent(),
        };
        let mut spans = Self {
            gold: Vec::new(),
            rows: Vec::new(),
            taken_for: Vec::new(),
            predicted: predictions.iter().map(item).collect(),
            touched,
        };
        for (gold, View { right, largest }) in golds.iter().zip(views) {
            let Some(&row) = gold.meaning.first() else {
                continue;
            };
            let extent = gold.extent();
            let entity = right.unwrap_or(row);
            spans.gold.push(Item { entity, extent });
            spans.rows.push(row);
            spans.taken_for.push(right.map(|_| row).or(largest));
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(chars: u32) -> Place {
        Place {
            chars,
            ..Place::default()
        }
    }

    fn gold(start: u32, end: u32, meaning: &[EntityIndex]) -> Gold<'_> {
        let (start, end) = (place(start), place(end));
        Gold {
            start,
            end,
            meaning,
        }
    }

    fn predicted(start: u32, end: u32, entity: EntityIndex) -> Predicted {
        let (start, end) = (place(start), place(end));
        Predicted { start, end, entity }
    }

    fn hits(hits: &Hits) -> [u64; 3] {
        [
            hits.true_positives,
            hits.false_positives,
            hits.false_negatives,
        ]
    }

    #[test]
    fn a_span_of_several_entities_stays_in_its_row() {
        let score = Score::new(&[gold(0, 9, &[2, 5])], &[predicted(0, 9, 5)], 20);
        let row = score.rows.iter().find(|row| row.0 == 2).expect("its row").1;
        assert_eq!(hits(&row.strict), [1, 0, 0]);
        assert_eq!(hits(&score.total.overlap), [1, 0, 0]);
        assert_eq!(score.confusion, [(Some(2), Some(2))]);
    }

    #[test]
    fn predictions_over_ignored_spans_are_not_false() {
        let golds = [gold(0, 4, &[]), gold(10, 14, &[1])];
        let score = Score::new(&golds, &[predicted(2, 8, 1), predicted(16, 18, 1)], 20);
        assert_eq!(hits(&score.total.strict), [0, 1, 1]);
        // 4..8 and 16..18 are redacted in vain; 2..4 count for nothing.
        assert_eq!(score.total.over_redacted_chars, 6);
        assert_eq!(score.total.predicted_chars, 6);
        assert_eq!(score.total.plain_chars, 20 - 4 - 4);
        assert_eq!(score.total.leaked_chars, 4);
        assert_eq!((score.gold, score.ignored), (1, 1));
        assert_eq!(score.confusion, [(Some(1), None), (None, Some(1))]);
    }

    #[test]
    fn a_character_under_two_spans_counts_once_in_the_total() {
        let golds = [gold(0, 10, &[1]), gold(5, 8, &[2])];
        let score = Score::new(&golds, &[predicted(0, 6, 3)], 10);
        assert_eq!(score.total.gold_chars, 10);
        assert_eq!(score.total.leaked_chars, 4);
        let leaked = |entity| {
            let row = score.rows.iter().find(|row| row.0 == entity);
            row.map(|(_, counts)| (counts.gold_chars, counts.leaked_chars))
        };
        assert_eq!((leaked(1), leaked(2)), (Some((10, 4)), Some((3, 2))));
        assert_eq!(score.total.over_redacted_chars, 0);
    }
}
