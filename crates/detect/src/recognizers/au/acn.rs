//! Australian company numbers.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits. The first eight are weighted 8 to 1; the check digit makes the sum 0 modulo 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -15),
            Grouping::new("999-999-999", -16),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context:
            "acn;acn number;acn no;australian company number;australian company no;company number;\
         arbn;arsn;asic"
                .into(),
        normal: Normal::Digits,
        citation:
            "Corporations Act 2001, section 118; Australian Securities and Investments Commission, \
         Australian Company Number (ACN) digit check"
                .into(),
        ..Recognizer::new("au_acn", "AU_ACN", "au")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(digits, &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    Verdict::when(sum.is_multiple_of(10) && !is_monotone(digits), 10)
}
