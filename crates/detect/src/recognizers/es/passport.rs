//! Numbers of Spanish passports.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Three letters and six digits; two letters in booklets before 2003. There is no check, so a cue
/// is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA999999", -20),
            Grouping::new("AAA 999999", -20),
            Grouping::new("AAA-999999", -20),
            Grouping::new("AA999999", -22),
        ])],
        validate: Some(check),
        context: "pasaporte;numero de pasaporte;n de pasaporte;no de pasaporte;no pasaporte;\
         pasaporte n;pasaporte no;passaport;numero de passaport;pasaportea;\
         spanish passport;passport;passport number;passport no;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Real Decreto 896/2003, which regulates the issue of the ordinary passport"
            .into(),
        ..Recognizer::new("es_passport", "ES_PASSPORT", "es")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (letters, digits) = value.split_at(value.len() - 6);
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    Verdict::when(digits != b"000000", if capitals { 3 } else { -4 })
}
