//! Financial instrument global identifiers.

use super::check_digit;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two consonants for the provider (`BB` for most; not BS, BM, GG, GB, GH, KY or VG, which would make
/// an ISIN), `G`, eight digits or consonants and a check digit: letters read as 10 to 35, every
/// second character doubled, the digits of all summed, and what the sum lacks to the next ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("XXXXXXXXXXXX", -13)])],
        validate: Some(check),
        context: "figi;figi code;figi id;composite figi;share class figi;openfigi;open figi;bbgid;bbg id;\
         bloomberg;bloomberg global identifier;bloomberg id;financial instrument global identifier"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Object Management Group, Financial Instrument Global Identifier; ANSI X9.145-2021".into(),
        ..Recognizer::new("figi", "FIGI", "finance")
    }
}

fn check(characters: &[u8]) -> Verdict {
    let (stem, last) = (&characters[..11], characters[11]);
    if stem[2] != b'G' || !last.is_ascii_digit() {
        return Verdict::Refuted;
    }
    let spelled = stem
        .iter()
        .all(|byte| byte.is_ascii_digit() || is_consonant(*byte));
    let isin = [b"BS", b"BM", b"GG", b"GB", b"GH", b"KY", b"VG"]
        .iter()
        .any(|&provider| stem.starts_with(provider));
    let provided = is_consonant(stem[0]) && is_consonant(stem[1]) && !isin;
    Verdict::when(
        spelled && provided && last == b'0' + check_digit(stem),
        if stem.starts_with(b"BB") { 12 } else { 10 },
    )
}

fn is_consonant(byte: u8) -> bool {
    byte.is_ascii_uppercase() && !matches!(byte, b'A' | b'E' | b'I' | b'O' | b'U')
}
