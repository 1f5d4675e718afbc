//! Canadian postal codes.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Letter, digit, letter, a blank, digit, letter, digit. The letters are never D, F, I, O, Q or U,
/// the first one no W or Z either.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9A 9A9", 0),
            Grouping::new("A9A-9A9", -8),
            Grouping::new("A9A9A9", -16),
        ])],
        validate: Some(check),
        context: "postal code;postal codes;postcode;postalcode;canada post;mailing address;zip;\
         zip code;code postal;codes postaux;postes canada"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Canada Post, Addressing Guidelines, section on postal codes".into(),
        ..Recognizer::new("ca_postal_code", "CA_POSTAL_CODE", "ca")
    }
}

fn check(code: &[u8]) -> Verdict {
    let letters = [code[0], code[2], code[4]];
    let unused = |letter: &u8| b"DFIOQU".contains(&letter.to_ascii_uppercase());
    let fits = !letters.iter().any(unused) && !matches!(code[0] | 0x20, b'w' | b'z');
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    Verdict::when(fits, if capitals { 4 } else { -6 })
}
