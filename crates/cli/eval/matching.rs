//! Which prediction answers which gold span, one to one.
//!
//! Strict: same characters, same entity. Overlapping: at least one character in common, same
//! entity, and as many pairs as there can be. That number does not depend on how ties are broken,
//! which a greedy choice by length or score would make it; and it takes a sort and a sweep:
//!
//! Of all spans of an entity that are left, let *I* be the one that ends first. Whatever overlaps
//! it begins before its end and ends no earlier. Of those, pair *I* with the one that ends first,
//! *J*: had a best pairing given *J* to *K* and *J'* to *I*, then *K* would overlap *J'* too, since
//! *J'* reaches as far as *J* and begins before *I* ends, where *K* has not ended yet. So some best
//! pairing has *I* with *J*; leave both out and go on.
//!
//! Which of several spans has the partner matters where they are counted in different rows or one
//! of them lies over an ignored span: of those that end together the one that begins first comes
//! first, then gold, then the order of the file.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{cover::Extent, labels::EntityIndex};

/// A span and what it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) entity: EntityIndex,
    pub(super) extent: Extent,
}

/// For each gold span and each prediction whether it has a partner.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    pub(super) gold: Vec<bool>,
    pub(super) predicted: Vec<bool>,
}

impl Matched {
    fn none(gold: &[Item], predicted: &[Item]) -> Self {
        Self {
            gold: vec![false; gold.len()],
            predicted: vec![false; predicted.len()],
        }
    }
}

/// Pairs spans of the same characters and entity; of equal ones as many as both sides have, those
/// that come first.
pub(super) fn strict(gold: &[Item], predicted: &[Item]) -> Matched {
    let mut matched = Matched::none(gold, predicted);
    let (gold, predicted) = (sorted(gold), sorted(predicted));
    let mut others = predicted.iter().peekable();
    for (key, at) in gold {
        while others.next_if(|(other, _)| *other < key).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| *other == key) {
            matched.gold[at] = true;
            matched.predicted[*other] = true;
        }
    }
    matched
}

/// Entity and characters of each item with its index, in that order.
fn sorted(items: &[Item]) -> Vec<((EntityIndex, Extent), usize)> {
    let keys = items.iter().map(|item| (item.entity, item.extent));
    let mut keys: Vec<_> = keys.zip(0..).collect();
    keys.sort_unstable();
    keys
}

/// Pairs spans of one entity that overlap, as many as there can be.
pub(super) fn overlapping(gold: &[Item], predicted: &[Item]) -> Matched {
    let mut sweep = Sweep {
        matched: Matched::none(gold, predicted),
        open: [BinaryHeap::new(), BinaryHeap::new()],
    };
    let mut by_start = sides(gold, predicted);
    let mut by_end = by_start.clone();
    by_start.sort_unstable_by_key(|entry| (entry.item.entity, entry.item.extent, entry.key()));
    by_end.sort_unstable_by_key(|entry| {
        let Extent { start, end } = entry.item.extent;
        (entry.item.entity, end, start, entry.key())
    });
    let mut starting = by_start.iter().peekable();
    for (at, entry) in by_end.iter().enumerate() {
        let is_first = at
            .checked_sub(1)
            .is_none_or(|before| by_end[before].item.entity != entry.item.entity);
        if is_first {
            sweep.open.iter_mut().for_each(BinaryHeap::clear);
        }
        let begins_before = |other: &&&Entry| {
            other.item.entity == entry.item.entity
                && other.item.extent.start < entry.item.extent.end
        };
        while let Some(other) = starting.next_if(|other| begins_before(&other)) {
            let Extent { start, end } = other.item.extent;
            sweep.open[other.side].push(Reverse((end, start, other.index)));
        }
        // The last of an entity has taken in all of them: each begins before it ends itself.
        sweep.close(entry);
    }
    sweep.matched
}

const GOLD: usize = 0;
const PREDICTED: usize = 1;

/// An item of either side.
#[derive(Clone, Copy)]
struct Entry {
    item: Item,
    side: usize,
    index: usize,
}

impl Entry {
    fn key(&self) -> (usize, usize) {
        (self.side, self.index)
    }
}

