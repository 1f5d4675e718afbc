//! German health insurance numbers (Krankenversichertennummer), the part that stays for life.

use super::super::digit_sum;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter, eight digits and a check digit. The letter counts as two digits, A as 01; the ten
/// digits are weighted 1 2 in turn, the digits of each product added up; the sum modulo 10 is the
/// check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A999999999", -17),
            Grouping::new("A 999999999", -18),
            Grouping::new("A999 999 999", -12),
            Grouping::new("A 999 999 999", -12),
        ])],
        validate: Some(check),
        context: "krankenversichertennummer;krankenversicherten nr;kvnr;kv nummer;kv nr;\
         versichertennummer;versicherten nr;versichertennr;versicherten id;\
         krankenversicherungsnummer;krankenkassennummer;krankenkasse;gesundheitskarte;egk;\
         e gk;versichertenkarte;krankenversicherung;german health insurance number;\
         health insurance number;health insurance;insurance number;krankenversichertennr;\
         krankenversicherungsnr;kvnummer"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "SGB V, section 290; GKV-Spitzenverband, Richtlinien zum Aufbau und zur \
         Vergabe einer Krankenversichertennummer"
            .into(),
        ..Recognizer::new("de_health_insurance", "DE_HEALTH_INSURANCE", "de")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letter = value[0].to_ascii_uppercase() - b'A' + 1;
    let sum: u32 = [letter / 10, letter % 10]
        .into_iter()
        .chain(value[1..9].iter().map(|digit| digit - b'0'))
        .zip([1, 2, 1, 2, 1, 2, 1, 2, 1, 2])
        .map(|(digit, weight)| digit_sum(u32::from(digit) * weight))
        .sum();
    let fits = value[1..9] != *b"00000000" && sum % 10 == u32::from(value[9] - b'0');
    Verdict::when(fits, if value[0].is_ascii_uppercase() { 10 } else { 0 })
}
