//! Blocks and sources of whatever format a file has.

use std::{fs, io, io::Read};

use pumice_detect::{Finding, Region};
use pumice_engine::{Batch, Edits, Fields, Layout, Place, Position, Reason, Source};

use crate::{
    codec::{Packed, PackedSource},
    jsonl, parquet,
};

/// A block of a file.
#[derive(Debug)]
pub enum Records {
    /// Lines, packed if their output is.
    Lines(Box<Packed<jsonl::Block>>),
    /// Rows.
    Rows(Box<parquet::Block>),
}

/// Reads a file.
#[derive(Debug)]
pub enum RecordsSource {
    /// One of lines, which may come from a pipe.
    Lines(PackedSource<jsonl::Reader<Box<dyn Read + Send>>>),
    /// A Parquet file.
    Rows(Box<parquet::Reader>),
}

/// Whether a file is one of Parquet, by its first bytes; its place is left where it was.
///
/// # Errors
/// When it cannot be read.
pub fn is_parquet(file: &fs::File) -> io::Result<bool> {
    use std::os::unix::fs::FileExt;
    let mut mark = [0; 4];
    match file.read_exact_at(&mut mark, 0) {
        Ok(()) => Ok(matches!(&mark, b"PAR1" | b"PARE")),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

impl Source for RecordsSource {
    type Batch = Records;

    fn next(&mut self, used: Option<Records>) -> io::Result<Option<Records>> {
        Ok(match (self, used) {
            (Self::Lines(source), Some(Records::Lines(used))) => lines(source.next(Some(*used))?),
            (Self::Lines(source), _) => lines(source.next(None)?),
            (Self::Rows(source), Some(Records::Rows(used))) => rows(source.next(Some(*used))?),
            (Self::Rows(source), _) => rows(source.next(None)?),
        })
    }

    fn is_cut_short(&self) -> bool {
        match self {
            Self::Lines(source) => source.is_cut_short(),
            Self::Rows(source) => source.is_cut_short(),
        }
    }
}

fn lines(block: Option<Packed<jsonl::Block>>) -> Option<Records> {
    block.map(|block| Records::Lines(Box::new(block)))
}

fn rows(block: Option<parquet::Block>) -> Option<Records> {
    block.map(|block| Records::Rows(Box::new(block)))
}

/// Calls the block that there is.
macro_rules! each {
    ($records:expr, $block:ident => $call:expr) => {
        match $records {
            Records::Lines($block) => $call,
            Records::Rows($block) => $call,
        }
    };
}

impl Batch for Records {
    const LAYOUT: Layout = jsonl::LAYOUT;

    fn open(&mut self, fields: &mut Fields<'_>) {
        each!(self, block => block.open(fields));
    }

    fn text(&self) -> &[u8] {
        each!(self, block => block.text())
    }

    fn regions(&self) -> &[Region] {
        each!(self, block => block.regions())
    }

    fn first_record(&self) -> u64 {
        each!(self, block => block.first_record())
    }

    fn record(&self, record: u32) -> &[u8] {
        each!(self, block => block.record(record))
    }

    fn record_hash(&self, record: u32) -> [u8; 32] {
        each!(self, block => block.record_hash(record))
    }

    fn places(&self, findings: &[Finding], places: &mut Vec<Place>) {
        each!(self, block => block.places(findings, places));
    }

    fn accepted(&self) -> u64 {
        each!(self, block => block.accepted())
    }

    fn rejected(&self) -> u64 {
        each!(self, block => block.rejected())
    }

    fn skipped(&self) -> u64 {
        each!(self, block => block.skipped())
    }

    fn bytes_read(&self) -> u64 {
        each!(self, block => block.bytes_read())
    }

    fn blobs(&self) -> u64 {
        each!(self, block => block.blobs())
    }

    fn behind(&self) -> Option<Position> {
        each!(self, block => block.behind())
    }

    fn unit(&self, region: &Region) -> u32 {
        each!(self, block => block.unit(region))
    }

    fn withhold(&mut self, unit: u32, reason: Reason) {
        each!(self, block => block.withhold(unit, reason));
    }

    fn occurrences(&self, region: &Region) -> u64 {
        each!(self, block => block.occurrences(region))
    }

    fn withheld(&self) -> u64 {
        each!(self, block => block.withheld())
    }

    fn rewrite(&mut self, edits: &Edits) {
        each!(self, block => block.rewrite(edits));
    }
}
