//! Registration numbers of the Drug Enforcement Administration.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the kind of registrant, the first letter of the registrant's name (9 where a
/// business registered by its address), six digits and the check digit: digits one, three and five
/// and twice digits two, four and six give a sum that ends with it.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999", -15),
            Grouping::new("AA-9999999", -14),
            Grouping::new("AA 9999999", -16),
            Grouping::new("A99999999", -24),
        ])],
        validate: Some(check),
        context: "dea;dea number;dea registration;dea registration number;dea reg;dea license;\
         drug enforcement administration;drug enforcement agency;dea certificate;\
         controlled substance registration"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "21 CFR part 1301; Drug Enforcement Administration, Practitioner's Manual; \
         DEA Diversion Control Division, registration validation"
            .into(),
        ..Recognizer::new("us_dea_number", "US_DEA_NUMBER", "us")
    }
}

/// Kinds of registrants.
const KINDS: &[u8] = b"ABCDEFGHJKLMPRSTUX";

fn check(number: &[u8]) -> Verdict {
    let by_name = number[1].is_ascii_alphabetic() || number[1] == b'9';
    if !by_name || !KINDS.contains(&number[0].to_ascii_uppercase()) {
        return Verdict::Refuted;
    }
    let digits = &number[2..];
    let last = weighted(&digits[..6], &[1, 2, 1, 2, 1, 2]) % 10;
    let evidence = if number[..2].iter().any(u8::is_ascii_lowercase) {
        6
    } else {
        10
    };
    Verdict::when(
        last == u32::from(digits[6] - b'0') && digits != b"0000000",
        evidence,
    )
}
