//! Addresses in Bech32 and Bech32m.

use crate::recognizers::bech32::{CHECKSUM, behind, named, value};

/// Whether this is an address of Bitcoin or Litecoin: a version, a program that its version allows,
/// and a checksum that goes with the version. Letters are all small or all capitals.
pub(super) fn is_address(token: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| token.iter().any(is);
    if has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
        return false;
    }
    let (network, data) = match token {
        [b'b' | b'B', b'c' | b'C', b'1', data @ ..] => (BITCOIN, data),
        [b'l' | b'L', b't' | b'T', b'c' | b'C', b'1', data @ ..] => (LITECOIN, data),
        _ => return false,
    };
    if !(MIN_DATA..=MAX_DATA).contains(&data.len()) {
        return false;
    }
    let (Some(version), Some(checksum)) = (value(data[0]), behind(network, data)) else {
        return false;
    };
    let program = data.len() - 1 - CHECKSUM;
    // Of version 0 the checksum is Bech32's and the program a hash; later ones are Bech32m.
    match version {
        0 => checksum == 1 && matches!(program, 32 | 52),
        1..=16 => checksum == 0x2bc8_30a3 && matches!(program, 4..=64),
        _ => false,
    }
}

/// A version, a program of one character at least, and the checksum; of 90 characters at most in all.
const MIN_DATA: usize = 2 + CHECKSUM;
const MAX_DATA: usize = 87;

/// The states behind the names of the networks.
const BITCOIN: u32 = named(b"bc");
const LITECOIN: u32 = named(b"ltc");
