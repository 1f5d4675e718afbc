//! Slovenian tax numbers (davčna številka).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, the first no 0. Seven are weighted 8 7 6 5 4 3 2; the check digit is 11 less the
/// sum modulo 11, 10 written as 0; where it would be 11 the number is not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999", -22)])],
        validate: Some(check),
        context: "davcna stevilka;davcna st;davcna;davcne stevilke;davcno stevilko;ds;\
         id stevilka za ddv;id za ddv;identifikacijska stevilka za ddv;davcni zavezanec;\
         slovenian tax number;slovenian tax id"
            .into(),
        normal: Normal::Digits,
        citation: "Zakon o finančni upravi; Pravilnik o davčni številki".into(),
        ..Recognizer::new("si_tax_number", "SI_TAX_NUMBER", "si")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let rest = weighted(&digits[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    let fits = digits[0] != b'0' && rest != 0 && (11 - rest) % 10 == u32::from(digits[7] - b'0');
    Verdict::when(fits, 10)
}
