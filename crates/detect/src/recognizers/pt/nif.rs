//! Portuguese tax numbers (NIF, NIPC).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits: the first ones tell the kind (1 2 3 for persons, 45 for those who live abroad, 5
/// and 6 for bodies, 7 to 9 for the rest), the last one is the check digit: the others weighted 9
/// to 2, 11 less the sum modulo 11, 10 and 11 written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -18),
            Grouping::new("999.999.999", -18),
            Grouping::new("999-999-999", -20),
            Grouping::new("999999999", -23),
        ])],
        validate: Some(check),
        context:
            "nif;n i f;nipc;contribuinte;numero de contribuinte;n contribuinte;no contribuinte;\
         numero contribuinte;numero de identificacao fiscal;identificacao fiscal;\
         numero fiscal;n fiscal;nif n;nif do cliente;portuguese tax number;tax number;\
         tax identification number;portuguese nif;tax id;tin;tax id number;tax id no"
                .into(),
        normal: Normal::Digits,
        citation: "Decreto-Lei n.º 14/2013, articles 4 to 6; Portaria n.º 377/2003; OECD, tax \
         identification numbers, Portugal"
            .into(),
        ..Recognizer::new("pt_nif", "PT_NIF", "pt")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let known = match digits[0] {
        b'1'..=b'3' | b'5' | b'6' | b'8' => true,
        b'4' => digits[1] == b'5',
        b'7' => matches!(digits[1], b'0'..=b'2' | b'4'..=b'5' | b'7'..=b'9'),
        b'9' => matches!(digits[1], b'0' | b'1' | b'8' | b'9'),
        _ => false,
    };
    let sum = weighted(&digits[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 11 % 10;
    let fits = known && digits[1..] != digits[..8] && digit == u32::from(digits[8] - b'0');
    Verdict::when(fits, 10)
}
