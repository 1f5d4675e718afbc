//! Australian tax file numbers.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, weighted 1, 4, 3, 7, 5, 8, 6, 9, 10; the sum is 0 modulo 11. The oldest have eight,
/// weighted 10, 7, 8, 4, 6, 3, 5, 1.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -15),
            Grouping::new("999-999-999", -16),
            Grouping::new("999999999", -22),
            Grouping::new("99 999 999", -18),
            Grouping::new("99999999", -24),
        ])],
        validate: Some(check),
        context: "tfn;tfn number;tax file number;tax file no;tax file;australian tax file number;\
         australian tax number;taxfilenumber;t f n"
            .into(),
        normal: Normal::Digits,
        citation:
            "Income Tax Assessment Act 1936, part VA; Taxation Administration Act 1953; Australian \
         Taxation Office, tax file number algorithm"
                .into(),
        ..Recognizer::new("au_tfn", "AU_TFN", "au")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = match digits.len() {
        8 => weighted(digits, &[10, 7, 8, 4, 6, 3, 5, 1]),
        _ => weighted(digits, &[1, 4, 3, 7, 5, 8, 6, 9, 10]),
    };
    Verdict::when(sum.is_multiple_of(11) && !is_monotone(digits), 10)
}
