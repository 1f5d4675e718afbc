//! German postal codes (Postleitzahl).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Five digits, 01067 to 99998, perhaps behind `D-`; none begins with 00, 05, 43 or 62. There is
/// no check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999", -21),
            Grouping::new("A-99999", -14),
        ])],
        validate: Some(check),
        context: "plz;postleitzahl;postleitzahlen;post leitzahl;german postal code;\
         german postcode;german zip code;plz ort"
            .into(),
        normal: Normal::Digits,
        citation: "Deutsche Post AG, the system of postal codes of 1 July 1993".into(),
        ..Recognizer::new("de_postal_code", "DE_POSTAL_CODE", "de")
    }
}

fn check(value: &[u8]) -> Verdict {
    let code = match value {
        [b'D', code @ ..] if code.len() == 5 => code,
        code if code.len() == 5 => code,
        _ => return Verdict::Refuted,
    };
    let unused = matches!(code[..2], [b'0', b'0' | b'5'] | [b'4', b'3'] | [b'6', b'2']);
    Verdict::when(!unused && number(code) > 1_000, 0)
}
