//! Checks by name, for rules that are data.

use std::ops::RangeInclusive;

use super::{
    crc32_base62, damm, luhn, mod11_2, mod11_10_digit, mod23_letter, mod37_2, mod97_10, verhoeff,
};
use crate::{
    finding::Evidence,
    recognizer::{Recognizer, Verdict},
};

/// The check of that name; `None` for any other text.
///
/// A check is given a value as it stands. All but `crc32` read its letters and digits of ASCII, 2 to 64 of
/// them and letters in either case, and skip blanks and `- . / _ :` between them; any other character
/// refutes the value, and so does a character that the check does not know. The check character stands
/// last. What passing is worth follows from how many random values pass, one in *n*: 10 log10(*n*)
/// decibans, and never more than [`Recognizer::MOST`].
///
/// | name | characters | valid when | source | worth |
/// |---|---|---|---|---|
/// | `luhn` | digits | from the right, every second digit doubled and its digits added up: the sum ends in 0 | ISO/IEC 7812-1, annex B | 10 |
/// | `mod11` | digits; the last one may be `X` for ten | each digit times its place from the right, counted from 1: the sum is 0 modulo 11 | ISO 2108:1992 (ISBN-10); NHS number | 10 |
/// | `mod11_2_7` | the same | the same, but the places before the last one count 2 to 7 and again | IBM's modulus 11; Norwegian KID | 10 |
/// | `mod11_2_9` | the same | the same with 2 to 9 | FEBRABAN, Brazilian bank slips | 10 |
/// | `mod23` | up to eight digits, perhaps behind `X`, `Y` or `Z` for 0, 1 or 2, and a letter | the number modulo 23 picks the letter from `TRWAGMYFPDXBNJZSQVHLCKE` | Real Decreto 1553/2005, article 11 | 13 |
/// | `mod97` | digits and letters | letters read as 10 to 35: the number is 1 modulo 97 | ISO/IEC 7064, MOD 97-10 | 20 |
/// | `mod97_iban` | the same | the same, when the first four characters are moved to the end | ISO 13616 | 20 |
/// | `verhoeff` | digits | the product in the dihedral group D5 is the identity | J. Verhoeff, 1969 | 10 |
/// | `damm` | digits | the walk through Damm's quasigroup of order 10 ends in 0 | H. M. Damm, 2004 | 10 |
/// | `iso7064` | digits | that of `iso7064_mod11_10` | | 10 |
/// | `iso7064_mod11_10` | digits | hybrid system MOD 11,10 | ISO/IEC 7064:2003 | 10 |
/// | `iso7064_mod11_2` | digits; the last one may be `X` | pure system MOD 11-2 | ISO/IEC 7064:2003 | 10 |
/// | `iso7064_mod37_2` | digits and letters; `*` may be the last one | pure system MOD 37-2 | ISO/IEC 7064:2003 | 15 |
/// | `iso7064_mod97_10` | digits and letters | that of `mod97` | ISO/IEC 7064:2003 | 20 |
/// | `crc32` | any bytes, nothing skipped, then eight hexadecimal digits | these are the CRC-32 of what stands before | ITU-T V.42; IEEE 802.3 | 20 |
/// | `crc32_base62` | any bytes, nothing skipped, then six of `0-9A-Za-z` | these are it in base 62, highest place first | GitHub, token formats, 2021 | 20 |
///
/// ```
/// use pumice_detect::{checks, Evidence, Verdict};
/// let luhn = checks::named("luhn").unwrap();
/// assert_eq!(luhn(b"4111 1111 1111 1111"), Verdict::Fits(Evidence(10)));
/// assert_eq!(luhn(b"4111 1111 1111 1112"), Verdict::Refuted);
/// assert!(checks::named("lunh").is_none());
/// ```
pub fn named(name: &str) -> Option<fn(&[u8]) -> Verdict> {
    let mut all = NAMED.iter();
    all.find(|(known, _)| *known == name)
        .map(|&(_, check)| check)
}

/// The names that [`named`] knows, for messages.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|&(name, _)| name)
}

type Check = fn(&[u8]) -> Verdict;

