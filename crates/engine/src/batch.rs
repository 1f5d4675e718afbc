//! What a record format gives to the run: blocks of records, where they come from and where they
//! go. `formats` implements these; the run owns none of the structure of a record.

use pumice_detect::{EntityId, Finding, Region, Span};
use serde::{Deserialize, Serialize};

use crate::{
    fields::{Fields, Layout},
    located::Located,
    tally::Tally,
};

/// A numbered block of records: one buffer and its regions.
pub trait Batch: Send {
    /// The fields that the format knows; rules of a policy come before them.
    const LAYOUT: Layout;

    /// Finds records and regions; the first call on a new block, made by a worker.
    ///
    /// A record that is not well formed is rejected by the block itself: it has no regions and goes
    /// to the quarantine. Hot: per block.
    fn open(&mut self, fields: &mut Fields<'_>);

    /// The buffer that regions and edits refer to.
    fn text(&self) -> &[u8];

    /// Sorted, disjoint; `record` counts from 0 within the block.
    fn regions(&self) -> &[Region];

    /// Number in the input of the block's first record, counted from 1 (for lines: the line).
    fn first_record(&self) -> u64;

    /// The bytes of one record as they were read.
    fn record(&self, record: u32) -> &[u8];

    /// SHA-256 of one record as it was read; of one that is made of values, of all of them, each behind its
    /// length (u32, big-endian), in the order of the schema.
    fn record_hash(&self, record: u32) -> [u8; 32] {
        pumice_vault::record_hash(std::iter::once(self.record(record)))
    }

    /// Where findings stand in the input: appends one place for each of them, in their order. Asked
    /// before [`rewrite`](Batch::rewrite), by runs that list findings.
    fn places(&self, findings: &[Finding], places: &mut Vec<Place>);

    /// Records that are well formed and not withheld.
    fn accepted(&self) -> u64;

    /// Records rejected or withheld.
    fn rejected(&self) -> u64;

    /// Records that are not in the sample of the run, if it has one: neither accepted nor rejected, and
    /// never written.
    fn skipped(&self) -> u64 {
        0
    }

    /// Bytes of the block as they were read.
    fn bytes_read(&self) -> u64;

    /// Values that were skipped because they are no text (base64 images and the like).
    fn blobs(&self) -> u64;

    /// Where a reader goes on that has this block behind it, if one can begin there. What it then gives is
    /// what it would have given.
    fn behind(&self) -> Option<Position> {
        None
    }

    /// What goes to the quarantine where the value of a region cannot be scrubbed; equal for regions that
    /// go together. A record, unless the format can leave out less than that.
    fn unit(&self, region: &Region) -> u32 {
        region.record
    }

    /// Moves a [`unit`](Batch::unit) to the quarantine: it could not be scrubbed.
    fn withhold(&mut self, unit: u32, reason: Reason);

    /// How many values of the input the text of a region stands for: one, unless the format writes values
    /// that are equal once.
    fn occurrences(&self, _region: &Region) -> u64 {
        1
    }

    /// Parts of accepted records that were withheld.
    fn withheld(&self) -> u64 {
        0
    }

    /// Replaces spans by texts and turns the block into a block of the same kind. Untouched bytes
    /// stay as they were. Called once, also when there is no edit. Hot: per block.
    fn rewrite(&mut self, edits: &Edits);
}

/// A place in an input from which it can be read on. Every format has its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Position {
    /// The beginning of a line.
    Line {
        /// Bytes of the text before it.
        offset: u64,
        /// Its number, counted from 1.
        line: u64,
        /// Where decoding begins that comes to it; none in a plain input.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        border: Option<Border>,
    },
    /// The beginning of a row group.
    RowGroup {
        /// Its number, counted from 0: so many are done.
        row_group: usize,
        /// Bytes of the input, as it is stored, before it.
        stored: u64,
    },
}

