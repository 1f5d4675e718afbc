//! Greek social security numbers (AMKA).

use super::super::number;
use crate::checks::luhn;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: date of birth as DDMMYY, four digits (the last of them odd for men) and the
/// check digit of Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999 99999", -17),
            Grouping::new("999999-99999", -17),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context: "αμκα;ΑΜΚΑ;α μ κ α;Α Μ Κ Α;κοινωνικής ασφάλισης;Κοινωνικής Ασφάλισης;\
         ΚΟΙΝΩΝΙΚΗΣ ΑΣΦΑΛΙΣΗΣ;amka;a m k a;amka number;\
         arithmos mitroou koinonikis asfalisis;greek social security number;\
         social security number;social insurance number"
            .into(),
        normal: Normal::Digits,
        citation: "Law 3655/2008, article 153; IDIKA, structure of the AMKA".into(),
        ..Recognizer::new("gr_amka", "GR_AMKA", "gr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (day, month) = (number(&digits[..2]), number(&digits[2..4]));
    let dated = day > 0 && day <= days(month);
    // One in ten for the digit; many numbers of six digits are dates.
    Verdict::when(dated && luhn(digits), 14)
}

/// The days of a month; the year may be a leap year.
fn days(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}
