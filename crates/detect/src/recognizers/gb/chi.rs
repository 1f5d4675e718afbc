//! Community Health Index numbers of Scotland.

use super::super::{calendar::is_day, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: date of birth as DDMMYY, three digits (the last of them odd for men) and the check
/// digit: nine digits weighted 10 to 2, 11 less the sum modulo 11, 11 written as 0; where it would
/// be 10 the number is not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999 9999", -16),
            Grouping::new("999 999 9999", -18),
            Grouping::new("9999999999", -24),
        ])],
        validate: Some(check),
        context: "chi;chi number;chi no;community health index;community health index number;\
         nhs scotland;scottish nhs number;patient number"
            .into(),
        normal: Normal::Digits,
        citation: "Public Health Scotland, National Data Catalogue and Data Dictionary, CHI \
         Number"
            .into(),
        ..Recognizer::new("uk_chi", "UK_CHI", "gb")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (day, month) = (number(&digits[..2]), number(&digits[2..4]));
    let dated = is_day(month, day);
    let sum = weighted(&digits[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 11;
    // One in eleven for the digit; many numbers of six digits are dates.
    Verdict::when(dated && digit == u32::from(digits[9] - b'0'), 15)
}
