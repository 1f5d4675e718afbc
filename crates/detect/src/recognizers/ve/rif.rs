//! Venezuelan tax information numbers (RIF).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the kind, eight digits and the check digit. V counts 1, E 2, J (and C, communes) 3,
/// P 4, G 5, weighted 4; the digits are weighted 3 2 7 6 5 4 3 2; it is 11 less the sum modulo 11,
/// and 0 where that is 10 or 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A-99999999-9", -17),
            Grouping::new("A 99999999 9", -20),
            Grouping::new("A-99.999.999-9", -17),
            Grouping::new("A-999999999", -18),
            Grouping::new("A999999999", -20),
            Grouping::new("A99999999-9", -17),
        ])],
        validate: Some(check),
        context: "rif;registro unico de informacion fiscal;r i f;informacion fiscal;seniat;\
         contribuyente;tax id;taxpayer id;tax id number;tax id no;\
         tax identification number;taxpayer id number;taxpayer identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "SENIAT (Venezuela), Providencia Administrativa SNAT/2013/0048 (Registro Único de \
         Información Fiscal)"
                .into(),
        ..Recognizer::new("ve_rif", "VE_RIF", "ve")
    }
}

fn check(number: &[u8]) -> Verdict {
    let kind = match number[0].to_ascii_uppercase() {
        b'V' => 1,
        b'E' => 2,
        b'J' | b'C' => 3,
        b'P' => 4,
        b'G' => 5,
        _ => return Verdict::Refuted,
    };
    let sum = 4 * kind + weighted(&number[1..9], &[3, 2, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 11 % 10;
    let fits = digit == u32::from(number[9] - b'0') && !is_monotone(&number[1..9]);
    let evidence = if number[0].is_ascii_uppercase() {
        15
    } else {
        10
    };
    Verdict::when(fits, evidence)
}
