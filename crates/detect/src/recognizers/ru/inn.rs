//! Russian taxpayer numbers (ИНН).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits for persons, ten for organisations; the first two are the region. A check digit is
/// the weighted sum modulo 11, 10 written as 0. Ten digits have one: nine weighted 2 4 10 3 5 9 4 6
/// 8. Twelve have two: ten weighted 7 2 4 10 3 5 9 4 6 8, then eleven weighted 3 7 2 4 10 3 5 9 4 6
/// 8.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999", -22),
            Grouping::new("9999999999", -22),
        ])],
        validate: Some(check),
        context: "инн;номер инн;инн кпп;инн физлица;инн организации;\
         номер налогоплательщика;идентификационный номер;inn;inn kpp;inn number;\
         russian tax id;russian taxpayer number;russian tin"
            .into(),
        normal: Normal::Digits,
        citation: "Налоговый кодекс РФ, статья 84; Приказ МНС России от 3 марта 2004 г. \
         № БГ-3-09/178, приложение 1"
            .into(),
        ..Recognizer::new("ru_inn", "RU_INN", "ru")
    }
}

/// The weights of the longest sum; shorter ones leave out the first.
const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

fn check(digits: &[u8]) -> Verdict {
    let has_digit = |at: usize| {
        let sum = weighted(&digits[..at], &WEIGHTS[WEIGHTS.len() - at..]);
        sum % 11 % 10 == u32::from(digits[at] - b'0')
    };
    let region = &digits[..2] != b"00";
    match digits.len() {
        10 => Verdict::when(region && has_digit(9), 10),
        _ => Verdict::when(region && has_digit(10) && has_digit(11), 20),
    }
}
