//! A text: what is decided is written at once.

use std::io::{Read, Write};

use anyhow::Context;
use pumice_vault::reveal::{Revealer, TextStream};

use crate::{args::Stream, output::Output};

/// A file is read in pieces of this many bytes, so that one look-up serves many tokens; a pipe gives what
/// it has.
const PIECE_BYTES: usize = 4 << 20;

/// Reveals a text to its end, and gives back the output, which is complete but not published.
///
/// # Errors
/// When it cannot be read or written, or the vault refuses.
pub(super) fn reveal(
    mut reader: impl Read,
    input: &Stream,
    revealer: &mut Revealer<'_>,
    mut out: Output,
) -> anyhow::Result<Output> {
    let (mut stream, mut ready) = (TextStream::default(), vec![]);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = reader
            .read(&mut piece)
            .with_context(|| format!("{input}: cannot be read to its end"))?;
        match read {
            0 => stream.finish(revealer, &mut ready)?,
            read => stream.push(&piece[..read], revealer, &mut ready)?,
        }
        out.write_all(&ready)
            .context("the output cannot be written; check the space on its disk")?;
        ready.clear();
        if read == 0 {
            return Ok(out);
        }
    }
}
