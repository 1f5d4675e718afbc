//! Brazilian registration numbers of legal entities (CNPJ).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve characters and two check digits: since July 2026 the characters of new numbers are digits
/// or capital letters, which count what their ASCII code is above that of 0. From the right they
/// are weighted 2 to 9 and again; a check digit is 11 less the sum modulo 11, and 0 where that is
/// 10 or 11. The second one counts the first as well.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99.999.999/9999-99", 6),
            Grouping::new("99999999/9999-99", 0),
            Grouping::new("99.999.999.9999-99", -4),
            Grouping::new("99.999.999-9999-99", -6),
            Grouping::new("99 999 999/9999-99", -4),
            Grouping::new("99 999 999 9999 99", -11),
            Grouping::new("99999999999999", -24),
            Grouping::new("XX.XXX.XXX/XXXX-XX", 4),
            Grouping::new("XXXXXXXX/XXXX-XX", -6),
            Grouping::new("XXXXXXXXXXXXXX", -24),
        ])],
        validate: Some(check),
        context: "cnpj;numero do cnpj;cnpjs;c n p j;cnpj mf;cgc;cgc mf;\
         cadastro nacional da pessoa juridica;cadastro nacional de pessoas juridicas;\
         brazilian company number;tax id;cpf cnpj;cnpj cpf;numero de cnpj;tax id number;\
         tax id no;tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Receita Federal do Brasil, Instrução Normativa RFB n° 2.229/2024 \
         (alphanumeric CNPJ); cálculo dos dígitos verificadores do CNPJ"
            .into(),
        ..Recognizer::new("br_cnpj", "BR_CNPJ", "br")
    }
}

fn check(number: &[u8]) -> Verdict {
    let (stem, digits) = number.split_at(12);
    let allowed = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    if !digits.iter().all(u8::is_ascii_digit) || !stem.iter().all(allowed) || is_monotone(stem) {
        return Verdict::Refuted;
    }
    let first = digit(sum(stem));
    let second = digit(2 * first + sum_before_first(stem));
    Verdict::when(
        [first, second] == [digits[0] - b'0', digits[1] - b'0'].map(u32::from),
        20,
    )
}

fn digit(sum: u32) -> u32 {
    match 11 - sum % 11 {
        10.. => 0,
        digit => digit,
    }
}

fn sum(stem: &[u8]) -> u32 {
    weighted(stem, &[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
}

/// The stem's part of the second sum.
fn sum_before_first(stem: &[u8]) -> u32 {
    weighted(stem, &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3])
}

/// Letters count too, unlike in the shared sum.
fn weighted(stem: &[u8], weights: &[u32; 12]) -> u32 {
    let characters = stem.iter().zip(weights);
    characters
        .map(|(&character, weight)| u32::from(character - b'0') * weight)
        .sum()
}
