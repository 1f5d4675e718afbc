//! Addresses of Ethereum and of the chains that follow it.

use sha3::{Digest, Keccak256};

use super::PROVEN;

/// What speaks for it: `0x` and forty hexadecimal digits are hardly anything else, a checksum in the
/// case of the letters proves it. One that is wrong refutes it.
pub(super) fn evidence(token: &[u8]) -> Option<i16> {
    let digits = token.strip_prefix(b"0x")?.first_chunk::<40>()?;
    if token.len() != 42 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let small = digits.iter().any(u8::is_ascii_lowercase);
    let capital = digits.iter().any(u8::is_ascii_uppercase);
    let one_digit = digits.iter().all(|digit| *digit == digits[0]);
    match (small, capital) {
        (true, true) => has_checksum(digits).then_some(PROVEN),
        _ if one_digit => None,
        _ => Some(UNPROVEN),
    }
}

/// Twenty bytes with `0x` in front are seldom anything else (a hash of Git has no `0x`).
const UNPROVEN: i16 = 4;

/// EIP-55: a letter is a capital where the digit of the hash at its place is 8 or more.
fn has_checksum(digits: &[u8; 40]) -> bool {
    let hash = Keccak256::digest(digits.map(|digit| digit.to_ascii_lowercase()));
    digits.iter().enumerate().all(|(at, digit)| {
        let nibble = hash[at / 2] >> (4 * (1 - at % 2)) & 15;
        digit.is_ascii_digit() || digit.is_ascii_uppercase() == (nibble >= 8)
    })
}
