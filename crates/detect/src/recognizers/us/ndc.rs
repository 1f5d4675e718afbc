//! National Drug Codes.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits for labeler, product and package: 4-4-2, 5-3-2 or 5-4-1; on claims eleven, 5-4-2,
/// each part filled with zeros. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999-9999-99", -8),
            Grouping::new("99999-999-99", -7),
            Grouping::new("99999-9999-9", -7),
            Grouping::new("99999-9999-99", -7),
            Grouping::new("9999999999", -21),
            Grouping::new("99999999999", -21),
        ])],
        validate: Some(check),
        context: "ndc;national drug code;ndcs;ndc code;ndc number;national drug code number;\
         drug code;drug identification code"
            .into(),
        normal: Normal::Digits,
        citation: "21 CFR 207.33; Food and Drug Administration, National Drug Code Directory"
            .into(),
        ..Recognizer::new("us_ndc", "US_NDC", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Labeler codes begin at 0002.
    Verdict::when(!is_monotone(digits) && digits[..4] != *b"0000", 0)
}
