//! Kazakh individual identification numbers (ЖСН, ИИН).

use super::{
    super::{calendar::is_date, number},
    has_check_digit,
};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits: year, month and day of birth, sex and century (1 and 2 the 1800s, up to 5 and 6;
/// 0 foreigners), four digits and a check digit. Eleven are weighted 1 to 11, modulo 11; where that
/// is 10 they are weighted 3 to 11, 1 and 2, and where it is 10 again the number is not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999", -22),
            Grouping::new("999999 999999", -22),
        ])],
        validate: Some(check),
        context:
            "иин;иин номер;жсн;жеке сәйкестендіру нөмірі;номер иин;идентификационный номер;iin;\
         zhsn;individual identification number;kazakh id;kazakhstan iin;national id;\
         national id number;national id no;national identity number;\
         national identification number"
                .into(),
        normal: Normal::Digits,
        citation: "Закон Республики Казахстан от 12 января 2007 г. № 223-III «О национальных \
         реестрах идентификационных номеров»"
            .into(),
        ..Recognizer::new("kz_iin", "KZ_IIN", "kz")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let century = match digits[6] {
        b'0' | b'5' | b'6' => 2000,
        b'3' | b'4' => 1900,
        b'1' | b'2' => 1800,
        _ => return Verdict::Refuted,
    };
    let born = is_date(century + part(0), part(2), part(4));
    Verdict::when(born && has_check_digit(digits), 15)
}
