//! SHA-256 of what is written and read (FIPS 180-4).

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

/// The hash of bytes that come in pieces.
///
/// ```
/// # use pumice_engine::Digest;
/// let mut digest = Digest::default();
/// digest.update(b"ab");
/// digest.update(b"c");
/// assert!(digest.hex().starts_with("ba7816bf"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all pieces so far, in hexadecimal digits.
    pub fn hex(&self) -> String {
        hex(&self.0.clone().finalize())
    }

    /// The hash of all that a reader gives, in hexadecimal digits.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(mut reader: impl Read) -> io::Result<String> {
        let (mut digest, mut buffer) = (Digest::default(), vec![0; 256 << 10]);
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(digest.hex()),
                Ok(read) => digest.update(&buffer[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
