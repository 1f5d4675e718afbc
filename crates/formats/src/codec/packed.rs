//! A block that is compressed by the worker that has scrubbed it.

use std::{fmt, io, sync::Arc};

use pumice_detect::{Finding, Region};
use pumice_engine::{Batch, Edits, Fields, Layout, Place, Position, Reason};

use super::Packer;

/// A block that can give what it writes in one piece.
pub trait Plain: Batch {
    /// The records as they are to be written; nothing before [`Batch::rewrite`]. `scratch`, which is
    /// empty, is memory for a block that has them in several pieces.
    fn plain<'b>(&'b self, scratch: &'b mut Vec<u8>) -> &'b [u8];
}

/// A block that is packed when it is rewritten, if it has something that packs it. In all else it is the block that it wraps.
pub struct Packed<B> {
    pub(super) block: B,
    /// None where the output is plain.
    packer: Option<Arc<Packer>>,
    /// Empty until the block is rewritten, so that nothing that was read can be written.
    bytes: Vec<u8>,
    /// Bytes before compression, or why they could not be compressed.
    plain_bytes: io::Result<u64>,
}

/// More than a block of the usual size has; one huge block must not keep its memory.
const MAX_KEPT_BYTES: usize = 4 << 20;

impl<B: Plain> Packed<B> {
    /// A block with the memory that [`into_used`](Packed::into_used) has given.
    pub(super) fn new(block: B, packer: Option<Arc<Packer>>, mut bytes: Vec<u8>) -> Self {
        bytes.clear();
        bytes.shrink_to(MAX_KEPT_BYTES);
        Self {
            block,
            packer,
            bytes,
            plain_bytes: Ok(0),
        }
    }

    /// The block that it wraps.
    pub fn block(&self) -> &B {
        &self.block
    }

    /// What is used again once the block is written.
    pub(super) fn into_used(self) -> (B, Vec<u8>) {
        (self.block, self.bytes)
    }

    /// What is written, and how many bytes it had before compression.
    pub(super) fn packed(&self) -> io::Result<(&[u8], u64)> {
        match &self.plain_bytes {
            Ok(plain_bytes) => Ok((&self.bytes, *plain_bytes)),
            Err(error) => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("a block cannot be compressed ({error}); try a lower level"),
            )),
        }
    }
}

impl<B: Plain> Batch for Packed<B> {
    const LAYOUT: Layout = B::LAYOUT;

    fn open(&mut self, fields: &mut Fields<'_>) {
        self.block.open(fields);
    }

    fn text(&self) -> &[u8] {
        self.block.text()
    }

    fn regions(&self) -> &[Region] {
        self.block.regions()
    }

    fn first_record(&self) -> u64 {
        self.block.first_record()
    }

    fn record(&self, record: u32) -> &[u8] {
        self.block.record(record)
    }

    fn record_hash(&self, record: u32) -> [u8; 32] {
        self.block.record_hash(record)
    }

    fn places(&self, findings: &[Finding], places: &mut Vec<Place>) {
        self.block.places(findings, places);
    }

    fn accepted(&self) -> u64 {
        self.block.accepted()
    }

    fn rejected(&self) -> u64 {
        self.block.rejected()
    }

    fn skipped(&self) -> u64 {
        self.block.skipped()
    }

    fn bytes_read(&self) -> u64 {
        self.block.bytes_read()
    }

    fn blobs(&self) -> u64 {
        self.block.blobs()
    }

    fn behind(&self) -> Option<Position> {
        self.block.behind()
    }

    fn unit(&self, region: &Region) -> u32 {
        self.block.unit(region)
    }

    fn withhold(&mut self, unit: u32, reason: Reason) {
        self.block.withhold(unit, reason);
    }

    fn occurrences(&self, region: &Region) -> u64 {
        self.block.occurrences(region)
    }

    fn withheld(&self) -> u64 {
        self.block.withheld()
    }

    fn rewrite(&mut self, edits: &Edits) {
        self.block.rewrite(edits);
        if let Some(packer) = &self.packer {
            self.plain_bytes = packer.pack(&self.block, &mut self.bytes);
        }
    }
}

/// Says how large it is; its bytes are values.
impl<B> fmt::Debug for Packed<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packed")
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
