//! Many inputs as one: their blocks behind each other, with a mark where each of them ends.
//!
//! So the workers have blocks of the next file while the last ones of this file are written, and what
//! befalls one file is told in its turn, in the order of the files.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    vec,
};

use pumice_detect::{Finding, Region};

use crate::{
    batch::{Batch, Edits, Place, Position, Reason, Source},
    fields::{Fields, Layout},
};

/// A block of one of many inputs, or the end of one.
#[derive(Debug)]
pub struct Shard<B> {
    /// Which input, counted from 0.
    pub file: usize,
    /// What of it.
    pub part: Part<B>,
}

/// What a [`Shard`] is.
#[derive(Debug)]
pub enum Part<B> {
    /// Some records.
    Block(B),
    /// The input has ended.
    End(Ending),
}

/// How an input has ended.
#[derive(Debug)]
pub enum Ending {
    /// All of it was read.
    Whole,
    /// It could not be opened or read.
    Broken(io::Error),
    /// Somebody wanted no more of it.
    GivenUp,
    /// The run has as many records as it wants; there are more. The last part of the run.
    CutShort,
}

/// Reads inputs one behind the other.
///
/// An input that cannot be read ends, and the next one begins. Each input that is begun has exactly one
/// [`Part::End`], the last of its parts.
pub struct Shards<'a, S, F> {
    /// The numbers of those that are still to be begun.
    files: vec::IntoIter<usize>,
    open: F,
    /// Once it is set, what is being read is given up and nothing else is begun.
    halt: &'a AtomicBool,
    current: Option<(usize, S)>,
}

impl<'a, S: Source, F: FnMut(usize) -> io::Result<S> + Send> Shards<'a, S, F> {
    /// The inputs with these numbers, in this order; `open` opens one of them.
    pub fn new(files: impl IntoIterator<Item = usize>, open: F, halt: &'a AtomicBool) -> Self {
        Self {
            files: Vec::from_iter(files).into_iter(),
            open,
            halt,
            current: None,
        }
    }

    /// The next block of the input at hand, or how it has ended.
    fn part(&mut self, source: &mut S, used: Option<S::Batch>) -> Part<S::Batch> {
        if self.halt.load(Ordering::Acquire) {
            return Part::End(Ending::GivenUp);
        }
        match source.next(used) {
            Ok(Some(block)) => Part::Block(block),
            Ok(None) if source.is_cut_short() => Part::End(Ending::CutShort),
            Ok(None) => Part::End(Ending::Whole),
            Err(error) => Part::End(self.failed(error)),
        }
    }

    /// What has failed may have been told to stop while it waited.
    fn failed(&self, error: io::Error) -> Ending {
        if self.halt.load(Ordering::Acquire) {
            Ending::GivenUp
        } else {
            Ending::Broken(error)
        }
    }
}

impl<S: Source, F: FnMut(usize) -> io::Result<S> + Send> Source for Shards<'_, S, F> {
    type Batch = Shard<S::Batch>;

    fn next(&mut self, used: Option<Self::Batch>) -> io::Result<Option<Self::Batch>> {
        let used = used.and_then(Shard::into_block);
        let (file, opened) = match self.current.take() {
            Some((file, source)) => (file, Ok(source)),
            None if self.halt.load(Ordering::Acquire) => return Ok(None),
            None => {
                let Some(file) = self.files.next() else {
                    return Ok(None);
                };
                (file, (self.open)(file))
            }
        };
        let part = match opened {
            Ok(mut source) => {
                let part = self.part(&mut source, used);
                match part {
                    Part::Block(_) => self.current = Some((file, source)),
                    Part::End(Ending::CutShort) => self.files = vec![].into_iter(),
                    Part::End(_) => {}
                }
                part
            }
            Err(error) => Part::End(self.failed(error)),
        };
        Ok(Some(Shard { file, part }))
    }
}

/// Says how far it is; what it holds are values.
impl<S, F> std::fmt::Debug for Shards<'_, S, F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} inputs are not begun", self.files.len())
    }
}

impl<B> Shard<B> {
    fn block(&self) -> Option<&B> {
        match &self.part {
            Part::Block(block) => Some(block),
            Part::End(_) => None,
        }
    }

    fn block_mut(&mut self) -> Option<&mut B> {
        match &mut self.part {
            Part::Block(block) => Some(block),
            Part::End(_) => None,
        }
    }

    fn into_block(self) -> Option<B> {
        match self.part {
            Part::Block(block) => Some(block),
            Part::End(_) => None,
        }
    }
}

/// The block's own; an end is a block without records.
impl<B: Batch> Batch for Shard<B> {
    const LAYOUT: Layout = B::LAYOUT;

    fn open(&mut self, fields: &mut Fields<'_>) {
        if let Some(block) = self.block_mut() {
            block.open(fields);
        }
    }

    fn text(&self) -> &[u8] {
        self.block().map_or(&[], B::text)
    }

    fn regions(&self) -> &[Region] {
        self.block().map_or(&[], B::regions)
    }

    fn first_record(&self) -> u64 {
        self.block().map_or(0, B::first_record)
    }

    fn record(&self, record: u32) -> &[u8] {
        self.block().map_or(&[], |block| block.record(record))
    }

    fn record_hash(&self, record: u32) -> [u8; 32] {
        self.block()
            .map_or([0; 32], |block| block.record_hash(record))
    }

    fn places(&self, findings: &[Finding], places: &mut Vec<Place>) {
        if let Some(block) = self.block() {
            block.places(findings, places);
        }
    }

    fn accepted(&self) -> u64 {
        self.block().map_or(0, B::accepted)
    }

    fn rejected(&self) -> u64 {
        self.block().map_or(0, B::rejected)
    }

    fn skipped(&self) -> u64 {
        self.block().map_or(0, B::skipped)
    }

    fn bytes_read(&self) -> u64 {
        self.block().map_or(0, B::bytes_read)
    }

    fn blobs(&self) -> u64 {
        self.block().map_or(0, B::blobs)
    }

    fn behind(&self) -> Option<Position> {
        self.block().and_then(B::behind)
    }

    fn unit(&self, region: &Region) -> u32 {
        self.block().map_or(0, |block| block.unit(region))
    }

    fn withhold(&mut self, unit: u32, reason: Reason) {
        if let Some(block) = self.block_mut() {
            block.withhold(unit, reason);
        }
    }

    fn occurrences(&self, region: &Region) -> u64 {
        self.block().map_or(1, |block| block.occurrences(region))
    }

    fn withheld(&self) -> u64 {
        self.block().map_or(0, B::withheld)
    }

    fn rewrite(&mut self, edits: &Edits) {
        if let Some(block) = self.block_mut() {
            block.rewrite(edits);
        }
    }
}
