//! Croatian personal identification numbers (OIB).

use crate::{
    checks::mod11_10_digit,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Eleven digits, the last one by ISO/IEC 7064 MOD 11,10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -22)])],
        validate: Some(check),
        context: "oib;oib broj;oib om;broj oib;osobni identifikacijski broj;osobni id broj;\
         osobnog identifikacijskog broja;porezni broj;croatian personal identification number;\
         personal identification number;croatian tax id;croatian id"
            .into(),
        normal: Normal::Digits,
        citation: "Zakon o osobnom identifikacijskom broju, Narodne novine 60/08".into(),
        ..Recognizer::new("hr_oib", "HR_OIB", "hr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = mod11_10_digit(&digits[..10]) == digits[10] - b'0';
    let same = digits[1..].iter().all(|digit| *digit == digits[0]);
    Verdict::when(fits && !same, 10)
}
