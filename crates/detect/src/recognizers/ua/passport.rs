//! Numbers of Ukrainian passports and identity cards.

use super::super::number;
use crate::recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked};

/// The booklet has a series of two Cyrillic letters and six digits, the passport for travel two
/// Latin letters and six digits, the card nine digits. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::Groups(vec![
                Grouping::new("AA999999", -17),
                Grouping::new("AA 999999", -17),
                Grouping::new("999999999", -19),
            ]),
            Shape::walk(Anchor::WideDigit, walk),
        ],
        validate: Some(check),
        context: "паспорт;паспорта;паспорту;паспортом;паспортні дані;серія;серії;\
         серія та номер;серія і номер;паспорт серії;паспорт серія;номер паспорта;\
         паспорт громадянина україни;закордонний паспорт;ід картка;ід картки;id картка;id картки;\
         ukrainian passport;ukrainian id card"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Постанова Верховної Ради України від 26 червня 1992 р. № 2503-XII; Постанова \
         Кабінету Міністрів України від 25 березня 2015 р. № 302"
            .into(),
        ..Recognizer::new("ua_passport", "UA_PASSPORT", "ua")
    }
}

fn check(value: &[u8]) -> Verdict {
    // Two letters of eight characters, none of nine.
    let (letters, digits) = value.split_at(value.len() % 3);
    let same = digits[1..].iter().all(|digit| *digit == digits[0]);
    let capitals = letters.iter().all(u8::is_ascii_uppercase);
    Verdict::when(!same, if capitals { 0 } else { -6 })
}

/// The Cyrillic series before six digits: `АВ 123456`, `АВ № 123456`, `АВ номер 123456`.
fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let (before, token) = text.split_at(at);
    // Most digits stand behind neither a blank nor a letter or sign beyond ASCII.
    let before = match before {
        [before @ .., b' '] => before,
        [.., 0x80..=0xFF] => before,
        _ => return None,
    };
    let (order, rest) = token.split_first_chunk::<6>()?;
    let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    if !ends || !order.iter().all(u8::is_ascii_digit) || number(order) == 0 {
        return None;
    }
    let signs = ["№", "номер"];
    let sign = signs
        .iter()
        .find_map(|sign| before.strip_suffix(sign.as_bytes()));
    let before = sign.map_or(before, |rest| rest.strip_suffix(b" ").unwrap_or(rest));
    let (rest, series) = before.split_last_chunk::<4>()?;
    let capital = |letter: &[u8]| matches!(letter, [0xD0, 0x84 | 0x86 | 0x87 | 0x90..=0xAF]);
    let alone = !rest
        .last()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let fits = alone && capital(&series[..2]) && capital(&series[2..]);
    fits.then_some(Walked::new(rest.len(), at + 6, -11))
}
