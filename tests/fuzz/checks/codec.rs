//! What must hold for any compressed input, whatever its bytes are.

use std::io::{self, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use pumice_formats::codec::{Codec, decode};

/// A bomb is not read to its end.
const MOST_BYTES: u64 = 1 << 20;

/// Panics where the size of reads shows, or where another reader sees something else.
pub(crate) fn check(input: &[u8]) {
    let whole = Outcome::of(Cursor::new(input.to_vec()), MOST_BYTES as usize);
    for piece in [1, 7, 4096] {
        let pieces = Pieces {
            rest: Cursor::new(input.to_vec()),
            piece,
        };
        assert_eq!(Outcome::of(pieces, piece + 2), whole, "pieces of {piece}");
    }
    let Outcome { codec, text, flaw } = &whole;
    if flaw.is_some() {
        return;
    }
    match codec {
        None => {
            let most = input.len().min(MOST_BYTES as usize);
            assert_eq!(text, &input[..most], "a plain input has changed");
        }
        Some(Codec::Gzip) => compare(MultiGzDecoder::new(input), text),
        Some(Codec::Zstd) => compare(zstd::Decoder::new(input).expect("memory"), text),
    }
}

/// Where two readers are content, both have the same text. Ours may refuse more: what follows a stream.
fn compare(other: impl Read, text: &[u8]) {
    let mut theirs = vec![];
    if other.take(MOST_BYTES).read_to_end(&mut theirs).is_ok() {
        assert_eq!(theirs, text, "another reader sees another text");
    }
}

/// What came of an input.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    codec: Option<Codec>,
    text: Vec<u8>,
    /// What was wrong, in words.
    flaw: Option<String>,
}

impl Outcome {
    /// Reads so many bytes at a time.
    fn of(input: impl Read + Send + 'static, at_a_time: usize) -> Self {
        let mut outcome = Self {
            codec: None,
            text: vec![],
            flaw: None,
        };
        let mut reader = match decode(input) {
            Ok(decoded) => {
                outcome.codec = decoded.codec;
                decoded.reader.take(MOST_BYTES)
            }
            Err(error) => {
                outcome.flaw = Some(error.to_string());
                return outcome;
            }
        };
        let mut bytes = vec![0; at_a_time];
        loop {
            match reader.read(&mut bytes) {
                Ok(0) => return outcome,
                Ok(read) => outcome.text.extend_from_slice(&bytes[..read]),
                Err(error) => {
                    outcome.flaw = Some(error.to_string());
                    // How much a decoder gave before it failed is its own affair.
                    outcome.text.clear();
                    return outcome;
                }
            }
        }
    }
}

/// Gives so many bytes at a time, as a pipe may.
struct Pieces {
    rest: Cursor<Vec<u8>>,
    piece: usize,
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = out.len().min(self.piece);
        self.rest.read(&mut out[..len])
    }
}
