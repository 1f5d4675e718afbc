//! Individual Taxpayer Identification Numbers.

use super::super::{number, specimens::Plain};
use crate::finding::Evidence;
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
        most: Evidence(3),
        context: "itin;itins;individual taxpayer identification number;\
         taxpayer identification number;taxpayer id;tax id;tax identification;numero itin;\
         individual taxpayer id;individual tax id;taxid;tax id number;tax id no;\
         tax identification number;taxpayer id number"
            .into(),
        normal: Normal::Digits,
        specimens: Some(is_specimen),
        citation: "Internal Revenue Service, IRM 3.21.263 and Publication 1915".into(),
        ..Recognizer::new("us_itin", "US_ITIN", "us")
    }
}

/// 987-65-4320 to 987-65-4329 are for advertisements (Social Security Administration); they are no SSN
/// and have the shape of this number.
fn is_specimen(value: &[u8]) -> bool {
    Plain::<9>::read(value).is_some_and(|plain| {
        matches!(
            plain.as_bytes().split_last(),
            Some((b'0'..=b'9', b"98765432"))
        )
    })
}

fn check(digits: &[u8]) -> Verdict {
    let group = number(&digits[3..5]);
    let assigned = matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    Verdict::when(digits[0] == b'9' && assigned, 3)
}
