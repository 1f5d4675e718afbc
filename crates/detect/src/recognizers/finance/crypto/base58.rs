//! Base 58 and Base58Check.

use sha2::{Digest, Sha256};

/// Whether this is an address of 25 bytes: a version that goes with its first character, twenty
/// bytes and four of the double SHA-256 of all before.
pub(super) fn is_address(token: &[u8]) -> bool {
    let (alphabet, versions): (_, &[u8]) = match token[0] {
        b'1' => (&BITCOIN, &[0x00]),
        b'3' => (&BITCOIN, &[0x05]),
        b'L' => (&BITCOIN, &[0x30]),
        b'M' => (&BITCOIN, &[0x32]),
        b'D' => (&BITCOIN, &[0x1e]),
        b'9' | b'A' => (&BITCOIN, &[0x16]),
        b'T' => (&BITCOIN, &[0x41]),
        b'r' => (&RIPPLE, &[0x00]),
        _ => return false,
    };
    if token.len() > 35 {
        return false;
    }
    let Some(bytes) = decode::<25>(token, alphabet) else {
        return false;
    };
    let (payload, check) = bytes.split_at(21);
    let hash = Sha256::digest(Sha256::digest(payload));
    versions.contains(&payload[0]) && hash[..4] == *check
}

/// The bytes that a number in base 58 spells: as many zeros in front as the alphabet's first
/// character stands there, and exactly `N` in all. Cheap refusals first: a character that is none.
pub(super) fn decode<const N: usize>(token: &[u8], alphabet: &Alphabet) -> Option<[u8; N]> {
    if token
        .iter()
        .any(|&byte| alphabet[usize::from(byte)] == NONE)
    {
        return None;
    }
    let zeros = token
        .iter()
        .take_while(|&&byte| alphabet[usize::from(byte)] == 0)
        .count();
    // Words of 32 bits, the lowest first.
    let mut words = [0u32; 10];
    for &byte in &token[zeros..] {
        let mut carry = u64::from(alphabet[usize::from(byte)]);
        for word in &mut words {
            carry += u64::from(*word) * 58;
            *word = carry as u32;
            carry >>= 32;
        }
        if carry != 0 {
            return None;
        }
    }
    let byte = |place: usize| (words[place / 4] >> (place % 4 * 8)) as u8;
    if (N..words.len() * 4).any(|place| byte(place) != 0) {
        return None;
    }
    let bytes: [u8; N] = std::array::from_fn(|at| byte(N - 1 - at));
    (bytes.iter().take_while(|&&byte| byte == 0).count() == zeros).then_some(bytes)
}

/// The value of each character.
pub(super) type Alphabet = [u8; 256];
const NONE: u8 = 0xFF;

/// Digits and letters but 0, O, I and l.
pub(super) static BITCOIN: Alphabet =
    alphabet(b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
static RIPPLE: Alphabet = alphabet(b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz");

const fn alphabet(characters: &[u8; 58]) -> Alphabet {
    let mut table = [NONE; 256];
    let mut at = 0;
    while at < characters.len() {
        table[characters[at] as usize] = at as u8;
        at += 1;
    }
    table
}
