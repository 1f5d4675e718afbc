//! Kazakh business identification numbers (БСН, БИН).

use super::{super::number, has_check_digit};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits: year and month of registration, the kind of business (4 to 6), its part (0 to 4),
/// five digits and the check digit of a person's number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("999999999999", -22)])],
        validate: Some(check),
        context: "бин;бин номер;номер бин;бсн;бизнес сәйкестендіру нөмірі;иин бин;бин иин;\
         bin iin;iin bin;business identification number;kazakhstan bin"
            .into(),
        normal: Normal::Digits,
        citation: "Закон Республики Казахстан от 12 января 2007 г. № 223-III «О национальных \
         реестрах идентификационных номеров»"
            .into(),
        ..Recognizer::new("kz_bin", "KZ_BIN", "kz")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let month = number(&digits[2..4]);
    let kind = matches!(digits[4], b'4'..=b'6') && matches!(digits[5], b'0'..=b'4');
    let fits = (1..=12).contains(&month) && kind && has_check_digit(digits);
    Verdict::when(fits, 16)
}
