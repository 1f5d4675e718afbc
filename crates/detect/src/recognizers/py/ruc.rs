//! Paraguayan taxpayer numbers (RUC).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six to eight digits (a person's are those of the identity card, a company's begin with 80) and
/// the check digit: from the right they are weighted 2, 3, 4 and so on, and it is 11 less the sum
/// modulo 11, and 0 where that is 10 or 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999-9", -13),
            Grouping::new("9999999-9", -14),
            Grouping::new("999999-9", -15),
            Grouping::new("9.999.999-9", -15),
            Grouping::new("99.999.999-9", -15),
        ])],
        validate: Some(check),
        context:
            "ruc;r u c;registro unico de contribuyentes;contribuyente;dnit;tax id;taxpayer id;\
         tax id number;tax id no;tax identification number;taxpayer id number;\
         taxpayer identification number"
                .into(),
        normal: Normal::Digits,
        citation: "Ley 125/91 (Paraguay), Registro Único de Contribuyentes; Dirección Nacional de \
         Ingresos Tributarios, dígito verificador módulo 11"
            .into(),
        ..Recognizer::new("py_ruc", "PY_RUC", "py")
    }
}

fn check(number: &[u8]) -> Verdict {
    let Some((last, digits)) = number.split_last() else {
        return Verdict::Refuted;
    };
    const WEIGHTS: [u32; 8] = [9, 8, 7, 6, 5, 4, 3, 2];
    let sum = weighted(digits, &WEIGHTS[8 - digits.len()..]);
    let digit = (11 - sum % 11) % 11 % 10;
    let issued = digits[0] != b'0' && !is_monotone(digits);
    Verdict::when(issued && digit == u32::from(last - b'0'), 10)
}
