//! Bulgarian personal numbers (ЕГН).

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: year, month and day of birth, three digits and a check digit. The month has 20 added
/// in the 1800s and 40 in the 2000s. Check digit: nine weighted 2 4 8 5 10 9 7 3 6, modulo 11, 10
/// written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -22),
            Grouping::new("999999 9999", -20),
        ])],
        validate: Some(check),
        context: "егн;единен граждански номер;граждански номер;egn;edinen grazhdanski nomer;\
         bulgarian personal number;uniform civil number;unique citizenship number;\
         bulgarian national id;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Закон за гражданската регистрация, член 11; ГРАО, structure of the ЕГН".into(),
        ..Recognizer::new("bg_egn", "BG_EGN", "bg")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let (century, month) = match part(2) {
        month @ 0..20 => (1900, month),
        month @ 20..40 => (1800, month - 20),
        month => (2000, month - 40),
    };
    let born = part(2) < 60 && is_date(century + part(0), month, part(4));
    let sum = weighted(&digits[..9], &[2, 4, 8, 5, 10, 9, 7, 3, 6]);
    let fits = sum % 11 % 10 == u32::from(digits[9] - b'0');
    Verdict::when(born && fits, 14)
}
