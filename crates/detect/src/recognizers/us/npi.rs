//! National Provider Identifiers.

use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Ten digits, the first a 1 (a person) or 2 (an organisation). The last one is the check digit by
/// Luhn's sum of the number with 80840 in front: health applications, United States.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -23),
            Grouping::new("9999 999 999", -16),
            Grouping::new("9999-999-999", -16),
        ])],
        validate: Some(check),
        context: "npi;national provider identifier;npis;npi number;nppes;provider identifier;\
         provider id;provider number;nationalprovideridentifier"
            .into(),
        normal: Normal::Digits,
        citation: "45 CFR 162.406; Centers for Medicare & Medicaid Services, Requirements for \
         National Provider Identifier (NPI) and NPI Check Digit"
            .into(),
        ..Recognizer::new("us_npi", "US_NPI", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !matches!(digits[0], b'1' | b'2') {
        return Verdict::Refuted;
    }
    let mut prefixed = *b"808400000000000";
    prefixed[5..].copy_from_slice(digits);
    Verdict::when(luhn(&prefixed), 10)
}
