//! Thai national identification numbers.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits in groups of one, four, five, two and one; the first is the kind of person, 1 to
/// 8. The first twelve are weighted 13 to 2; the check digit is the last digit of 11 less the sum
/// modulo 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9-9999-99999-99-9", -2),
            Grouping::new("9 9999 99999 99 9", -2),
            Grouping::new("9-9999-99999-999", -10),
            Grouping::new("9999999999999", -23),
        ])],
        validate: Some(check),
        context: "เลขประจำตัวประชาชน;เลขบัตรประชาชน;หมายเลขบัตรประชาชน;บัตรประชาชน;\
         เลขที่บัตรประชาชน;บัตรประจำตัวประชาชน;เลขประจำตัวประชาชนคือ;เลขบัตรประชาชนคือ;\
         เลขผู้เสียภาษี;เลขบัตร;thai id;thai id card;thai national id;thailand id;\
         national id;citizen id;citizen id number;identification number;tnin;personal id;\
         personal identification number;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "พระราชบัญญัติการทะเบียนราษฎร พ.ศ. 2534 (Civil Registration Act); Department of \
         Provincial Administration, structure of the 13-digit number"
            .into(),
        ..Recognizer::new("th_tnin", "TH_TNIN", "th")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !matches!(digits[0], b'1'..=b'8') || is_monotone(digits) {
        return Verdict::Refuted;
    }
    let sum = weighted(&digits[..12], &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 10;
    Verdict::when(digit == u32::from(digits[12] - b'0'), 10)
}
