//! Latvian personal codes (personas kods).

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six digits, a hyphen and five. The older ones are day, month and year of birth, then the century
/// (0 the 1800s, 1, 2) and four digits; those given since July 2017 begin with 32 and hold no date.
/// Check digit: the first ten weighted 10 5 8 4 2 1 6 3 7 9, one more, modulo 11 (10 is written as
/// 0).
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-99999", -13),
            Grouping::new("999999 99999", -20),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context: "personas kods;personas koda;personas kodu;personas kodam;personaskods;p k;\
         personas kods nr;latvian personal code;latvian id;personal code;\
         personal identity number;personal identification code;national id;\
         персональный код;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Fizisko personu reģistra likums; Pilsonības un migrācijas lietu pārvalde, \
         Personas kods"
            .into(),
        ..Recognizer::new("lv_personas_kods", "LV_PERSONAS_KODS", "lv")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let strength = if digits.starts_with(b"32") {
        12
    } else {
        let century = match digits[6] {
            digit @ b'0'..=b'2' => 1800 + 100 * u32::from(digit - b'0'),
            _ => return Verdict::Refuted,
        };
        if !is_date(century + part(4), part(2), part(0)) {
            return Verdict::Refuted;
        }
        16
    };
    let sum = weighted(&digits[..10], &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    let digit = (sum + 1) % 11 % 10;
    Verdict::when(digit == u32::from(digits[10] - b'0'), strength)
}
