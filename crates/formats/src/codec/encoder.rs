//! Writes one gzip member or one Zstandard frame at a time.

use std::io;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use zstd::{bulk::Compressor, zstd_safe::CParameter};

use super::{Codec, Encoding};

/// Compresses texts, each on its own; its memory is reused.
///
/// What it writes depends on the text and the encoding alone, not on what it has written before.
pub(super) enum Encoder {
    Gzip { deflate: Compress, level: u32 },
    Zstd(Compressor<'static>),
}

impl Encoder {
    pub(super) fn new(encoding: Encoding) -> io::Result<Self> {
        let level = encoding.level();
        match encoding.codec() {
            Codec::Gzip => Ok(Encoder::Gzip {
                deflate: Compress::new(Compression::new(level), false),
                level,
            }),
            Codec::Zstd => {
                let mut compressor = Compressor::new(level as i32)?;
                // The size of the content is in the header, because the whole of it is given at once.
                compressor.set_parameter(CParameter::ChecksumFlag(true))?;
                Ok(Encoder::Zstd(compressor))
            }
        }
    }

    /// Makes `out` one member or frame of `text`.
    pub(super) fn encode(&mut self, text: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        out.clear();
        match self {
            Encoder::Gzip { deflate, level } => write_member(deflate, *level, text, out),
            Encoder::Zstd(compressor) => {
                out.reserve(zstd::compress_bound(text.len()));
                compressor.compress_to_buffer(text, out).map(|_| ())
            }
        }
    }
}

/// No name, no time and no system: the same text gives the same bytes everywhere.
fn write_member(
    deflate: &mut Compress,
    level: u32,
    text: &[u8],
    out: &mut Vec<u8>,
) -> io::Result<()> {
    const UNKNOWN_SYSTEM: u8 = 255;
    let extra = match level {
        1 => 4, // the fastest
        9 => 2, // the smallest
        _ => 0,
    };
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, UNKNOWN_SYSTEM];
    out.extend_from_slice(&header);
    deflate.reset();
    loop {
        // A text compresses to a third or less.
        out.reserve(text.len() / 3 + 128);
        let rest = text.get(deflate.total_in() as usize..).unwrap_or_default();
        match deflate.compress_vec(rest, out, FlushCompress::Finish)? {
            Status::StreamEnd => break,
            Status::Ok | Status::BufError => {} // more room is needed
        }
    }
    let mut crc = Crc::new();
    crc.update(text);
    out.extend_from_slice(&crc.sum().to_le_bytes());
    out.extend_from_slice(&crc.amount().to_le_bytes());
    Ok(())
}
