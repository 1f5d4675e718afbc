//! Philippine taxpayer identification numbers.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, and three to five for the branch. How the ninth digit checks the others is not
/// published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-999-999-99999", -8),
            Grouping::new("999-999-999-9999", -10),
            Grouping::new("999-999-999-999", -10),
            Grouping::new("999-999-999", -15),
            Grouping::new("999 999 999 999", -17),
            Grouping::new("999 999 999", -19),
            Grouping::new("999999999", -21),
            Grouping::new("999999999999", -22),
            Grouping::new("99999999999999", -22),
        ])],
        validate: Some(check),
        context: "tin;tin no;tin number;tin id;bir tin;taxpayer identification number;\
         tax identification number;philippine tin;vat reg tin;vat registered tin;non vat reg tin"
            .into(),
        normal: Normal::Digits,
        citation: "National Internal Revenue Code, section 236; Bureau of Internal Revenue, \
         Revenue Regulations 7-2012"
            .into(),
        ..Recognizer::new("ph_tin", "PH_TIN", "ph")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = !is_monotone(&digits[..9]) && digits[..6] != *b"000000";
    Verdict::when(issued, 1)
}
