//! Greek social security numbers (AMKA).

use super::super::{calendar::is_day, number};
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
        context: "αμκα;α μ κ α;κοινωνικής ασφάλισης;κοινωνικης ασφαλισης;amka;a m k a;amka number;\
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
    let dated = is_day(month, day);
    // One in ten for the digit; many numbers of six digits are dates.
    Verdict::when(dated && luhn(digits), 14)
}
