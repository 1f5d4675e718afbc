//! Individual Taxpayer Identification Numbers.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits that begin with 9; the fourth and fifth are 50 to 65, 70 to 88, 90 to 92 or 94 to
/// 99. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-99-9999", 5),
            Grouping::new("999 99 9999", -6),
            Grouping::new("999999999", -20),
        ])],
        validate: Some(check),
        context: "itin;itins;individual taxpayer identification number;\
         taxpayer identification number;taxpayer id;tax id;tax identification;numero itin;\
         individual taxpayer id;individual tax id;taxid;tax id number;tax id no;\
         tax identification number;taxpayer id number"
            .into(),
        normal: Normal::Digits,
        citation: "Internal Revenue Service, IRM 3.21.263 and Publication 1915".into(),
        ..Recognizer::new("us_itin", "US_ITIN", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let group = number(&digits[3..5]);
    let assigned = matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    Verdict::when(digits[0] == b'9' && assigned, 3)
}
