//! Checksums that issuers build into their keys.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

use super::base_64::decode;
use crate::{checks, finding::Evidence, recognizer::Verdict, recognizers::bech32};

/// Places of base 62.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
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

/// The common annotated key, whose eighty first characters may be followed by a checksum that issuers do
/// not keep to: it speaks for a key, and its absence not against one (Microsoft, security-utilities,
/// identifiable keys, second version).
pub(super) fn annotated(key: &[u8]) -> Verdict {
    let has_checksum = key.split_at_checked(80).is_some_and(|(data, check)| {
        let hash = decode(data).map(|bytes| marvin32(&bytes, u64::from_be_bytes(*b"Default0")));
        let is_its = |hash: u32| {
            let plain = in_base_64(&hash.to_le_bytes());
            let check = check.strip_suffix(b"==").unwrap_or(check);
            [in_base_62(hash), plain]
                .iter()
                .any(|known| known.starts_with(check))
        };
        hash.is_some_and(is_its)
    });
    Verdict::Fits(Evidence(if has_checksum { 6 } else { 0 }))
}

/// Four bytes in base 62 with the highest place first, filled up on the right; of the last character only
/// the bits that four bytes have.
fn in_base_62(hash: u32) -> [u8; 6] {
    let (mut rest, mut text) = (hash.swap_bytes(), [b'0'; 6]);
    let zeros = hash
        .to_le_bytes()
        .iter()
        .take_while(|&&byte| byte == 0)
        .count();
    let digits = (0..6)
        .take_while(|&place| 62u64.pow(place) <= u64::from(rest))
        .count();
    let len = (zeros + digits).min(text.len());
    for digit in text[..len].iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    let bytes = decode(&text);
    let four = bytes.as_deref().and_then(<[u8]>::first_chunk);
    four.map_or(text, in_base_64)
}

/// Four bytes in base 64, without padding.
fn in_base_64(bytes: &[u8; 4]) -> [u8; 6] {
    let mut text = [0; 6];
    let len = STANDARD_NO_PAD.encode_slice(bytes, &mut text);
    debug_assert_eq!(len, Ok(6), "four bytes are six characters");
    text
}

/// A secret of an application of Entra: 37 characters and, in base 66, the highest three places of their
/// checksum (Microsoft, security-utilities, SEC101/156).
pub(super) fn entra(secret: &[u8]) -> Verdict {
    const DIGITS: &[u8; 66] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
    let Some((data, check)) = secret.split_at_checked(37) else {
        return Verdict::Refuted;
    };
    let hash = marvin32(data, u64::from_be_bytes(*b"AadPwd00"));
    let digit = |place: u32| DIGITS[(hash / 66u32.pow(place) % 66) as usize];
    Verdict::when(check == [digit(5), digit(4), digit(3)], PROVEN)
}

/// Whether 52 characters of base 32 are a personal access token of Azure DevOps as it was: a CRC-32 whose
/// four bytes stand among the others, marked as a user's or an application's (Microsoft,
/// security-utilities, SEC101/102).
pub(super) fn is_devops(token: &[u8]) -> bool {
    const MARKS: [u32; 2] = [0xE0B9_692D, 0x1019_F92E];
    let Some(bytes) = from_base_32(token) else {
        return false;
    };
    let check = u32::from_be_bytes([2, 7, 8, 22].map(|at: usize| bytes[at]));
    let mut hasher = crc32fast::Hasher::new();
    for part in [0..2, 3..7, 9..22, 23..32] {
        hasher.update(&bytes[part]);
    }
    let hash = hasher.finalize();
    MARKS.iter().any(|mark| hash ^ mark == check)
}

/// 52 characters of `a-z2-7` as 32 bytes (RFC 4648); the last four bits are zero.
fn from_base_32(text: &[u8]) -> Option<[u8; 32]> {
    let (mut bytes, mut len) = ([0; 32], 0);
    let (mut bits, mut held) = (0u32, 0);
    for &byte in text {
        let value = match byte {
            b'a'..=b'z' => byte - b'a',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => return None,
        };
        (bits, held) = (bits << 5 | u32::from(value), held + 5);
        if held >= 8 {
            held -= 8;
            *bytes.get_mut(len)? = (bits >> held) as u8;
            len += 1;
        }
    }
    (text.len() == 52 && bits & 0b1111 == 0).then_some(bytes)
}

/// What stands behind `AGE-SECRET-KEY-1`, whose last six characters are its checksum (C2SP, age; Bitcoin,
/// BIP 173).
pub(super) fn age(data: &[u8]) -> Verdict {
    const NAMED: u32 = bech32::named(b"age-secret-key-");
    Verdict::when(bech32::behind(NAMED, data) == Some(1), PROVEN)
}