const NAMED: [(&str, Check); 16] = [
    ("luhn", |value| digits(value, 10, luhn)),
    ("mod11", |value| mod11(value, 2..=MAX as u32)),
    ("mod11_2_7", |value| mod11(value, 2..=7)),
    ("mod11_2_9", |value| mod11(value, 2..=9)),
    ("mod23", |value| characters(value, 13, mod23)),
    ("mod97", mod97),
    ("mod97_iban", |value| {
        characters(value, 20, |all| {
            let moved = all.iter().cycle().skip(4).take(all.len());
            all.len() > 4 && mod97_10(moved.copied()) == 1
        })
    }),
    ("verhoeff", |value| digits(value, 10, verhoeff)),
    ("damm", |value| digits(value, 10, damm)),
    ("iso7064", iso7064_mod11_10),
    ("iso7064_mod11_10", iso7064_mod11_10),
    ("iso7064_mod11_2", |value| {
        characters(value, 10, |all| is_digits_or_x(all) && mod11_2(all))
    }),
    ("iso7064_mod37_2", |value| {
        let (value, star) = value
            .strip_suffix(b"*")
            .map_or((value, None), |rest| (rest, Some(36)));
        characters(value, 15, |all| {
            let values = all.iter().map(|&character| value_of(character));
            mod37_2(values.chain(star))
        })
    }),
    ("iso7064_mod97_10", mod97),
    ("crc32", |value| {
        let check = value.split_last_chunk::<8>().is_some_and(|(data, check)| {
            let hash = crc32fast::hash(data);
            let digit = |(at, &digit): (usize, &u8)| {
                char::from(digit).to_digit(16) == Some(hash >> (28 - 4 * at) & 15)
            };
            !data.is_empty() && check.iter().enumerate().all(digit)
        });
        Verdict::when(check, Recognizer::MOST.0)
    }),
    ("crc32_base62", |value| {
        let check = value.split_last_chunk::<6>();
        let fits =
            check.is_some_and(|(data, check)| !data.is_empty() && *check == crc32_base62(data));
        Verdict::when(fits, Recognizer::MOST.0)
    }),
];

/// The most letters and digits of a value.
const MAX: usize = 64;

/// Asks `is_valid` about the letters and digits of a value, letters in capitals.
fn characters(value: &[u8], decibans: i16, is_valid: impl Fn(&[u8]) -> bool) -> Verdict {
    let (mut all, mut len) = ([0; MAX], 0);
    for byte in value {
        if byte.is_ascii_alphanumeric() && len < MAX {
            all[len] = byte.to_ascii_uppercase();
            len += 1;
        } else if !b" -./_:".contains(byte) {
            return Verdict::Refuted;
        }
    }
    let worth = Evidence(decibans).min(Recognizer::MOST);
    Verdict::when(len > 1 && is_valid(&all[..len]), worth.0)
}

/// The same, of digits alone.
fn digits(value: &[u8], decibans: i16, is_valid: impl Fn(&[u8]) -> bool) -> Verdict {
    let is_digits = |all: &[u8]| all.iter().all(u8::is_ascii_digit);
    characters(value, decibans, |all| is_digits(all) && is_valid(all))
}

/// With weights from the last character but one to the left, and again; the last one counts once.
fn mod11(value: &[u8], weights: RangeInclusive<u32>) -> Verdict {
    characters(value, 10, |all| {
        let values = all.iter().rev().map(|&character| match character {
            b'X' => 10,
            digit => value_of(digit),
        });
        let weights = [1].into_iter().chain(weights.clone().cycle());
        let sum: u32 = values
            .zip(weights)
            .map(|(value, weight)| value * weight)
            .sum();
        is_digits_or_x(all) && sum.is_multiple_of(11)
    })
}

fn iso7064_mod11_10(value: &[u8]) -> Verdict {
    digits(value, 10, |all| {
        let (last, rest) = all
            .split_last()
            .expect("a check is asked of two characters");
        mod11_10_digit(rest) == last - b'0'
    })
}

fn mod97(value: &[u8]) -> Verdict {
    characters(value, 20, |all| mod97_10(all.iter().copied()) == 1)
}

