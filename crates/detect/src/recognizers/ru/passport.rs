//! Numbers of Russian passports (the internal one).

use super::super::number;
use crate::recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked};

/// Series of four digits (the region that ordered the blank, 01 to 99, and the year it was printed,
/// from 1997 on) and number of six. There is no check digit. Between series and number often stands
/// `№` or `номер`.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::Groups(vec![
                Grouping::new("99 99 999999", -14),
                Grouping::new("9999 999999", -16),
                Grouping::new("9999-999999", -20),
                Grouping::new("9999999999", -22),
            ]),
            Shape::walk(Anchor::WideDigit, walk),
        ],
        validate: Some(check),
        context: "паспорт;паспорта;паспорте;паспортом;паспортные данные;паспортных данных;серия;\
         серии;серия и номер;серия номер;серия паспорта;номер паспорта;паспорт рф;\
         паспорт гражданина рф;паспорт серия;удостоверяющий личность;passport;passport number;\
         passport no;russian passport"
            .into(),
        normal: Normal::Digits,
        citation:
            "Постановление Правительства РФ от 8 июля 1997 г. № 828, Описание бланка паспорта \
         гражданина Российской Федерации"
                .into(),
        ..Recognizer::new("ru_passport", "RU_PASSPORT", "ru")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (region, year) = (number(&digits[..2]), number(&digits[2..4]));
    let fits = region > 0 && (year >= 97 || year <= 40) && number(&digits[4..]) > 100;
    Verdict::when(fits, 3)
}

/// `4510 № 123456`, `45 10 номер 123456`.
fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let (before, token) = text.split_at(at);
    let (order, rest) = token.split_first_chunk::<6>()?;
    let before = before.strip_suffix(b" ").unwrap_or(before);
    let signs = ["№", "номер"];
    let before = signs
        .iter()
        .find_map(|sign| before.strip_suffix(sign.as_bytes()))?;
    let before = before.strip_suffix(b" ").unwrap_or(before);
    let mut digits = [0; 10];
    let before = match before {
        [before @ .., a, b, b' ', c, d] | [before @ .., a, b, c, d] => {
            digits[..4].copy_from_slice(&[*a, *b, *c, *d]);
            before
        }
        _ => return None,
    };
    digits[4..].copy_from_slice(order);
    let is_glued = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let alone = !is_glued(before.last()) && !is_glued(rest.first());
    let fits = alone && digits.iter().all(u8::is_ascii_digit) && check(&digits) != Verdict::Refuted;
    fits.then_some(Walked::new(before.len(), at + 6, -9))
}
