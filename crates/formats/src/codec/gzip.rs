//! Reads gzip members (RFC 1952).
//!
//! ```text
//! 1F 8B 08 flags mtime(4) xfl os [extra] [name\0] [comment\0] [crc16]   header
//! deflate (RFC 1951)
//! crc32(4) length(4)                                                   trailer
//! ```
//! Members stand behind each other, as bgzip and writers of WARC make them; zeros may stand behind the
//! last one, as tapes leave them. The framing is read here and not by the library, which would neither
//! say where it stopped nor tell a cut member from a good one in a row of them.

use std::io::{self, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::{Codec, DecodeError, DecodeErrorKind, input::Input};

/// Reads all members of a stream. Has the 32 KiB window of the format, whatever the input.
pub(super) struct Members {
    inflate: Decompress,
    crc: Crc,
    place: Place,
    /// Where the member at hand begins.
    member: u64,
}

/// Where in the stream the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    /// Behind a member.
    Behind,
    /// In the data of one.
    Within,
    End,
}

/// What may follow the fixed part of a header.
mod flag {
    pub(super) const CRC: u8 = 1 << 1;
    pub(super) const EXTRA: u8 = 1 << 2;
    pub(super) const NAME: u8 = 1 << 3;
    pub(super) const COMMENT: u8 = 1 << 4;
    pub(super) const RESERVED: u8 = 0b1110_0000;
}

/// The only method there is.
const DEFLATE: u8 = 8;

impl Members {
    pub(super) fn new() -> Self {
        Self {
            inflate: Decompress::new(false),
            crc: Crc::new(),
            place: Place::First,
            member: 0,
        }
    }

    /// Where the member begins that was read last.
    pub(super) fn start(&self) -> u64 {
        self.member
    }

    /// Fills some of `out`, which is not empty; 0 at the end of the stream.
    pub(super) fn read(
        &mut self,
        input: &mut Input<impl Read>,
        out: &mut [u8],
    ) -> io::Result<usize> {
        loop {
            match self.place {
                Place::First | Place::Behind => self.begin(input)?,
                Place::End => return Ok(0),
                Place::Within => match self.inflate(input, out)? {
                    0 => {}
                    written => return Ok(written),
                },
            }
        }
    }

    /// Hot: per byte.
    fn inflate(&mut self, input: &mut Input<impl Read>, out: &mut [u8]) -> io::Result<usize> {
        let before = (self.inflate.total_in(), self.inflate.total_out());
        let compressed = input.peek()?;
        if compressed.is_empty() {
            return Err(error(DecodeErrorKind::Truncated, input));
        }
        let inflate = &mut self.inflate;
        let status = inflate.decompress(compressed, out, FlushDecompress::None);
        let read = (self.inflate.total_in() - before.0) as usize;
        let written = (self.inflate.total_out() - before.1) as usize;
        input.take(read);
        self.crc.update(out.get(..written).unwrap_or_default());
        match status {
            Ok(Status::StreamEnd) => self.end_member(input)?,
            Ok(_) if read + written > 0 => {}
            // Behind the last byte the library may take what is cut for a wrong code, as its reads fall.
            _ if input.peek()?.is_empty() => {
                return Err(error(DecodeErrorKind::Truncated, input));
            }
            _ => return Err(error(DecodeErrorKind::Corrupt("deflate data"), input)),
        }
        Ok(written)
    }

    /// Reads a header, or finds the end of the stream.
    fn begin(&mut self, input: &mut Input<impl Read>) -> io::Result<()> {
        let first = self.place == Place::First;
        let Some(&byte) = input.peek()?.first() else {
            self.place = Place::End;
            return Ok(());
        };
        if byte == 0 && !first {
            skip_zeros(input)?;
            self.place = Place::End;
            return Ok(());
        }
        if byte != 0x1f {
            return Err(error(DecodeErrorKind::Trailing, input));
        }
        self.member = input.offset();
        read_header(input)?;
        self.inflate.reset(false);
        self.crc.reset();
        self.place = Place::Within;
        Ok(())
    }

    fn end_member(&mut self, input: &mut Input<impl Read>) -> io::Result<()> {
        self.place = Place::Behind;
        let start = input.offset();
        let mut header = Header::new(input);
        let crc = u32::from_le_bytes(header.bytes()?);
        let length = u32::from_le_bytes(header.bytes()?);
        // Both lengths are modulo 2^32.
        let flaw = match (crc == self.crc.sum(), length == self.crc.amount()) {
            (true, true) => return Ok(()),
            (false, _) => DecodeErrorKind::Corrupt("its checksum"),
            (true, false) => DecodeErrorKind::Corrupt("its length"),
        };
        Err(DecodeError::new(Codec::Gzip, flaw, start).into())
    }
}

fn read_header(input: &mut Input<impl Read>) -> io::Result<()> {
    let mut header = Header::new(input);
    let [_, second] = header.bytes()?;
    if second != 0x8b {
        return Err(error(DecodeErrorKind::Corrupt("a member's header"), input));
    }
    let [method, flags] = header.bytes()?;
    if method != DEFLATE || flags & flag::RESERVED != 0 {
        return Err(error(DecodeErrorKind::Corrupt("a member's header"), input));
    }
    let _time_and_system: [u8; 6] = header.bytes()?;
    if flags & flag::EXTRA != 0 {
        for _ in 0..u16::from_le_bytes(header.bytes()?) {
            header.byte()?;
        }
    }
    for text in [flag::NAME, flag::COMMENT] {
        if flags & text != 0 {
            while header.byte()? != 0 {}
        }
    }
    if flags & flag::CRC != 0 {
        let sum = header.crc.sum() as u16;
        if u16::from_le_bytes(header.bytes()?) != sum {
            return Err(error(
                DecodeErrorKind::Corrupt("the checksum of a header"),
                input,
            ));
        }
    }
    Ok(())
}

/// Reads single bytes that must be there.
struct Header<'a, R> {
    input: &'a mut Input<R>,
    crc: Crc,
}

impl<'a, R: Read> Header<'a, R> {
    fn new(input: &'a mut Input<R>) -> Self {
        Self {
            input,
            crc: Crc::new(),
        }
    }

    fn byte(&mut self) -> io::Result<u8> {
        let byte = self
            .input
            .next()?
            .ok_or_else(|| error(DecodeErrorKind::Truncated, self.input))?;
        self.crc.update(&[byte]);
        Ok(byte)
    }

    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Ok(bytes)
    }
}

/// Takes zeros up to the end of the input, and nothing else.
fn skip_zeros(input: &mut Input<impl Read>) -> io::Result<()> {
    loop {
        let bytes = input.peek()?;
        if bytes.is_empty() {
            return Ok(());
        }
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        let is_padding = zeros == bytes.len();
        input.take(zeros);
        if !is_padding {
            return Err(error(DecodeErrorKind::Trailing, input));
        }
    }
}

fn error<R: Read>(kind: DecodeErrorKind, input: &Input<R>) -> io::Error {
    DecodeError::new(Codec::Gzip, kind, input.offset()).into()
}
