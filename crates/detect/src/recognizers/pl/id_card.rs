//! Numbers of Polish identity cards (dowód osobisty).

use super::weighted_document;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Three letters and six digits, the first of which is the check digit: letters, counted 10 to 35,
/// are weighted 7 3 1, the five other digits 7 3 1 7 3; the sum ends in the check digit. There is
/// no O and no Q.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA999999", -13),
            Grouping::new("AAA 999999", -13),
            Grouping::new("AAA-999999", -16),
        ])],
        validate: Some(check),
        context: "dowod osobisty;dowodu osobistego;dowodem osobistym;dowod;dowodu;nr dowodu;\
         numer dowodu;numer dowodu osobistego;seria i numer dowodu;seria i numer dowodu osobistego;\
         seria i nr dowodu osobistego;dokument tozsamosci;id card;identity card;id card number;\
         polish id card"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Ustawa z dnia 6 sierpnia 2010 r. o dowodach osobistych; weights 7 3 1 of ICAO \
         Doc 9303, part 3"
            .into(),
        ..Recognizer::new("pl_id_card", "PL_ID_CARD", "pl")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (letters, digits) = value.split_at(3);
    weighted_document(letters, digits, &[7, 3, 1, 7, 3, 1, 7, 3])
}
