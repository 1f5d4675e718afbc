//! New Zealand tax numbers.

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight or nine digits, from 10,000,000 to 200,000,000. Those before the last, made eight with a 0
/// in front, are weighted 3, 2, 7, 6, 5, 4, 3, 2; the check digit is 11 less the sum modulo 11, and
/// 0 where the sum is 0. Where it would be 10 the weights are 7, 4, 3, 2, 5, 2, 7, 6; where it is
/// 10 again there is no such number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-999-999", -14),
            Grouping::new("999-999-999", -14),
            Grouping::new("99 999 999", -16),
            Grouping::new("999 999 999", -16),
            Grouping::new("99999999", -23),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context:
            "ird;ird number;ird no;ird num;inland revenue;inland revenue number;nz tax number;\
         new zealand tax number;inland revenue department number;gst number;nz ird number;\
         tau ird;te tari taake"
                .into(),
        normal: Normal::Digits,
        citation: "Tax Administration Act 1994; Inland Revenue, Resident withholding tax and \
         non-resident withholding tax certificate filing specification, IRD number validation"
            .into(),
        ..Recognizer::new("nz_ird", "NZ_IRD", "nz")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (stem, last) = digits.split_at(digits.len() - 1);
    if !(10_000_000..200_000_000).contains(&number(digits)) {
        return Verdict::Refuted;
    }
    let digit = |weights: &[u32; 8]| (11 - weighted(stem, &weights[8 - stem.len()..]) % 11) % 11;
    let mut check = digit(&[3, 2, 7, 6, 5, 4, 3, 2]);
    if check == 10 {
        check = digit(&[7, 4, 3, 2, 5, 2, 7, 6]);
    }
    Verdict::when(check == u32::from(last[0] - b'0'), 10)
}
