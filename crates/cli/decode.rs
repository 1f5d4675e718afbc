//! Inputs as plain bytes, whatever they are compressed with.

use std::io;

use pumice_formats::codec::{self, Decoded};

use crate::{args::Stream, input::Opened};

/// Looks at the first bytes of an input, and waits for them if it must.
///
/// # Errors
/// When it cannot be read or is of a kind that is not read; the message names it.
pub(crate) fn decode(opened: Opened, input: &Stream) -> io::Result<Decoded> {
    codec::decode(opened).map_err(|error| {
        let words = match error.kind() {
            io::ErrorKind::Unsupported => format!("{input}: {error}"),
            _ => format!("cannot read {input}: {error}"),
        };
        io::Error::new(error.kind(), words)
    })
}
