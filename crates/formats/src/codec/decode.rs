//! An input of whatever kind as plain bytes.

use std::{
    fmt,
    io::{self, Cursor, Read, Seek, SeekFrom},
};

use pumice_engine::Border;

use super::{
    Borders, Codec,
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
    /// Where its members or frames begin, as far as it was read; none in a plain input.
    pub borders: Borders,
    /// Bytes of the content before what `reader` gives.
    pub offset: u64,
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
    match kind {
        Kind::Refused(words) => Err(refused(words)),
        Kind::Plain => Ok(plain(input, 0)),
        Kind::Compressed(codec) => compressed(codec, input, START),
    }
}

/// The same for an input of which the first bytes of the content are not wanted: nearly `offset` of them. A
/// plain one is read from there, another from `border`, which must be one of that very input.
///
/// ```
/// # use std::io::{Cursor, Read};
/// # use pumice_formats::codec::decode_from;
/// let mut text = String::new();
/// let decoded = decode_from(Cursor::new(b"one\ntwo\n"), 4, None)?;
/// assert_eq!(decoded.offset, 4);
/// { decoded.reader }.read_to_string(&mut text)?;
/// assert_eq!(text, "two\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// As of [`decode`].
pub fn decode_from(
    mut input: impl Read + Seek + Send + 'static,
    offset: u64,
    border: Option<Border>,
) -> io::Result<Decoded> {
    let start = border.unwrap_or(START);
    match magic::kind(&read_head(&mut input)?) {
        Kind::Refused(words) => Err(refused(words)),
        Kind::Plain => {
            input.seek(SeekFrom::Start(offset))?;
            Ok(plain(input, offset))
        }
        Kind::Compressed(codec) => {
            input.seek(SeekFrom::Start(start.stored))?;
            compressed(codec, input, start)
        }
    }
}

/// Of every input.
const START: Border = Border {
    stored: 0,
    offset: 0,
};

fn refused(words: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, words)
}

fn plain(input: impl Read + Send + 'static, offset: u64) -> Decoded {
    Decoded {
        codec: None,
        reader: Box::new(input),
        borders: Borders::default(),
        offset,
    }
}

fn compressed(
    codec: Codec,
    input: impl Read + Send + 'static,
    start: Border,
) -> io::Result<Decoded> {
    let borders = Borders::default();
    Ok(Decoded {
        codec: Some(codec),
        reader: Box::new(Decoder::new(codec, input, start, borders.clone())?),
        borders,
        offset: start.offset,
    })
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
    /// Bytes of the content before the next one.
    offset: u64,
    /// Where the member or frame begins that the last bytes were of.
    start: Option<u64>,
    borders: Borders,
    /// What comes behind a place that does not decode would be anything.
    has_failed: bool,
}

enum Stream {
    Gzip(Members),
    Zstd(Frames),
}

impl<R: Read> Decoder<R> {
    /// Reads `input`, which stands at `start`.
    fn new(codec: Codec, input: R, start: Border, borders: Borders) -> io::Result<Self> {
        Ok(Self {
            input: Input::new(input, start.stored),
            stream: match codec {
                Codec::Gzip => Stream::Gzip(Members::new()),
                Codec::Zstd => Stream::Zstd(Frames::new()?),
            },
            offset: start.offset,
            start: None,
            borders,
            has_failed: false,
        })
    }

    /// Notes where the bytes begin that were just read: no read gives bytes of two members.
    fn note(&mut self, read: usize) {
        let start = match &self.stream {
            Stream::Gzip(members) => members.start(),
            Stream::Zstd(frames) => frames.start(),
        };
        if read > 0 && self.start != Some(start) {
            self.start = Some(start);
            self.borders.add(Border {
                stored: start,
                offset: self.offset,
            });
        }
        self.offset += read as u64;
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
        self.note(*read.as_ref().unwrap_or(&0));
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
