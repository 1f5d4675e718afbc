//! Australian business numbers.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits, the first two from 11 on. With 1 taken from the first they are weighted 10, 1, 3,
/// 5, 7, 9, 11, 13, 15, 17, 19; the sum is 0 modulo 89.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99 999 999 999", -20),
            Grouping::new("99-999-999-999", -20),
            Grouping::new("99999999999", -24),
        ])],
        validate: Some(check),
        context: "abn;abn number;abn no;australian business number;australian business no;a b n"
            .into(),
        normal: Normal::Digits,
        citation:
            "A New Tax System (Australian Business Number) Act 1999; Australian Business Register, \
         Format of the ABN"
                .into(),
        ..Recognizer::new("au_abn", "AU_ABN", "au")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // The 1 that is taken from the first digit weighs 10. The first two digits are the check: 10 more
    // than a remainder of 89, counted from 1.
    if matches!(digits, [b'0', ..] | [b'1', b'0', ..]) {
        return Verdict::Refuted;
    }
    let sum = weighted(digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10;
    Verdict::when(sum.is_multiple_of(89), 19)
}
