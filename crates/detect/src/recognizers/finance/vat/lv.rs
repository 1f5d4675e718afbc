//! Latvian VAT numbers (PVN).

use super::{after, cues, is_number, number, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `LV` and eleven digits. A legal person's begins with 4 to 9: weights 9 1 4 8 3 10 2 5 7 6; 3
/// less the sum modulo 11, 10 does not occur. A natural person's is the personal code: a date of
/// birth and a check digit (1 and the sum of weights 10 5 8 4 2 1 6 3 7 9, modulo 11, modulo 10),
/// or, since July 2017, 32 and nine digits at random.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999999", -13),
            Grouping::new("AA 99999999999", -16),
            Grouping::new("AA-99999999999", -16),
        ])],
        validate: Some(check),
        most: Evidence(11),
        context: cues(
            "pvn;pvn numurs;pvn nr;pvn reg nr;pvn maksataja numurs;pvn maksātāja numurs;pvn \
             reģistrācijas numurs;pievienotas vertibas nodoklis;pievienotās vērtības nodoklis",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Pievienotās vērtības nodokļa likums; European Commission, VIES, structure of VAT \
         numbers"
                .into(),
        ..Recognizer::new("lv_vat", "LV_VAT", "lv")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"LV") else {
        return Verdict::Refuted;
    };
    if digits.starts_with(b"32") {
        return verdict(value, is_number(digits), 2);
    }
    let fits = match digits[0] {
        b'4'..=b'9' => {
            let sum = weighted(&digits[..10], &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6]);
            (14 - sum % 11) % 11 == u32::from(digits[10] - b'0')
        }
        b'0'..=b'3' => is_natural_person(digits),
        _ => false,
    };
    verdict(value, fits, 11)
}

fn is_natural_person(digits: &[u8]) -> bool {
    let (day, month) = (number(&digits[..2]), number(&digits[2..4]));
    let sum = 1 + weighted(&digits[..10], &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    matches!(day, 1..=31)
        && matches!(month, 1..=12)
        && digits[6] <= b'2'
        && sum % 11 % 10 == u32::from(digits[10] - b'0')
}