fn mod23(all: &[u8]) -> bool {
    let (&letter, number) = all
        .split_last()
        .expect("a check is asked of two characters");
    let (first, rest) = match number {
        [first @ b'X'..=b'Z', rest @ ..] => (u32::from(first - b'X'), rest),
        _ => (0, number),
    };
    let is_number = (1..=8).contains(&number.len()) && rest.iter().all(u8::is_ascii_digit);
    let digit = |sum, digit: &u8| sum * 10 + u32::from(digit - b'0');
    is_number && letter == mod23_letter(rest.iter().fold(first, digit))
}

/// Digits, of which the last one may be an `X`.
fn is_digits_or_x(all: &[u8]) -> bool {
    all.split_last().is_some_and(|(last, rest)| {
        rest.iter().all(u8::is_ascii_digit) && (last.is_ascii_digit() || *last == b'X')
    })
}

/// 0 to 9, and 10 to 35 for letters.
fn value_of(character: u8) -> u32 {
    char::from(character).to_digit(36).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of all characters that may stand last, those with which a stem passes.
    fn last_ones(name: &str, stem: &str) -> String {
        let check = named(name).expect("it is named");
        let all = ('0'..='9').chain('A'..='Z').chain(['*']);
        let passes = |last: &char| check(format!("{stem}{last}").as_bytes()) != Verdict::Refuted;
        all.filter(passes).collect()
    }

    /// Numbers that their standards and issuers print, or that follow from their text by hand.
    #[test]
    fn the_last_character_is_the_one_that_the_source_says() {
        for (name, stem, last) in [
            ("luhn", "7992739871", "3"),
            ("mod11", "0-306-40615-", "2"),
            ("mod11", "0-8044-2957-", "X"),
            ("mod11_2_7", "1234567", "4"),
            ("mod11_2_9", "261533", "9"),
            ("mod23", "12345678", "Z"),
            ("mod23", "X1234567", "L"),
            ("mod97", "7944", "4V"),
            ("mod97_iban", "GB82 WEST 1234 5698 7654 3", "2"),
            ("verhoeff", "236", "3"),
            ("damm", "572", "4"),
            ("iso7064_mod11_10", "0794", "5"),
            ("iso7064", "0794", "5"),
            ("iso7064_mod11_2", "0794", "0"),
            ("iso7064_mod11_2", "079", "X"),
            ("iso7064_mod37_2", "A999914123456", "N"),
            ("iso7064_mod97_10", "7944", "4V"),
        ] {
            assert_eq!(last_ones(name, stem), last, "{name} {stem}");
        }
    }

    #[test]
    fn a_crc_is_that_of_what_stands_before() {
        // Computed by zlib.
        for (name, value) in [
            ("crc32", "PUMICE-0042e191bc9a"),
            ("crc32", "PUMICE-0042E191BC9A"),
            ("crc32_base62", "PUMICE-00424873iU"),
        ] {
            let check = named(name).expect("it is named");
            assert_eq!(
                check(value.as_bytes()),
                Verdict::Fits(Recognizer::MOST),
                "{value}"
            );
            let other = value.replace('4', "5");
            assert_eq!(check(other.as_bytes()), Verdict::Refuted, "{other}");
        }
    }

    #[test]
    fn separators_are_skipped_and_other_characters_refute() {
        let luhn = named("luhn").expect("it is named");
        for value in ["79927398713", "7992-7398 713", "79.92/73_98:713"] {
            assert_eq!(
                luhn(value.as_bytes()),
                Verdict::Fits(Evidence(10)),
                "{value}"
            );
        }
        for value in ["", "0", "7992#7398713", "7992é7398713", "A79927398713"] {
            assert_eq!(luhn(value.as_bytes()), Verdict::Refuted, "{value}");
        }
        let long = "0".repeat(MAX + 1);
        assert_eq!(luhn(long.as_bytes()), Verdict::Refuted);
        assert_ne!(luhn(&long.as_bytes()[1..]), Verdict::Refuted);
    }

    /// Any bytes may be asked about.
    #[test]
    fn no_value_is_too_odd() {
        for (name, check) in NAMED {
            for value in [
                &b""[..],
                b"*",
                b"**",
                b"\xff\xfe",
                b"X",
                b"XX",
                b"0*",
                b"-",
                b"Z9",
            ] {
                let _ = check(value);
            }
            assert_eq!(
                named(name).map(|known| known(b"00")),
                Some(check(b"00")),
                "{name}"
            );
        }
    }
}
