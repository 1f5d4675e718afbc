//! Kuwaiti civil numbers.

use super::super::{calendar::is_yymmdd, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits: 2 or 3 for the century (1 for the nineteenth), the date of birth, four for the
/// order and a check digit. The first eleven are weighted 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2; the
/// check digit is 11 less the sum modulo 11, and never more than 9.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("999999999999", -22)])],
        validate: Some(check),
        context: "civil id;civil id number;civil id no;civil number;kuwait civil id;kuwaiti civil id;\
         kuwait id;paci;paci number;الرقم المدني;رقم المدني;البطاقة المدنية;رقم البطاقة المدنية;الرقم المدنى"
            .into(),
        normal: Normal::Digits,
        citation: "Law 32 of 1982 (Civil Information System); Public Authority for Civil Information, \
         civil number"
            .into(),
        ..Recognizer::new("kw_civil_id", "KW_CIVIL_ID", "kw")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !matches!(digits[0], b'1'..=b'3') || !is_yymmdd(&digits[1..7]) {
        return Verdict::Refuted;
    }
    let sum = weighted(&digits[..11], &[2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    Verdict::when(11 - sum % 11 == u32::from(digits[11] - b'0'), 18)
}
