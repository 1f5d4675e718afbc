//! Russian insurance numbers (СНИЛС).

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, weighted 9 8 7 6 5 4 3 2 1, and two check digits: the sum modulo 101, 100 written
/// as 00. Numbers up to 001-001-998 have no check.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-999-999 99", -2),
            Grouping::new("999-999-999-99", -8),
            Grouping::new("999 999 999 99", -12),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context:
            "снилс;номер снилс;снилса;страховой номер;страхового номера;страховое свидетельство;\
         страхового свидетельства;пенсионное страхование;snils;russian insurance number;\
         pension insurance number"
                .into(),
        normal: Normal::Digits,
        citation: "Федеральный закон от 1 апреля 1996 г. № 27-ФЗ, статья 6; Пенсионный фонд \
         России, алгоритм формирования контрольного числа страхового номера"
            .into(),
        ..Recognizer::new("ru_snils", "RU_SNILS", "ru")
    }
}

const LAST_UNCHECKED: u32 = 1_001_998;

fn check(digits: &[u8]) -> Verdict {
    let order = number(&digits[..9]);
    if order <= LAST_UNCHECKED {
        return Verdict::when(order > 0, 0);
    }
    let sum = weighted(&digits[..9], &[9, 8, 7, 6, 5, 4, 3, 2, 1]);
    Verdict::when(sum % 101 % 100 == number(&digits[9..]), 20)
}