/// Thirty letters and digits and, in base 62 with the highest place first, their CRC-32 (GitHub, "Behind
/// GitHub's new authentication token formats", 2021; npm's tokens are made the same way).
pub(super) fn crc_of_thirty(characters: &[u8]) -> Verdict {
    let Some((data, check)) = characters.split_at_checked(30) else {
        return Verdict::Refuted;
    };
    Verdict::when(check == checks::crc32_base62(data), PROVEN)
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn joined(parts: &[&str]) -> Vec<u8> {
        parts.concat().into_bytes()
    }

    const PROOF: Verdict = Verdict::Fits(Evidence(PROVEN));

    #[test]
    fn identifiable_keys_end_with_their_checksum() {
        let proofs: [(&[&str], &[u8; 8]); 6] = [
            (
                &["FAKEfakeFAKEfakeFAKEfakeFAKEfakeF", "+ASb", "Fclmng="],
                b"Send0000",
            ),
            (
                &["NOTaREALkeyNOTaREALkeyNOTaREALkey", "AIoT", "LVDnus="],
                b"Device00",
            ),
            (
                &[
                    "FAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFA",
                    "+ACR",
                    "D4qFsv",
                ],
                b"ACRDflt0",
            ),
            (
                &[
                    "FAKE-fake_FAKE-fake_FAKE-fake_FAKE-fake_FAKE",
                    "AzFu",
                    "LojAGQ==",
                ],
                b"Functi00",
            ),
            (
                &[
                    "SYNTHETICnotakeySYNTHETICnotakeySYNTHETICnotakeySYNTHETICnotakeySYNTHETICnot",
                    "+ASt",
                    "wNkr3Q==",
                ],
                b"Default0",
            ),
            (
                &[&"FAKEfake".repeat(9), "FAKE", "ACDb", "CETJ7A=="],
                b"MastRW00",
            ),
        ];
        for (parts, seed) in proofs {
            let key = joined(parts);
            assert_eq!(ends_with_marvin(&key, &[*b"Listen00", *seed]), PROOF);
            assert_eq!(ends_with_marvin(&key, &[*b"Listen00"]), Verdict::Refuted);
            let without_padding = String::from_utf8(key).unwrap().replace('=', "");
            assert_eq!(
                ends_with_marvin(without_padding.as_bytes(), &[*seed]),
                PROOF
            );
        }
    }

    #[test]
    fn common_annotated_keys_have_a_checksum_in_base_62_or_64() {
        let a = "A".repeat(12);
        let keys: [[&str; 3]; 6] = [
            [&"A".repeat(52), "BA", "AAAATEST"],
            [&"FAKE".repeat(13), "BF", "AAABACOG"],
            [&("NotARealKey0".repeat(4) + "NotA"), "CL", "AAAAAZDO"],
            [&("Fake1".repeat(10) + "Fa"), "BC", "AAAAAZEG"],
            [&"z".repeat(52), "AE", "AAAATEST"],
            [&("Fake00246".repeat(5) + "Fake002"), "BB", "AAAATEST"],
        ];
        let checks = [
            ["2EUE", "efiqJw=="],
            ["3G0t", "sewA9A=="],
            ["4Ta2", "9Hnyzw=="],
            ["2ELtuA==", "edpedQ=="],
            ["VYAfNw==", "G8nPDQ=="],
            ["0yMr6w==", "ANuJVA=="],
        ];
        for (at, ([random, date, signature], checks)) in keys.into_iter().zip(checks).enumerate() {
            let kind = if at == 4 { "JQQJ9H" } else { "JQQJ99" };
            let platform = if at == 1 { "FAKEFAKEFAKE" } else { &a };
            for check in checks {
                let key = joined(&[random, kind, date, platform, signature, check]);
                assert_eq!(annotated(&key), Verdict::Fits(Evidence(6)), "{at} {check}");
                let broken = joined(&[random, kind, date, platform, signature, "zzzz"]);
                assert_eq!(annotated(&broken), Verdict::Fits(Evidence(0)), "{at}");
            }
        }
    }

    #[test]
    fn secrets_of_entra_end_with_three_of_six_places() {
        let zeros = "0".repeat(31);
        let secrets: [&[&str]; 3] = [
            &["FAK8Q~fake.FAKE-not_a_real~secret.000", "boL"],
            &["xyz8Q~", &zeros, "dyb"],
            &["~.-8Q~SyntheticSyntheticSynthetic1234", "cLh"],
        ];
        for parts in secrets {
            let mut secret = joined(parts);
            assert_eq!(entra(&secret), PROOF);
            secret[36] ^= 1;
            assert_eq!(entra(&secret), Verdict::Refuted);
        }
    }

    #[test]
    fn tokens_of_devops_bear_a_crc() {
        for parts in [
            ["aaatoaqdaqc3cyiga4eascqlbq", "gq4dyqcejhaeyuculbogazdinq"],
            ["iza6cs2ffvdotxcbjncs2rsbjn", "cs2rsbjncy6lkgiffuklkgiffq"],
            ["aaagaaaaaaamshqaaaaaaaaaaa", "aaaaaaaaamiaaaaaaaaaaaaaaa"],
        ] {
            let token = joined(&parts);
            assert!(is_devops(&token));
            let mut broken = token.clone();
            broken[30] = if broken[30] == b'a' { b'b' } else { b'a' };
            assert!(!is_devops(&broken));
            assert!(!is_devops(&token[1..]));
        }
    }
}
