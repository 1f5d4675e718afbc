//! Chilean tax and identity numbers (RUT, RUN).

use super::super::{is_monotone, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven or eight digits and a check character: from the right the digits are weighted 2 to 7 and
/// again, and it is 11 less the sum modulo 11, 11 written as 0 and 10 as K.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99.999.999-9", -11),
            Grouping::new("99.999.999-A", -11),
            Grouping::new("9.999.999-9", -15),
            Grouping::new("9.999.999-A", -12),
            Grouping::new("99999999-9", -12),
            Grouping::new("99999999-A", -12),
            Grouping::new("9999999-9", -14),
            Grouping::new("9999999-A", -14),
            Grouping::new("999999999", -22),
            Grouping::new("99999999A", -18),
            Grouping::new("9999999A", -18),
            Grouping::new("99999999", -32),
        ])],
        validate: Some(check),
        context: "rut;r u t;r u n;run n;run no;rut run;run numero;numero run;run chileno;su run;\
         mi run;rol unico tributario;rol unico nacional;numero de run;cedula de identidad;\
         cedula nacional de identidad;carnet de identidad;carnet;chilean id;tax id;\
         tax id number;tax id no;tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Decreto con Fuerza de Ley 3 de 1969 (Chile), Rol Único Tributario; Servicio de \
         Registro Civil e Identificación, Rol Único Nacional"
            .into(),
        ..Recognizer::new("cl_rut", "CL_RUT", "cl")
    }
}

fn check(number_and_check: &[u8]) -> Verdict {
    let Some((last, digits)) = number_and_check.split_last() else {
        return Verdict::Refuted;
    };
    let weights: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
    let sum = weighted(digits, &weights[8 - digits.len()..]);
    let character = match 11 - sum % 11 {
        11 => b'0',
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    let issued = number(digits) >= 100_000 && !is_monotone(digits);
    Verdict::when(issued && last.to_ascii_uppercase() == character, 10)
}
