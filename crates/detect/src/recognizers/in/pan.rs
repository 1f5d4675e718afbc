//! Permanent account numbers of the Indian income tax.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Five letters, four digits that are not all 0, a letter. The fourth letter is the kind of holder
/// (P for a person), the fifth begins the holder's name. The last letter is a check, but its rule
/// is not published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("AAAAA9999A", -6)])],
        validate: Some(check),
        context: "pan;pan number;pan no;pan card;pan card number;pan card no;\
         permanent account number;income tax pan;income tax number;pancard;panno;पैन;\
         पैन नंबर;पैन कार्ड;पैन कार्ड नंबर;स्थायी खाता संख्या;பான்;பான் எண்;పాన్;প্যান;\
         ಪ್ಯಾನ್;പാൻ;પાન;pannumber;pan num"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Income-tax Act, 1961, section 139A; Income-tax Rules, 1962, rule 114; Income Tax \
         Department, structure of the PAN"
                .into(),
        ..Recognizer::new("in_pan", "IN_PAN", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    // A small letter may be a part of a hash.
    Verdict::when(is_pan(value), if is_upper(value) { 4 } else { -6 })
}

/// Ten letters and digits in the places of a PAN.
pub(super) fn is_pan(value: &[u8]) -> bool {
    let kind = value[3].to_ascii_uppercase();
    b"ABCFGHJKLPT".contains(&kind) && value[5..9] != *b"0000"
}
