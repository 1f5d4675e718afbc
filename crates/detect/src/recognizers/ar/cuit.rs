//! Argentine tax and labour identification codes (CUIT, CUIL).

use super::super::{is_monotone, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two digits for the kind, the document's eight digits and the check digit: the ten are weighted 5
/// 4 3 2 7 6 5 4 3 2 and it is 11 less the sum modulo 11, 11 written as 0. Where it would be 10 the
/// kind becomes 23 (or 33), so that no number has it; old ones were given a 9.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-99999999-9", -8),
            Grouping::new("99 99999999 9", -14),
            Grouping::new("99.99999999.9", -14),
            Grouping::new("99/99999999/9", -14),
            Grouping::new("99-99.999.999-9", -8),
            Grouping::new("99999999999", -24),
        ])],
        validate: Some(check),
        context: "cuit;cuil;cuits;c u i t;c u i l;cdi;clave unica de identificacion tributaria;\
         codigo unico de identificacion laboral;clave unica de identificacion laboral;afip;\
         arca;tax id;taxpayer id;tax id number;tax id no;tax identification number;\
         taxpayer id number;taxpayer identification number"
            .into(),
        normal: Normal::Digits,
        citation: "AFIP (Argentina), Resolución General 10/97; ANSES, Código Único de \
         Identificación Laboral"
            .into(),
        ..Recognizer::new("ar_cuit", "AR_CUIT", "ar")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let kind = matches!(
        number(&digits[..2]),
        20 | 23 | 24 | 27 | 30 | 33 | 34 | 50 | 51 | 55
    );
    if !kind || is_monotone(&digits[2..10]) {
        return Verdict::Refuted;
    }
    let sum = weighted(&digits[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    let digit = match 11 - sum % 11 {
        11 => 0,
        10 => 9,
        digit => digit,
    };
    // One kind in ten, and the digit.
    Verdict::when(digit == u32::from(digits[10] - b'0'), 20)
}
