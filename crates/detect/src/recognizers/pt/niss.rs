//! Portuguese social security numbers (NISS).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits, the first one 1 for persons and 2 for bodies: the first ten weighted 29 23 19 17
/// 13 11 7 5 3 2; the check digit is 9 less the sum modulo 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999999", -23),
            Grouping::new("999 999 999 99", -18),
            Grouping::new("9 999 999 999 9", -16),
            Grouping::new("99 999 999 999", -20),
        ])],
        validate: Some(check),
        context: "niss;n i s s;numero de identificacao da seguranca social;\
         numero da seguranca social;numero de seguranca social;seguranca social;\
         n seguranca social;no seguranca social;numero de beneficiario;\
         portuguese social security number;social security number;niss number"
            .into(),
        normal: Normal::Digits,
        citation: "Instituto da Segurança Social, número de identificação da Segurança Social; \
         Decreto Regulamentar n.º 1-A/2011"
            .into(),
        ..Recognizer::new("pt_niss", "PT_NISS", "pt")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..10], &[29, 23, 19, 17, 13, 11, 7, 5, 3, 2]);
    let issued = matches!(digits[0], b'1' | b'2') && digits[1..] != digits[..10];
    Verdict::when(issued && 9 - sum % 10 == u32::from(digits[10] - b'0'), 14)
}
