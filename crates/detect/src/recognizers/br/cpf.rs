//! Brazilian taxpayer numbers of persons (CPF).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits and two check digits. The nine are weighted 10 to 2, then they and the first check
/// digit 11 to 2; each check digit is 11 less the sum modulo 11, and 0 where that is 10 or 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999.999.999-99", 4),
            Grouping::new("999999999-99", -8),
            Grouping::new("999.999.999.99", -10),
            Grouping::new("999.999.999/99", -4),
            Grouping::new("999 999 999 99", -12),
            Grouping::new("999 999 999-99", -6),
            Grouping::new("999-999-999-99", -12),
            Grouping::new("99999999999", -24),
        ])],
        validate: Some(check),
        context: "cpf;numero do cpf;cpfs;c p f;cpf mf;cadastro de pessoas fisicas;\
         cadastro de pessoa fisica;cadastro pessoa fisica;contribuinte;cic;tax id;\
         taxpayer id;cpf cnpj;cnpj cpf;numero de cpf;tax id number;tax id no;\
         tax identification number;taxpayer id number;taxpayer identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Receita Federal do Brasil, Instrução Normativa RFB n° 2.172/2024; \
         Cadastro de Pessoas Físicas, cálculo dos dígitos verificadores"
            .into(),
        ..Recognizer::new("br_cpf", "BR_CPF", "br")
    }
}

fn check(digits: &[u8]) -> Verdict {
    const WEIGHTS: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let digit = |digits, weights| match 11 - weighted(digits, weights) % 11 {
        10.. => b'0',
        digit => b'0' + digit as u8,
    };
    let fits = digit(&digits[..9], &WEIGHTS[1..]) == digits[9]
        && digit(&digits[..10], &WEIGHTS) == digits[10]
        && !is_monotone(digits);
    Verdict::when(fits, 20)
}
