//! Dominican taxpayer numbers of companies (RNC).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, weighted 7 9 8 6 5 4 3 2, and the check digit: 11 less the sum modulo 11, where a
/// remainder of 0 gives 2 and one of 1 gives 1.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9-99-99999-9", -11),
            Grouping::new("999-99999-9", -12),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context: "rnc;r n c;registro nacional de contribuyentes;contribuyente;dgii;tax id;\
         taxpayer id;tax id number;tax id no;tax identification number;taxpayer id number;\
         taxpayer identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "Código Tributario (Dominican Republic), Ley 11-92; Dirección General de Impuestos \
         Internos, Registro Nacional de Contribuyentes"
                .into(),
        ..Recognizer::new("do_rnc", "DO_RNC", "do")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let digit = match weighted(&digits[..8], &[7, 9, 8, 6, 5, 4, 3, 2]) % 11 {
        0 => 2,
        1 => 1,
        rest => 11 - rest,
    };
    let issued = digits[0] != b'0' && !is_monotone(digits);
    Verdict::when(issued && digit == u32::from(digits[8] - b'0'), 10)
}
