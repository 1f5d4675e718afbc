//! Why a compressed input cannot be read to its end.

use std::{error::Error, fmt, io};

use super::Codec;

/// What is wrong with a compressed input, and where. Comes as the inner error of an [`io::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    codec: Codec,
    kind: DecodeErrorKind,
    offset: u64,
}

/// The kinds of [`DecodeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// It ends before its end.
    Truncated,
    /// It does not decode; the part that does not.
    Corrupt(&'static str),
    /// Something follows that is no part of it.
    Trailing,
    /// A frame of Zstandard refers back further than 2 GiB.
    Window,
    /// A frame of Zstandard was compressed with a dictionary.
    Dictionary,
    /// The system has no memory for what a frame of Zstandard needs.
    Memory,
}

impl DecodeError {
    pub(super) fn new(codec: Codec, kind: DecodeErrorKind, offset: u64) -> Self {
        Self {
            codec,
            kind,
            offset,
        }
    }

    /// What is wrong.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// Bytes of the compressed input before the place where decoding stopped: before the block, the
    /// checksum or the frame that is wrong.
    pub fn offset(&self) -> u64 {
        self.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { codec, offset, .. } = self;
        match self.kind {
            DecodeErrorKind::Truncated => write!(
                f,
                "the {codec} stream breaks off at byte {offset}; the file was cut, fetch or write it again"
            ),
            DecodeErrorKind::Corrupt(part) => write!(
                f,
                "the {codec} stream is corrupt at byte {offset} ({part}); fetch or write the file again"
            ),
            DecodeErrorKind::Trailing => write!(
                f,
                "what stands from byte {offset} on is no {codec}; cut it off if it does not belong there"
            ),
            DecodeErrorKind::Window => write!(
                f,
                "the zstd frame at byte {offset} needs a window of more than 2 GiB; compress it again \
                 with `--long=31` or less"
            ),
            DecodeErrorKind::Dictionary => write!(
                f,
                "the zstd frame at byte {offset} needs a dictionary; pipe it through `zstd -dc -D`"
            ),
            DecodeErrorKind::Memory => write!(
                f,
                "the zstd frame at byte {offset} needs more memory than there is; compress it again \
                 with a smaller window"
            ),
        }
    }
}

impl Error for DecodeError {}

impl From<DecodeError> for io::Error {
    fn from(error: DecodeError) -> Self {
        let kind = match error.kind {
            DecodeErrorKind::Truncated => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}
