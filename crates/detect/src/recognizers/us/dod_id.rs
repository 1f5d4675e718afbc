//! Department of Defense ID numbers.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits, the first no 0: the Electronic Data Interchange Personal Identifier printed on
/// Common Access Cards. No check digit is published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("9999999999", -20)])],
        validate: Some(check),
        context: "dod id;do d id;do d id number;dod id number;dod id no;dod no;dodid;dod number;\
         dod identification number;edipi;edi pi;\
         electronic data interchange personal identifier;department of defense id;\
         department of defense identification number;cac id;cac id no;cac number;\
         military id;military id number;military id no;do d id no"
            .into(),
        normal: Normal::Digits,
        citation: "DoD Instruction 1000.30; DoD Manual 1000.13, volume 1".into(),
        ..Recognizer::new("us_dod_id", "US_DOD_ID", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(digits[0] != b'0' && !is_monotone(digits), 0)
}
