//! Indonesian tax numbers.

use super::super::is_monotone;
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Fifteen digits: two for the kind of taxpayer, six for the order, a check digit by Luhn's sum of
/// these nine, three for the tax office and three for the branch. Since 2024 with a 0 before them.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99.999.999.9-999.999", 0),
            Grouping::new("99.999.999.9.999.999", -4),
            Grouping::new("99 999 999 9 999 999", -4),
            Grouping::new("999999999999999", -23),
            Grouping::new("9999999999999999", -24),
        ])],
        validate: Some(check),
        context: "npwp;no npwp;nomor npwp;nomor pokok wajib pajak;npwp baru;npwp lama;wajib pajak;\
         indonesian tax id;tax id;tax identification number;tax id number;tax id no"
            .into(),
        normal: Normal::Digits,
        citation:
            "Undang-Undang 6/1983 (KUP), article 2; Direktorat Jenderal Pajak, PER-04/PJ/2020; \
         Peraturan Menteri Keuangan 136/2023"
                .into(),
        ..Recognizer::new("id_npwp", "ID_NPWP", "id")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let number = match digits {
        [b'0', number @ ..] if digits.len() == 16 => number,
        number if number.len() == 15 => number,
        _ => return Verdict::Refuted,
    };
    let fits = luhn(&number[..9]) && !is_monotone(&number[..9]);
    Verdict::when(fits, if digits.len() == 16 { 16 } else { 10 })
}
