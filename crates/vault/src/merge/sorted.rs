//! The records of many segments in one order.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::collide::OwnedRow;
use crate::{
    SegmentId, Tag, VaultError, VaultErrorKind,
    segment::{Batches, Row, Rows, Segment},
};

/// Segments that are read side by side, some hundred or thousand records of each in memory.
pub(super) struct Sorted<'a> {
    cursors: Vec<Cursor<'a>>,
    /// The tag that each cursor stands at, the smallest first.
    heap: BinaryHeap<Reverse<(Tag, usize)>>,
}

struct Cursor<'a> {
    segment: &'a Segment,
    batches: Batches<'a>,
    rows: Rows,
    at: usize,
    is_quarantined: bool,
}

impl<'a> Sorted<'a> {
    pub(super) fn of(
        segments: &'a [Segment],
        quarantined: &'a [Segment],
    ) -> Result<Self, VaultError> {
        let count = segments.len() + quarantined.len();
        let batch = (TOGETHER / count.max(1)).clamp(256, 8192);
        let mut sorted = Self {
            cursors: Vec::with_capacity(count),
            heap: BinaryHeap::with_capacity(count),
        };
        let segments = segments.iter().map(|segment| (segment, false));
        let quarantined = quarantined.iter().map(|segment| (segment, true));
        for (segment, is_quarantined) in segments.chain(quarantined) {
            let mut batches = segment.all(batch)?;
            let Some(rows) = batches.next()? else {
                continue;
            };
            let cursor = Cursor {
                segment,
                batches,
                rows,
                at: 0,
                is_quarantined,
            };
            sorted
                .heap
                .push(Reverse((cursor.tag(), sorted.cursors.len())));
            sorted.cursors.push(cursor);
        }
        Ok(sorted)
    }

    /// Gives each record to `one`. Those that share a tag go to `settle` first, which says what
    /// is left of them, in their order.
    pub(super) fn each(
        &mut self,
        mut one: impl FnMut(&Row<'_>) -> Result<(), VaultError>,
        mut settle: impl FnMut(Vec<OwnedRow>) -> Vec<OwnedRow>,
    ) -> Result<(), VaultError> {
        while let Some(Reverse((tag, place))) = self.heap.pop() {
            let cursor = &mut self.cursors[place];
            let is_shared = self
                .heap
                .peek()
                .is_some_and(|Reverse((next, _))| *next == tag);
            if !is_shared && !cursor.is_quarantined && cursor.is_alone() {
                one(&cursor.rows.row(cursor.at))?;
                self.step(place)?;
                continue;
            }
            let mut rows = vec![];
            let mut next = Some(place);
            while let Some(place) = next {
                rows.push(self.cursors[place].owned());
                self.step(place)?;
                next = match self.heap.peek() {
                    Some(&Reverse((next, place))) if next == tag => {
                        self.heap.pop();
                        Some(place)
                    }
                    _ => None,
                };
            }
            for row in settle(rows) {
                one(&row.row())?;
            }
        }
        Ok(())
    }

    /// Goes on to the next record of a cursor.
    fn step(&mut self, place: usize) -> Result<(), VaultError> {
        let cursor = &mut self.cursors[place];
        if let Some(tag) = cursor.advance()? {
            self.heap.push(Reverse((tag, place)));
        }
        Ok(())
    }
}

impl Cursor<'_> {
    fn tag(&self) -> Tag {
        self.rows.tag(self.at)
    }

    /// Whether the next record is known to have another tag.
    fn is_alone(&self) -> bool {
        self.at + 1 < self.rows.len() && self.rows.tag(self.at + 1) != self.tag()
    }

    fn owned(&self) -> OwnedRow {
        let from = self.segment.commit().segment;
        OwnedRow::of(&self.rows.row(self.at), from, self.is_quarantined)
    }

    fn advance(&mut self) -> Result<Option<Tag>, VaultError> {
        let before = self.tag();
        self.at += 1;
        if self.at == self.rows.len() {
            let Some(rows) = self.batches.next()? else {
                return Ok(None);
            };
            (self.rows, self.at) = (rows, 0);
        }
        if self.tag() < before {
            let what = "is not sorted, as every segment is; restore it from a backup";
            return Err(VaultError::new(VaultErrorKind::Damaged, what).at(self.segment.path()));
        }
        Ok(Some(self.tag()))
    }
}

/// Which segment a record is from.
pub(super) type From = SegmentId;

/// Records of all segments in memory, about.
const TOGETHER: usize = 1 << 20;
