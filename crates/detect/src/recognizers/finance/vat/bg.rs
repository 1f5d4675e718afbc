//! Bulgarian VAT numbers.

use super::{after, cues, number, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `BG` and nine digits of a legal person, or ten of a natural one. Nine: the first eight weighted
/// 1 to 8, modulo 11; if that is 10, weighted 3 to 10, modulo 11, 10 written as 0. Ten: the check
/// digit of a personal number (weights 2 4 8 5 10 9 7 3 6, modulo 11, 10 as 0), of a foreigner's
/// (weights 21 19 17 13 11 9 7 3 1, modulo 10) or of others (weights 4 3 2 7 6 5 4 3 2; 11 less the
/// sum modulo 11, 11 as 0).
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -11),
            Grouping::new("AA 999999999", -14),
            Grouping::new("AA-999999999", -14),
            Grouping::new("AA9999999999", -11),
            Grouping::new("AA 9999999999", -14),
            Grouping::new("AA-9999999999", -14),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "ддс;ДДС;ддс номер;ДДС номер;ЕИК;БУЛСТАТ;ИН по ДДС;номер по ддс;идентификационен номер \
             по ддс;ин по ддс;дан номер;булстат;еик;dds;dds nomer;in po dds",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Закон за данък върху добавената стойност, article 94; European Commission, VIES, \
         structure of VAT numbers"
                .into(),
        ..Recognizer::new("bg_vat", "BG_VAT", "bg")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"BG") else {
        return Verdict::Refuted;
    };
    match digits.len() {
        9 => verdict(value, is_legal_person(digits), 10),
        _ => verdict(value, is_natural_person(digits), 5),
    }
}

fn is_legal_person(digits: &[u8]) -> bool {
    let first = weighted(&digits[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    let digit = match first {
        10 => weighted(&digits[..8], &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10,
        first => first,
    };
    digit == u32::from(digits[8] - b'0')
}

fn is_natural_person(digits: &[u8]) -> bool {
    let (stem, last) = (&digits[..9], u32::from(digits[9] - b'0'));
    let (month, day) = (number(&digits[2..4]), number(&digits[4..6]));
    let born = matches!(month, 1..=12 | 21..=32 | 41..=52) && matches!(day, 1..=31);
    let citizen = weighted(stem, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    let foreigner = weighted(stem, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10;
    let other = (11 - weighted(stem, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    born && last == citizen || last == foreigner || last == other
}
