//! Brazilian numbers of the social programmes: PIS, PASEP and NIT, which are one.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits, weighted 3 2 9 8 7 6 5 4 3 2, and the check digit: 11 less the sum modulo 11, and 0
/// where that is 10 or 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999.99999.99-9", -11),
            Grouping::new("999.999.999-99", -20),
            Grouping::new("999.9999.999-9", -12),
            Grouping::new("9999999999-9", -14),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context: "pis;pis pasep;numero do pis;pasep;nit;nis;programa de integracao social;\
         numero de identificacao do trabalhador;numero de identificacao social;\
         numero de inscricao do trabalhador;inscricao no inss"
            .into(),
        normal: Normal::Digits,
        citation: "Lei Complementar n° 7/1970 and n° 8/1970; Caixa Econômica Federal, \
         Cadastro NIS, cálculo do dígito verificador"
            .into(),
        ..Recognizer::new("br_pis", "BR_PIS", "br")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..10], &[3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 11 % 10;
    Verdict::when(
        digit == u32::from(digits[10] - b'0') && !is_monotone(digits),
        10,
    )
}
