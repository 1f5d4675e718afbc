//! Colombian tax identification numbers (NIT).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight to ten digits (a person's are those of the identity card) and the check digit: from the
/// right the digits are weighted by the primes 3 7 13 17 19 23 29 37 41 43; it is 11 less the sum
/// modulo 11, or the remainder itself where that is 0 or 1.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999.999.999-9", -11),
            Grouping::new("999.999.999 9", -18),
            Grouping::new("999 999 999-9", -14),
            Grouping::new("999999999-9", -12),
            Grouping::new("99.999.999-9", -14),
            Grouping::new("99999999-9", -15),
            Grouping::new("9.999.999.999-9", -11),
            Grouping::new("9999999999-9", -14),
            Grouping::new("9999999999", -24),
            Grouping::new("99999999999", -23),
        ])],
        validate: Some(check),
        context:
            "nit;numero de identificacion tributaria;nits;n i t;identificacion tributaria;rut;\
         registro unico tributario;dian;tax id;taxpayer id;tax id number;tax id no;\
         tax identification number;taxpayer id number;taxpayer identification number"
                .into(),
        normal: Normal::Digits,
        citation:
            "Decreto 1625 de 2016 (Colombia); DIAN, Orden Administrativa 4 de 1989 (dígito de \
         verificación)"
                .into(),
        ..Recognizer::new("co_nit", "CO_NIT", "co")
    }
}

fn check(number: &[u8]) -> Verdict {
    let Some((last, digits)) = number.split_last() else {
        return Verdict::Refuted;
    };
    const WEIGHTS: [u32; 10] = [43, 41, 37, 29, 23, 19, 17, 13, 7, 3];
    let rest = weighted(digits, &WEIGHTS[10 - digits.len()..]) % 11;
    let digit = if rest < 2 { rest } else { 11 - rest };
    let issued = digits[0] != b'0' && !is_monotone(digits);
    Verdict::when(issued && digit == u32::from(last - b'0'), 10)
}
