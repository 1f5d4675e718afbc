//! An input of whatever kind as plain bytes.

use std::{
    fmt,
    io::{self, Cursor, Read},
};

use super::{
    Codec,
    gzip::Members,
    input::Input,
    magic::{self, Kind},
    zstandard::Frames,
};

/// An input, told by its first bytes.
pub struct Decoded {
    /// What it was compressed with, if at all.
    pub codec: Option<Codec>,
    /// Its content.
    ///
    /// A read fails with a [`DecodeError`](super::DecodeError) where a compressed input is cut or
    /// damaged or where something else follows it, and so does every later one. What was read before is
    /// not to be relied on.
    pub reader: Box<dyn Read + Send>,
}

/// Reads as much of `input` as tells what it is: a byte or two of JSON. Never seeks, so that pipes will do.
///
/// A plain input is handed on as it is and no slower for it. An input without any byte is plain.
///
/// ```
/// # use std::io::Read;
/// # use pumice_formats::codec::decode;
/// let mut text = String::new();
/// let decoded = decode(&b"{}\n"[..])?;
/// assert_eq!(decoded.codec, None);
/// { decoded.reader }.read_to_string(&mut text)?;
/// assert_eq!(text, "{}\n");
/// let refused = decode(&b"PK\x03\x04"[..]).map(|_| ()).unwrap_err();
/// assert!(refused.to_string().starts_with("is a ZIP archive; "));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// When it cannot be read, or is of a kind that is not read: ZIP, Parquet, bzip2, xz, LZ4 or Snappy. The
/// message goes on where the input's name stands.
pub fn decode(mut input: impl Read + Send + 'static) -> io::Result<Decoded> {
    let head = read_head(&mut input)?;
    let kind = magic::kind(&head);
    let input = Cursor::new(head).chain(input);
    let (codec, reader): (_, Box<dyn Read + Send>) = match kind {
        Kind::Refused(words) => return Err(io::Error::new(io::ErrorKind::Unsupported, words)),
        Kind::Plain => (None, Box::new(input)),
        Kind::Compressed(codec) => (Some(codec), Box::new(Decoder::new(codec, input)?)),
    };
    Ok(Decoded { codec, reader })
}

/// Reads until it is clear what follows, or the input ends.
fn read_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while magic::is_open(&head) {
        let mut bytes = [0; 16];
        match input.read(&mut bytes) {
            Ok(0) => break,
            Ok(read) => head.extend_from_slice(bytes.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

/// Reads what a compressed input holds.
struct Decoder<R> {
    input: Input<R>,
    stream: Stream,
    /// What comes behind a place that does not decode would be anything.
    has_failed: bool,
}

enum Stream {
    Gzip(Members),
    Zstd(Frames),
}

impl<R: Read> Decoder<R> {
    fn new(codec: Codec, input: R) -> io::Result<Self> {
        Ok(Self {
            input: Input::new(input),
            stream: match codec {
                Codec::Gzip => Stream::Gzip(Members::new()),
                Codec::Zstd => Stream::Zstd(Frames::new()?),
            },
            has_failed: false,
        })
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        if self.has_failed {
            return Err(io::Error::other("decoding has failed before"));
        }
        let read = match &mut self.stream {
            Stream::Gzip(members) => members.read(&mut self.input, out),
            Stream::Zstd(frames) => frames.read(&mut self.input, out),
        };
        self.has_failed = read.is_err();
        read
    }
}

/// Tells nothing of what it holds.
impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("codec", &self.codec)
            .finish_non_exhaustive()
    }
}
