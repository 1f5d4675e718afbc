//! Reads Zstandard frames (RFC 8878).
//!
//! Frames stand behind each other, and skippable ones between them; checksums are compared where a frame
//! has one. A frame may refer back as far as its header says, so that much is set aside for it: at most
//! 2 GiB, what `zstd --long=31` writes, but 2 MiB for a frame of level 3, and never more than a frame's
//! content where its header tells that. Of what is set aside a page is touched once data fills it.

use std::io::{self, Read};

use zstd::{
    stream::raw::{Decoder, InBuffer, Operation, OutBuffer},
    zstd_safe::{DParameter, zstd_sys::ZSTD_ErrorCode},
};

use super::{Codec, DecodeError, DecodeErrorKind, input::Input};

/// Reads all frames of a stream.
pub(super) struct Frames {
    decoder: Decoder<'static>,
    is_within: bool,
    /// Where the frame at hand begins.
    frame: u64,
    part: Part,
}

/// What the library takes at a time: a block, a header, a checksum. It is given no more than that, so
/// that the place of an error does not depend on how much a read has brought.
#[derive(Clone, Copy)]
struct Part {
    /// Bytes of the input before it.
    start: u64,
    /// Bytes of it that are not taken yet.
    left: usize,
}

/// 2 GiB.
const MAX_WINDOW_LOG: u32 = if usize::BITS < 64 { 30 } else { 31 };

/// Of a frame; those of a skippable one differ in four bits.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

impl Frames {
    pub(super) fn new() -> io::Result<Self> {
        let mut decoder = Decoder::new()?;
        decoder.set_parameter(DParameter::WindowLogMax(MAX_WINDOW_LOG))?;
        Ok(Self {
            decoder,
            is_within: false,
            frame: 0,
            part: Part { start: 0, left: 0 },
        })
    }

    /// Where the frame begins that was read last.
    pub(super) fn start(&self) -> u64 {
        self.frame
    }

    /// Fills some of `out`, which is not empty; 0 at the end of the stream.
    pub(super) fn read(
        &mut self,
        input: &mut Input<impl Read>,
        out: &mut [u8],
    ) -> io::Result<usize> {
        loop {
            if !self.is_within && !self.begin(input)? {
                return Ok(0);
            }
            let compressed = input.peek()?;
            let is_at_end = compressed.is_empty();
            let len = compressed.len().min(self.part.left);
            let step = self.run(compressed.get(..len).unwrap_or_default(), out)?;
            input.take(step.read);
            self.advance(&step, input.offset());
            if step.written > 0 {
                return Ok(step.written);
            }
            if is_at_end && self.is_within {
                return Err(error(DecodeErrorKind::Truncated, input.offset()));
            }
        }
    }

    /// Begins a frame; `false` at the end of the stream.
    ///
    /// Its magic is looked at here: the library would take what is none for a damaged frame.
    fn begin(&mut self, input: &mut Input<impl Read>) -> io::Result<bool> {
        let start = input.offset();
        let mut magic = [0; MAGIC.len()];
        let mut len = 0;
        for place in &mut magic {
            let Some(byte) = input.next()? else { break };
            *place = byte;
            len += 1;
        }
        let head = magic.get(..len).unwrap_or_default();
        if head.is_empty() {
            return Ok(false);
        }
        if !may_be_magic(head) {
            return Err(error(DecodeErrorKind::Trailing, start));
        }
        if len < MAGIC.len() {
            return Err(error(DecodeErrorKind::Truncated, input.offset()));
        }
        self.frame = start;
        self.part = Part { start, left: len };
        let step = self.run(head, &mut [])?;
        self.advance(&step, input.offset());
        self.is_within = true;
        Ok(true)
    }

    /// Hot: per block of a frame.
    fn run(&mut self, compressed: &[u8], out: &mut [u8]) -> io::Result<Step> {
        let mut from = InBuffer::around(compressed);
        let mut to = OutBuffer::around(out);
        match self.decoder.run(&mut from, &mut to) {
            Ok(wanted) => Ok(Step {
                read: from.pos(),
                written: to.pos(),
                wanted,
            }),
            Err(cause) => Err(self.failed(&cause)),
        }
    }

    fn advance(&mut self, step: &Step, offset: u64) {
        self.is_within = step.wanted > 0;
        self.part.left = self.part.left.saturating_sub(step.read);
        if self.part.left == 0 {
            self.part = Part {
                start: offset,
                left: step.wanted,
            };
        }
    }

    /// The library's word for what is wrong, in ours.
    fn failed(&self, cause: &io::Error) -> io::Error {
        let inner = cause.get_ref().and_then(|inner| inner.downcast_ref());
        let is = |code| inner.is_some_and(|error: &zstd::Error| error.is(code));
        let kind = if is(ZSTD_ErrorCode::ZSTD_error_frameParameter_windowTooLarge) {
            DecodeErrorKind::Window
        } else if is(ZSTD_ErrorCode::ZSTD_error_dictionary_wrong) {
            DecodeErrorKind::Dictionary
        } else if is(ZSTD_ErrorCode::ZSTD_error_memory_allocation) {
            DecodeErrorKind::Memory
        } else if is(ZSTD_ErrorCode::ZSTD_error_checksum_wrong) {
            return error(DecodeErrorKind::Corrupt("its checksum"), self.part.start);
        } else {
            return error(DecodeErrorKind::Corrupt("a block"), self.part.start);
        };
        error(kind, self.frame)
    }
}

/// What one call of the library has done.
struct Step {
    read: usize,
    written: usize,
    /// How many bytes it would like next; 0 when the frame has ended and all of it is written.
    wanted: usize,
}

/// Whether `head` is the magic of a frame of either kind, or its beginning.
fn may_be_magic(head: &[u8]) -> bool {
    const SKIPPABLE: [u8; 4] = [0x50, 0x2a, 0x4d, 0x18];
    let is_skippable = head
        .iter()
        .zip(SKIPPABLE)
        .enumerate()
        .all(|(at, (&byte, magic))| {
            let mask = if at == 0 { 0xf0 } else { 0xff };
            byte & mask == magic
        });
    is_skippable || MAGIC.starts_with(head)
}

fn error(kind: DecodeErrorKind, offset: u64) -> io::Error {
    DecodeError::new(Codec::Zstd, kind, offset).into()
}
