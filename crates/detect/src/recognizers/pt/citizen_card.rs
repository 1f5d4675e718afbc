//! Document numbers of the Portuguese citizen card (cartão de cidadão).

use super::super::{alphanumeric, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// The civil identification number (eight digits and its check digit: weighted 9 to 1 the sum is a
/// multiple of 11, 10 written as 0), two letters or digits of the version, ZZ for a first card and
/// going back from there, and a digit by which Luhn's sum of all twelve, letters counting 10 to
/// 35, ends in 0. Versions with a digit are not looked for.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999 9 AA9", -8),
            Grouping::new("99999999-9-AA9", -8),
            Grouping::new("99999999 9AA9", -10),
            Grouping::new("999999999 AA9", -12),
            Grouping::new("99999999-9AA9", -10),
            Grouping::new("999999999AA9", -12),
        ])],
        validate: Some(check),
        context: "cartao de cidadao;cartao cidadao;cartao do cidadao;\
         numero do cartao de cidadao;numero de cartao de cidadao;cc;n cc;numero cc;\
         bilhete de identidade;bi;documento de identificacao;numero de documento;\
         identificacao civil;numero de identificacao civil;citizen card;\
         portuguese citizen card;portuguese id card;citizen card number;id card"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Lei n.º 7/2007, article 16; Agência para a Modernização Administrativa, \
         Validação de número de documento do cartão de cidadão"
            .into(),
        ..Recognizer::new("pt_citizen_card", "PT_CITIZEN_CARD", "pt")
    }
}

fn check(value: &[u8]) -> Verdict {
    let civil = weighted(&value[..9], &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    let civil = civil == 0 || civil == 1 && value[8] == b'0';
    let sum: u32 = value
        .iter()
        .enumerate()
        .map(|(at, &byte)| (at % 2 == 0, alphanumeric(byte)))
        .map(|(odd, value)| if odd { doubled(value) } else { value })
        .sum();
    let small = value[9].is_ascii_lowercase() || value[10].is_ascii_lowercase();
    let strength = match value[9] {
        _ if small => 8,
        // Nobody has had so many cards that the first letter must change.
        b'Z' => 20,
        _ => 6,
    };
    Verdict::when(civil && sum.is_multiple_of(10), strength)
}

fn doubled(value: u32) -> u32 {
    if value < 5 { value * 2 } else { value * 2 - 9 }
}
