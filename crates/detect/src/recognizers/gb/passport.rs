//! Numbers of British passports.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits. There is no check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("999999999", -22)])],
        validate: Some(check),
        context: "passport;passport number;passport no;passport num;uk passport;\
         uk passport number;uk passport no;british passport;british passport number;passport id;\
         hmpo;hm passport office;pasbort;rhif pasbort"
            .into(),
        normal: Normal::Digits,
        citation: "Government Data Standards Catalogue, UK Passport Number; HM Passport Office"
            .into(),
        ..Recognizer::new("uk_passport", "UK_PASSPORT", "gb")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // The same digit throughout is no number.
    Verdict::when(digits[1..] != digits[..8], 0)
}
