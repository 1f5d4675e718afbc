//! Australian Medicare card numbers.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, the first one 2 to 6; a check digit; the issue of the card; and perhaps the
/// holder's place on it, from 1 on. The first eight are weighted 1, 3, 7, 9, 1, 3, 7, 9; the check
/// digit is the sum modulo 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999 99999 9", -14),
            Grouping::new("9999-99999-9", -14),
            Grouping::new("9999 99999 9/9", -14),
            Grouping::new("9999 99999 9-9", -14),
            Grouping::new("9999-99999-9-9", -14),
            Grouping::new("9999 99999 9 9", -15),
            Grouping::new("9999999999", -24),
            Grouping::new("9999999999/9", -16),
            Grouping::new("9999999999-9", -16),
            Grouping::new("99999999999", -24),
        ])],
        validate: Some(check),
        context: "medicare;medicare no;medicare number;medicare card;medicare card number;medicare card no;\
         medicare australia;medicare id;irn"
            .into(),
        normal: Normal::Digits,
        citation: "Health Insurance Act 1973; Services Australia; Australian Institute of Health and \
         Welfare, METeOR, Medicare card number"
            .into(),
        ..Recognizer::new("au_medicare", "AU_MEDICARE", "au")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !matches!(digits[0], b'2'..=b'6') || digits[9] == b'0' || digits.get(10) == Some(&b'0') {
        return Verdict::Refuted;
    }
    let sum = weighted(&digits[..8], &[1, 3, 7, 9, 1, 3, 7, 9]);
    Verdict::when(sum % 10 == u32::from(digits[8] - b'0'), 13)
}
