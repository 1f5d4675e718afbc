//! Where packed blocks go.

use std::{
    io::{self, Write},
    sync::Arc,
};

use pumice_engine::{Located, Sink};

use super::{
    Packer,
    packed::{Packed, Plain},
};

/// Writes packed blocks to one output, and lets another sink have the blocks themselves, for what else
/// is made of them: a quarantine.
///
/// Buffers nothing: a block is one write. An output without any record is a stream that holds nothing.
#[derive(Debug)]
pub struct PackedSink<W, K> {
    output: W,
    others: K,
    packer: Arc<Packer>,
    plain_bytes: u64,
    is_empty: bool,
}

impl<W: Write, K> PackedSink<W, K> {
    /// Writes to `output`. The records are not for `others` to write.
    pub fn new(output: W, others: K, packer: Arc<Packer>) -> Self {
        Self {
            output,
            others,
            packer,
            plain_bytes: 0,
            is_empty: true,
        }
    }

    /// Goes on behind what another one has written, with so many bytes before compression; `output` stands
    /// behind it.
    #[must_use]
    pub fn behind(mut self, plain_bytes: u64) -> Self {
        self.plain_bytes = plain_bytes;
        self.is_empty = plain_bytes == 0;
        self
    }

    /// The output and the other sink, while records are written.
    pub fn parts_mut(&mut self) -> (&mut W, &mut K) {
        (&mut self.output, &mut self.others)
    }

    /// Bytes of the records that were written, before compression.
    pub fn plain_bytes(&self) -> u64 {
        self.plain_bytes
    }

    /// Gives the output and the other sink back.
    pub fn into_parts(self) -> (W, K) {
        (self.output, self.others)
    }
}

impl<B: Plain, W: Write + Send, K: Sink<B>> Sink<Packed<B>> for PackedSink<W, K> {
    fn list(&mut self, packed: &Packed<B>, located: &[Located]) -> io::Result<()> {
        self.others.list(&packed.block, located)
    }

    fn write(&mut self, packed: &Packed<B>) -> io::Result<()> {
        self.others.write(&packed.block)?;
        let (bytes, plain_bytes) = packed.packed()?;
        self.output.write_all(bytes)?;
        self.is_empty &= bytes.is_empty();
        self.plain_bytes += plain_bytes;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.is_empty {
            self.output.write_all(&self.packer.empty()?)?;
        }
        self.output.flush()?;
        self.others.finish()
    }
}
