//! Adoption Taxpayer Identification Numbers.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits that begin with 9; the fourth and fifth are 93. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-99-9999", -8),
            Grouping::new("999 99 9999", -16),
            Grouping::new("999999999", -24),
        ])],
        validate: Some(check),
        context: "atin;atins;adoption taxpayer identification number;adoption tin;\
         taxpayer identification number for pending adoptions;taxpayer id;tax id;\
         tax id number;tax id no;tax identification number;taxpayer id number;\
         taxpayer identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Internal Revenue Service, IRM 3.13.40 and Form W-7A".into(),
        ..Recognizer::new("us_atin", "US_ATIN", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // One number in a thousand.
    Verdict::when(digits[0] == b'9' && digits[3..5] == *b"93", 20)
}
