//! Swiss enterprise identification numbers (UID, IDE).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `CHE`, eight digits and a check digit: the eight weighted 5 4 3 2 7 6 5 4, 11 less the sum
/// modulo 11, 11 written as 0; where it would be 10 the number is not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA-999.999.999", 0),
            Grouping::new("AAA 999.999.999", -2),
            Grouping::new("AAA-999-999-999", -4),
            Grouping::new("AAA-999 999 999", -4),
            Grouping::new("AAA 999 999 999", -6),
            Grouping::new("AAA999.999.999", -4),
            Grouping::new("AAA-999999999", -4),
            Grouping::new("AAA 999999999", -8),
            Grouping::new("AAA999999999", -8),
        ])],
        validate: Some(check),
        context: "uid;uid nummer;uid nr;unternehmens identifikationsnummer;\
         unternehmensidentifikationsnummer;handelsregister;firmennummer;numero ide;\
         numero d identification des entreprises;registre du commerce;\
         numero d identificazione delle imprese;registro di commercio;\
         enterprise identification number;business identification number;swiss uid"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Bundesgesetz über die Unternehmens-Identifikationsnummer (UIDG, SR 431.03); \
         eCH-0097"
            .into(),
        ..Recognizer::new("ch_uid", "CH_UID", "ch")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (letters, digits) = value.split_at(3);
    let small = letters == b"che";
    let sum = weighted(&digits[..8], &[5, 4, 3, 2, 7, 6, 5, 4]);
    let digit = (11 - sum % 11) % 11;
    let fits = (small || letters == b"CHE")
        && digits[..8] != *b"00000000"
        && digit == u32::from(digits[8] - b'0');
    Verdict::when(fits, if small { 12 } else { 20 })
}
