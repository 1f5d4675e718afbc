//! Standardised account numbers of Mexican banks (CLABE).

use super::super::number;
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Eighteen digits: three for the bank, three for the place, eleven for the account, a check digit.
/// Check: weights 3 7 1, again and again, each product modulo 10; what the sum lacks to the next ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999999999", -23),
            Grouping::new("999~999~99999999999~9", -16),
            Grouping::new("999 999 999 999 999 999", -18),
            Grouping::new("9999 9999 9999 9999 99", -18),
        ])],
        validate: Some(check),
        context:
            "clabe;clabe interbancaria;cuenta clabe;numero clabe;no clabe;clabe bancaria;clabe no;\
         clave bancaria estandarizada;clave bancaria;clave interbancaria;cuenta interbancaria;spei;\
         cuenta;cuenta bancaria;numero de cuenta;transferencia;clabe number;clabe account"
                .into(),
        normal: Normal::Digits,
        citation: "Banco de México, Circular 14/2017, SPEI; Asociación de Bancos de México, Estándar CLABE"
            .into(),
        ..Recognizer::new("mx_clabe", "MX_CLABE", "mx")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Banks, then brokers and others, in the ranges that the central bank gives out.
    let bank = matches!(number(&digits[..3]), 1..=169 | 600..=749 | 901..=903);
    let place = &digits[3..6] != b"000";
    if !bank || !place {
        return Verdict::Refuted;
    }
    let sum: u32 = digits[..17]
        .iter()
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(&digit, weight)| u32::from(digit - b'0') * weight % 10)
        .sum();
    if (10 - sum % 10) % 10 == u32::from(digits[17] - b'0') {
        // One in ten for the digit, one in three for the bank.
        Verdict::Fits(Evidence(15))
    } else {
        Verdict::Refuted
    }
}
