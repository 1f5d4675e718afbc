//! Inputs as plain bytes, whatever they are compressed with.

use std::io::{self, Read};

use pumice_engine::Border;
use pumice_formats::codec::{self, Decoded};

use crate::{
    args::Stream,
    input::{Opened, Patience, Whole},
};

/// Looks at the first bytes of an input, and waits for them if it must.
///
/// # Errors
/// When it cannot be read or is of a kind that is not read; the message names it.
pub(crate) fn decode(opened: Opened, input: &Stream) -> io::Result<Decoded> {
    codec::decode(opened.bytes).map_err(|error| named(&error, input))
}

/// Goes on in an input that was read up to an offset of its text. One that is compressed is decoded from the last place
/// before it where that can begin, until `patience` is over.
///
/// # Errors
/// As of [`decode`], and when it ends before.
pub(crate) fn decode_behind(
    file: Whole,
    input: &Stream,
    (offset, border): (u64, Option<Border>),
    patience: &Patience,
) -> io::Result<Decoded> {
    let decoded = codec::decode_from(file, offset, border).and_then(|mut decoded| {
        skip(&mut decoded.reader, offset - decoded.offset, patience)?;
        decoded.offset = offset;
        Ok(decoded)
    });
    decoded.map_err(|error| named(&error, input))
}

/// Passes over what is done, and listens while it does: it may be most of a large file.
fn skip(reader: &mut impl Read, bytes: u64, patience: &Patience) -> io::Result<()> {
    const STEP: u64 = 1 << 20;
    let mut left = bytes;
    while left > 0 {
        if patience.is_over() {
            return Err(io::Error::other("told to stop"));
        }
        let step = left.min(STEP);
        if io::copy(&mut reader.take(step), &mut io::sink())? < step {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left -= step;
    }
    Ok(())
}

fn named(error: &io::Error, input: &Stream) -> io::Error {
    let words = match error.kind() {
        io::ErrorKind::Unsupported => format!("{input}: {error}"),
        _ => format!("cannot read {input}: {error}"),
    };
    io::Error::new(error.kind(), words)
}
