//! French tax numbers of persons (numéro fiscal, SPI).

use super::super::number;
use crate::checks::remainder;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits, the first one 0 to 3; the last three are the first ten modulo 511.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99 99 999 999 999", -6),
            Grouping::new("9 999 999 999 999", -14),
            Grouping::new("9999999999999", -24),
        ])],
        validate: Some(check),
        context: "numero fiscal;numero fiscal de reference;no fiscal;n fiscal;num fiscal;spi;\
         numero spi;identifiant fiscal;reference fiscale;numero d identification fiscale;\
         nif;impot sur le revenu;avis d imposition;tax number;french tax number;tax id;tin;\
         numerofiscal;tax id number;tax id no;tax identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Direction générale des finances publiques, numéro fiscal (SPI), as told to \
         the OECD (tax identification numbers, France)"
            .into(),
        ..Recognizer::new("fr_tax_number", "FR_TAX_NUMBER", "fr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = digits[0] <= b'3'
        && digits[..10] != *b"0000000000"
        && remainder(&digits[..10], 511) == number(&digits[10..]);
    Verdict::when(fits, 20)
}
