//! Base 64 as keys and headers are written: in either alphabet, with padding or without.

use std::ops::Deref;

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// The bytes of `text`, decoded into `room`; nothing where it is no base 64 or there are too many.
pub(super) fn decode_into<'r>(text: &[u8], room: &'r mut [u8]) -> Option<&'r [u8]> {
    const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, CONFIG);
    const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, CONFIG);
    let is_url = text.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let engine = if is_url { URL } else { PLAIN };
    let len = engine.decode_slice(text, room).ok()?;
    Some(&room[..len])
}

/// The bytes of a key.
pub(super) fn decode(text: &[u8]) -> Option<Bytes> {
    let mut room = [0; MAX_BYTES];
    let len = decode_into(text, &mut room)?.len();
    Some(Bytes { room, len })
}

/// Decoded bytes of a key; the search asks for no memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes {
    room: [u8; MAX_BYTES],
    len: usize,
}

/// More than any key has.
const MAX_BYTES: usize = 192;

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.room[..self.len]
    }
}
