//! NHS numbers of England, Wales and the Isle of Man.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits. The first nine are weighted 10 to 2; the check digit is 11 less the sum modulo 11,
/// 11 written as 0; where it would be 10 the number is not issued.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 9999", -13),
            Grouping::new("999-999-9999", -16),
            Grouping::new("9999999999", -22),
        ])],
        validate: Some(check),
        context: "nhs;nhs number;nhs no;national health service;national health service number;\
         patient number;rhif gig;gig;nhsnumber;nhsno;nhsnum"
            .into(),
        normal: Normal::Digits,
        citation: "NHS Data Model and Dictionary, attribute NHS NUMBER".into(),
        ..Recognizer::new("uk_nhs", "UK_NHS", "gb")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 11;
    Verdict::when(
        digit == u32::from(digits[9] - b'0') && !is_monotone(digits),
        10,
    )
}
