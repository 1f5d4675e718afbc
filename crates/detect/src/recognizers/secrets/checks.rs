//! Checksums that issuers build into their keys.

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use crate::recognizer::Verdict;

/// What a checksum of 32 bits says of a key that bears it.
const PROVEN: i16 = 20;

/// Marvin32, as 64 bits (Microsoft, SymCrypt; the seed's low half first).
pub(super) fn marvin(data: &[u8], seed: u64) -> u64 {
    let (mut low, mut high) = (seed as u32, (seed >> 32) as u32);
    let mut round = |word: u32| {
        low = low.wrapping_add(word);
        high ^= low;
        low = low.rotate_left(20).wrapping_add(high);
        high = high.rotate_left(9) ^ low;
        low = low.rotate_left(27).wrapping_add(high);
        high = high.rotate_left(19);
    };
    let (words, rest) = data.as_chunks::<4>();
    for &word in words {
        round(u32::from_le_bytes(word));
    }
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] = 0x80;
    round(u32::from_le_bytes(last));
    round(0);
    u64::from(high) << 32 | u64::from(low)
}

/// The checksum that keys bear: both halves of [`marvin`] in one.
pub(super) fn marvin32(data: &[u8], seed: u64) -> u32 {
    let hash = marvin(data, seed);
    (hash >> 32) as u32 ^ hash as u32
}

/// Whether a key ends, once decoded, with the checksum of what stands before, for one of the seeds: eight
/// characters that name the use (Microsoft, security-utilities: identifiable keys, first version).
pub(super) fn ends_with_marvin(key: &[u8], seeds: &[[u8; 8]]) -> Verdict {
    let Some(bytes) = decode(key) else {
        return Verdict::Refuted;
    };
    let Some((data, check)) = bytes.split_last_chunk::<4>() else {
        return Verdict::Refuted;
    };
    let check = u32::from_le_bytes(*check);
    let fits = |seed: &[u8; 8]| marvin32(data, u64::from_be_bytes(*seed)) == check;
    Verdict::when(seeds.iter().any(fits), PROVEN)
}

/// The bytes of base 64 in either alphabet, with or without padding.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, CONFIG);
    const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, CONFIG);
    let is_url = text.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let engine = if is_url { URL } else { PLAIN };
    engine.decode(text).ok()
}

/// Thirty letters and digits and, in base 62 with the highest place first, their CRC-32 (GitHub, "Behind
/// GitHub's new authentication token formats", 2021; npm's tokens are made the same way).
pub(super) fn crc_of_thirty(characters: &[u8]) -> Verdict {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let Some((data, check)) = characters.split_at_checked(30) else {
        return Verdict::Refuted;
    };
    let mut rest = crc32fast::hash(data);
    let mut expected = [b'0'; 6];
    for digit in expected.iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    Verdict::when(check == expected, PROVEN)
}

/// `NAME1` and data whose last six characters are their checksum (Bitcoin, BIP 173; age writes its secret
/// keys in capitals).
pub(super) fn ends_with_bech32(key: &[u8]) -> Verdict {
    const CHARACTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let Some(end) = key.iter().rposition(|&byte| byte == b'1') else {
        return Verdict::Refuted;
    };
    let name = || key[..end].iter().map(u8::to_ascii_lowercase);
    let mut state = 1;
    name().for_each(|byte| state = bech32_step(state, byte >> 5));
    state = bech32_step(state, 0);
    name().for_each(|byte| state = bech32_step(state, byte & 31));
    for byte in &key[end + 1..] {
        let byte = byte.to_ascii_lowercase();
        let Some(value) = CHARACTERS.iter().position(|&known| known == byte) else {
            return Verdict::Refuted;
        };
        state = bech32_step(state, value as u8);
    }
    Verdict::when(state == 1, PROVEN)
}

/// The checksum's state with five bits more.
fn bech32_step(state: u32, value: u8) -> u32 {
    const FACTORS: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let next = (state & 0x01ff_ffff) << 5 ^ u32::from(value);
    let set = FACTORS.iter().enumerate();
    set.filter(|(bit, _)| state >> (25 + bit) & 1 == 1)
        .fold(next, |next, (_, factor)| next ^ factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bech32_is_that_of_its_vector() {
        // The secret bytes 0, 1 and so on.
        let data = b"QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0";
        let check =
            |tail: &[u8]| ends_with_bech32(&[&b"AGE-SECRET-KEY-1"[..], data, tail].concat());
        assert_eq!(check(b"SWRYDWG"), Verdict::when(true, PROVEN));
        assert_eq!(check(b"SWRYDWQ"), Verdict::Refuted);
        assert_eq!(check(b"SWRYDB1"), Verdict::Refuted);
    }

    #[test]
    fn marvin_is_that_of_its_vectors() {
        let seed = |name: &[u8; 8]| u64::from_be_bytes(*name);
        let bytes: Vec<u8> = (0..0x1C).collect();
        for (data, seed, expected) in [
            (&b""[..], seed(b"Default0"), 0x84bf_42ad_4b66_f399),
            (b"hello", 0, 0x84b7_1a76_3e58_16a2),
            (&bytes, seed(b"Send0000"), 0x6624_c6a6_6a1b_50a5),
            (b"abc", 0xd53c_d9ce_cd08_93b7, 0x22c7_4339_4927_69bf),
        ] {
            assert_eq!(marvin(data, seed), expected, "{data:?}");
        }
        assert_eq!(marvin32(b"FAKE", seed(b"Default0")), 0xe78a_7eba);
    }
}