fn sides(gold: &[Item], predicted: &[Item]) -> Vec<Entry> {
    let of = |side: usize, items: &[Item]| -> Vec<Entry> {
        let entries = items.iter().zip(0..);
        entries
            .map(|(&item, index)| Entry { item, side, index })
            .collect()
    };
    [of(GOLD, gold), of(PREDICTED, predicted)].concat()
}

/// What has begun and has no partner yet.
struct Sweep {
    matched: Matched,
    /// Of each side, by end.
    open: [BinaryHeap<Reverse<(u32, u32, usize)>>; 2],
}

impl Sweep {
    /// Finds a partner for what ends now, if it has none: of the other side the one that ends
    /// first among those that have not ended.
    fn close(&mut self, entry: &Entry) {
        if *self.state(entry.side, entry.index) {
            return;
        }
        let other = 1 - entry.side;
        while let Some(Reverse((end, _, index))) = self.open[other].pop() {
            // What has ended before this one began found no partner and finds none any more.
            if *self.state(other, index) || end <= entry.item.extent.start {
                continue;
            }
            *self.state(other, index) = true;
            *self.state(entry.side, entry.index) = true;
            return;
        }
    }

    fn state(&mut self, side: usize, index: usize) -> &mut bool {
        match side {
            GOLD => &mut self.matched.gold[index],
            _ => &mut self.matched.predicted[index],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(spans: &[(u16, u32, u32)]) -> Vec<Item> {
        let item = |&(entity, start, end): &(u16, u32, u32)| Item {
            entity,
            extent: Extent { start, end },
        };
        spans.iter().map(item).collect()
    }

    fn count(matched: &[bool]) -> usize {
        matched.iter().filter(|&&matched| matched).count()
    }

    #[test]
    fn strict_pairs_are_equal_and_each_is_used_once() {
        let gold = items(&[(1, 0, 5), (1, 0, 5), (2, 0, 5), (1, 7, 9)]);
        let predicted = items(&[(1, 7, 9), (1, 0, 5), (3, 0, 5), (1, 0, 4)]);
        let matched = strict(&gold, &predicted);
        assert_eq!(matched.gold, [true, false, false, true]);
        assert_eq!(matched.predicted, [true, true, false, false]);
    }

    #[test]
    fn the_long_span_leaves_the_short_one_its_only_partner() {
        // By start or by length the first prediction would take the second gold span.
        let gold = items(&[(1, 0, 20), (1, 2, 4)]);
        let predicted = items(&[(1, 1, 5), (1, 18, 30)]);
        assert_eq!(count(&overlapping(&gold, &predicted).gold), 2);
    }

    #[test]
    fn touching_spans_and_other_entities_do_not_match() {
        let gold = items(&[(1, 0, 5), (2, 10, 15)]);
        let predicted = items(&[(1, 5, 9), (1, 10, 15)]);
        assert_eq!(
            overlapping(&gold, &predicted),
            Matched::none(&gold, &predicted)
        );
    }

    /// All pairings tried, on every small case of three spans against three.
    #[test]
    fn there_are_as_many_pairs_as_there_can_be() {
        fn best(gold: &[Item], predicted: &[Item], used: &mut Vec<bool>) -> usize {
            let Some((first, rest)) = gold.split_first() else {
                return 0;
            };
            let mut most = best(rest, predicted, used);
            for at in 0..predicted.len() {
                if !used[at] && predicted[at].extent.shared(first.extent) > 0 {
                    used[at] = true;
                    most = most.max(1 + best(rest, predicted, used));
                    used[at] = false;
                }
            }
            most
        }
        let mut extents = Vec::new();
        for start in 0..4 {
            extents.extend((start + 1..5).map(|end| (1, start, end)));
        }
        let total = extents.len();
        for case in 0..total.pow(5) {
            let pick = |place: u32| extents[case / total.pow(place) % total];
            let gold = items(&[pick(0), pick(1), pick(2)]);
            let predicted = items(&[pick(3), pick(4), (1, 1, 3)]);
            let matched = overlapping(&gold, &predicted);
            let expected = best(&gold, &predicted, &mut vec![false; predicted.len()]);
            assert_eq!(count(&matched.gold), expected, "{gold:?} {predicted:?}");
            assert_eq!(count(&matched.predicted), expected);
        }
    }
}
