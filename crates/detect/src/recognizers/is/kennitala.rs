//! Icelandic identification numbers (kennitala).

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Day, month and year of birth, two digits, a check digit and the century (8, 9 or 0 for the
/// 1800s, 1900s and 2000s). The first nine digits weighted 3 2 7 6 5 4 3 2 1 sum to a multiple of
/// 11. That of an organisation has 40 added to the day.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-9999", -15),
            Grouping::new("999999 9999", -19),
            Grouping::new("9999999999", -22),
        ])],
        validate: Some(check),
        context: "kennitala;kennitolu;kennitalan;kennitolunni;kennitolur;kennitoluna;kt;\
         icelandic identification number;icelandic id number;icelandic id;\
         personal identification number;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Lög um skráningu einstaklinga nr. 140/2019; Þjóðskrá, Kennitala".into(),
        ..Recognizer::new("is_kennitala", "IS_KENNITALA", "is")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let century = match digits[9] {
        b'8' => 1800,
        b'9' => 1900,
        b'0' => 2000,
        _ => return Verdict::Refuted,
    };
    let day = match part(0) {
        day @ 41.. => day - 40,
        day => day,
    };
    let born = is_date(century + part(4), part(2), day);
    let sum = weighted(digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]);
    Verdict::when(born && sum.is_multiple_of(11), 14)
}