/// Where a gzip member or a Zstandard frame begins: it can be decoded without what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Border {
    /// Bytes of the compressed input before it.
    pub stored: u64,
    /// Bytes of the text before it.
    pub offset: u64,
}

/// Where something stands in the input. In the order of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the record in the input, counted from 1 (for lines: the line).
    pub record: u64,
    /// Bytes of the input before the record.
    pub record_offset: u64,
    /// Bytes of [`Batch::record`]: those that were read, escapes and all.
    pub span: Span,
}

/// Why a record was not scrubbed. Never holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The format's own words for a record that is not well formed.
    Malformed(&'static str),
    /// The record is longer than the limit.
    TooLong,
    /// A transform failed; its own words.
    Transform(&'static str),
}

impl Reason {
    /// A stable word for machines.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Malformed(_) => "malformed",
            Reason::TooLong => "too_long",
            Reason::Transform(_) => "transform_failed",
        }
    }
}

/// Where blocks come from.
pub trait Source: Send {
    /// The kind of block.
    type Batch: Batch;

    /// The next block, or `None` at the end. `used` is a written block whose memory may be reused.
    ///
    /// # Errors
    /// When the input cannot be read.
    fn next(&mut self, used: Option<Self::Batch>) -> std::io::Result<Option<Self::Batch>>;

    /// Whether it has ended although there are more records, because the run wants only so many.
    fn is_cut_short(&self) -> bool {
        false
    }
}

/// Where blocks go, in the order of the input.
pub trait Sink<B: Batch>: Send {
    /// Takes what was found in a block, in the order of the input; called before
    /// [`write`](Sink::write), by runs that list findings, for blocks in which there are some.
    ///
    /// # Errors
    /// When an output cannot be written.
    fn list(&mut self, _batch: &B, _located: &[Located]) -> std::io::Result<()> {
        Ok(())
    }

    /// Takes what was counted in a block; called before [`write`](Sink::write).
    fn count(&mut self, _batch: &B, _tally: &Tally) {}

    /// Writes the records of a rewritten block, and its rejected ones to the quarantine.
    ///
    /// # Errors
    /// When an output cannot be written, or when a record was rejected and there is no place for it.
    fn write(&mut self, batch: &B) -> std::io::Result<()>;

    /// Called once after the last block: flushes; does not publish.
    ///
    /// # Errors
    /// When an output cannot be written.
    fn finish(&mut self) -> std::io::Result<()>;
}

/// One replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of [`Batch::text`], within one region.
    pub span: Span,
    /// Index in [`Batch::regions`].
    pub region: u32,
    /// What was found there.
    pub entity: EntityId,
    text: Span,
}

/// The replacements of one block, sorted by span and disjoint. Memory is reused.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    edits: Vec<Edit>,
    texts: Vec<u8>,
}

impl Edits {
    /// Forgets all edits.
    pub fn clear(&mut self) {
        self.edits.clear();
        self.texts.clear();
    }

    /// Adds an edit behind the last one; `write` appends the replacement, as plain text (the format
    /// escapes it) and keeps or drops it by what it returns.
    pub fn push<T>(
        &mut self,
        span: Span,
        region: u32,
        entity: EntityId,
        write: impl FnOnce(&mut Vec<u8>) -> (bool, T),
    ) -> T {
        debug_assert!(
            self.edits
                .last()
                .is_none_or(|last| last.span.end <= span.start)
        );
        let start = self.texts.len();
        let (keep, result) = write(&mut self.texts);
        if keep {
            let text = Span::new(start as u32, self.texts.len() as u32);
            self.edits.push(Edit {
                span,
                region,
                entity,
                text,
            });
        } else {
            self.texts.truncate(start);
        }
        result
    }

    /// All edits in order.
    pub fn as_slice(&self) -> &[Edit] {
        &self.edits
    }

    /// The replacement of one edit.
    pub fn text(&self, edit: &Edit) -> &[u8] {
        self.texts.get(edit.text.range()).unwrap_or_default()
    }
}
