//! Estonian personal identification codes (isikukood).

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: sex and century (1 and 2 the 1800s, up to 7 and 8), year, month and day of birth,
/// three digits and a check digit. The first ten are weighted 1 2 3 4 5 6 7 8 9 1 modulo 11; where
/// that is 10 they are weighted 3 4 5 6 7 8 9 1 2 3, and where it is 10 again the digit is 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -22)])],
        validate: Some(check),
        context: "isikukood;isikukoodi;isikukoodiga;isiku kood;id kood;ik;personal code;\
         personal identification code;personal id code;estonian id;estonian id code;\
         estonian personal code;national id;личный код;исикукод;national id number;\
         national id no;national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "EVS 585:2007, Isikukood. Struktuur; Rahvastikuregistri seadus".into(),
        ..Recognizer::new("ee_isikukood", "EE_ISIKUKOOD", "ee")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let century = match digits[0] {
        first @ b'1'..=b'8' => 1800 + u32::from(first - b'1') / 2 * 100,
        _ => return Verdict::Refuted,
    };
    let part = |at| number(&digits[at..at + 2]);
    let born = is_date(century + part(1), part(3), part(5));
    Verdict::when(born && has_check_digit(digits), 15)
}

/// Estonia and Lithuania compute it alike.
pub(in super::super) fn has_check_digit(digits: &[u8]) -> bool {
    let first = weighted(&digits[..10], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let digit = if first < 10 {
        first
    } else {
        weighted(&digits[..10], &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10
    };
    digit == u32::from(digits[10] - b'0')
}
