//! Cuts a corpus into blocks of whole records with their regions, as a format would.

use std::ops::Range;

use memchr::memchr;
use pumice_detect::{Encoding, FieldId, Region};
use pumice_synth::corpus::{
    self, CELL_BYTES, Cells,
    adversarial::{Adversary, Form},
};

/// About what a worker takes at a time.
const BLOCK_BYTES: usize = 1 << 20;

/// A corpus, ready to be searched.
pub(crate) struct Text {
    pub(crate) bytes: Vec<u8>,
    pub(crate) blocks: Vec<Block>,
}

/// Whole records; regions count from the block's first byte.
pub(crate) struct Block {
    pub(crate) bytes: Range<usize>,
    pub(crate) regions: Vec<Region>,
}

impl Text {
    /// Every string that is no key is a region of its own.
    pub(crate) fn jsonl(lines: Vec<u8>) -> Self {
        Self::cut(lines, string_values)
    }

    /// A block is one region.
    pub(crate) fn plain(lines: Vec<u8>) -> Self {
        Self::cut(lines, |block| {
            vec![region(0..block.len(), 0, Encoding::Plain)]
        })
    }

    /// Every cell is a region; they abut.
    pub(crate) fn cells(cells: Cells) -> Self {
        const WHOLE_CELLS: usize = BLOCK_BYTES / CELL_BYTES * CELL_BYTES;
        let end = cells.values.len();
        let blocks = (0..end)
            .step_by(WHOLE_CELLS)
            .map(|start| start..(start + WHOLE_CELLS).min(end))
            .map(|bytes| Block {
                regions: abutting(bytes.len()),
                bytes,
            })
            .collect();
        Self {
            bytes: cells.values,
            blocks,
        }
    }

    /// One block, so that nothing ends what a walk may follow.
    pub(crate) fn adversarial(adversary: &Adversary, bytes: usize) -> Self {
        let bytes = adversary.repeated(bytes);
        let regions = match adversary.form {
            Form::Plain => vec![region(0..bytes.len(), 0, Encoding::Plain)],
            Form::Json => vec![region(0..bytes.len(), 0, Encoding::JsonString)],
            Form::Cells => abutting(bytes.len()),
        };
        let blocks = vec![Block {
            bytes: 0..bytes.len(),
            regions,
        }];
        Self { bytes, blocks }
    }

    /// Blocks end behind the first newline at or after their size.
    fn cut(bytes: Vec<u8>, regions: fn(&[u8]) -> Vec<Region>) -> Self {
        let (mut blocks, mut start) = (vec![], 0);
        while start < bytes.len() {
            let full = (start + BLOCK_BYTES).min(bytes.len());
            let end = memchr(b'\n', &bytes[full..]).map_or(bytes.len(), |at| full + at + 1);
            blocks.push(Block {
                regions: regions(&bytes[start..end]),
                bytes: start..end,
            });
            start = end;
        }
        Self { bytes, blocks }
    }
}

/// Cells of the same length over `bytes`.
fn abutting(bytes: usize) -> Vec<Region> {
    (0..bytes)
        .step_by(CELL_BYTES)
        .zip(0..)
        .map(|(start, record)| region(start..start + CELL_BYTES, record, Encoding::Plain))
        .collect()
}

fn string_values(block: &[u8]) -> Vec<Region> {
    corpus::strings(block)
        .map(|text| region(text.raw, text.record, Encoding::JsonString))
        .collect()
}

fn region(bytes: Range<usize>, record: u32, encoding: Encoding) -> Region {
    Region {
        start: bytes.start as u32,
        end: bytes.end as u32,
        record,
        field: FieldId(0),
        encoding,
    }
}
