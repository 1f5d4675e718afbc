//! An output whose end is held back, so that it can be put right before it is written, and whose beginning
//! may be there already.
//!
//! The library declares for each column the order that it would itself use for its statistics. Those of a
//! column that was copied are in the order that the input has declared, if any: it is put back.

use std::io::{self, BufWriter, IntoInnerError, Write};

use parquet::file::metadata::ParquetMetaDataReader;

use super::shape::{self, Shape};

/// Writes to `out`, from [`hold`](Tail::hold) on to memory.
pub(super) struct Tail<W: Write> {
    /// The library writes what it copies in small pieces.
    out: BufWriter<W>,
    /// Bytes that are written once more, and are dropped: `out` has them.
    there: u64,
    held: Option<Vec<u8>>,
}

const BUFFER_BYTES: usize = 1 << 20;

impl<W: Write> Tail<W> {
    /// The whole of an output, of which `out` has its first bytes.
    pub(super) fn behind(out: W, there: u64) -> Self {
        Self {
            out: BufWriter::with_capacity(BUFFER_BYTES, out),
            there,
            held: None,
        }
    }

    /// Bytes that `out` has and that were not written once more yet.
    pub(super) fn there(&self) -> u64 {
        self.there
    }

    /// The output; it has all that was written once this was flushed.
    pub(super) fn out_mut(&mut self) -> &mut W {
        self.out.get_mut()
    }

    /// Holds back what is written from now on.
    pub(super) fn hold(&mut self) {
        self.held.get_or_insert_default();
    }

    /// Writes what was held, whose end is a footer, with the column orders of the input.
    ///
    /// # Errors
    /// When the output cannot be written, and [`InvalidData`](io::ErrorKind::InvalidData) when that is no
    /// footer.
    pub(super) fn release(self, orders: Option<&[u8]>) -> io::Result<W> {
        let Self { mut out, held, .. } = self;
        let held = held.unwrap_or_default();
        let footer = with_orders(&held, orders);
        let footer = footer.ok_or(io::ErrorKind::InvalidData)?;
        out.write_all(&footer)?;
        out.into_inner().map_err(IntoInnerError::into_error)
    }
}

impl<W: Write> Write for Tail<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.there > 0 {
            let known = usize::try_from(self.there).unwrap_or(usize::MAX);
            let known = known.min(bytes.len());
            self.there -= known as u64;
            return Ok(known);
        }
        match &mut self.held {
            Some(held) => held.write(bytes),
            None => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The end of a file with other column orders, or with none.
fn with_orders(end: &[u8], orders: Option<&[u8]>) -> Option<Vec<u8>> {
    let (before, footer) = shape::split(end)?;
    let Shape { orders: found, .. } = Shape::of(footer)?;
    let found = found?;
    let (head, rest) = (footer.get(..found.start)?, footer.get(found.end..)?);
    let mut new = head.to_vec();
    match orders {
        Some(orders) => new.extend_from_slice(orders),
        // Only the last field can go without its header: the next one counts from it.
        None if rest == [0] => {
            new.pop();
        }
        None => return None,
    }
    new.extend_from_slice(rest);
    // What was put back is the input's, and may be anything.
    ParquetMetaDataReader::decode_metadata(&new).ok()?;
    let size = u32::try_from(new.len()).ok()?;
    Some([before, &new, &size.to_le_bytes(), b"PAR1"].concat())
}
