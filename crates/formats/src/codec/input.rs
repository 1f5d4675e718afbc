//! Compressed bytes, and how many of them were taken.

use std::io::{self, BufRead, BufReader, Read};

/// The bytes of a compressed input, buffered; counts those that were taken.
pub(super) struct Input<R> {
    bytes: BufReader<R>,
    offset: u64,
}

/// What a read asks for: much for one call, little beside a block.
const BUFFER_BYTES: usize = 128 << 10;

impl<R: Read> Input<R> {
    /// The bytes of `reader`, before which the input has `offset` others.
    pub(super) fn new(reader: R, offset: u64) -> Self {
        Self {
            bytes: BufReader::with_capacity(BUFFER_BYTES, reader),
            offset,
        }
    }

    /// Bytes of the input before the next one.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The next bytes, as many as are there; none at the end.
    pub(super) fn peek(&mut self) -> io::Result<&[u8]> {
        // Asked again below: a borrow that is returned from a loop would last for all of it.
        while let Err(error) = self.bytes.fill_buf() {
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
        Ok(self.bytes.buffer())
    }

    /// Takes bytes that were seen.
    pub(super) fn take(&mut self, count: usize) {
        self.bytes.consume(count);
        self.offset += count as u64;
    }

    /// Takes one byte; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?.first().copied();
        self.take(usize::from(byte.is_some()));
        Ok(byte)
    }
}
