//! Nigerian bank verification numbers.

use super::{super::is_monotone, is_mobile};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits, in general from 22 on; there is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -22)])],
        validate: Some(check),
        context: "bvn;bvn number;bvn no;bank verification number;bank verification no;nibss;\
         customer bvn"
            .into(),
        normal: Normal::Digits,
        citation:
            "Central Bank of Nigeria, Regulatory Framework for Bank Verification Number Operations \
         and Watch-List (2017; revised 2021)"
                .into(),
        ..Recognizer::new("ng_bvn", "NG_BVN", "ng")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = !is_monotone(digits) && !is_mobile(digits);
    Verdict::when(fits, if digits.starts_with(b"22") { 5 } else { 0 })
}
