//! Slovenian personal numbers (EMŠO).

use super::super::rs::jmbg::{check_of, of};
use crate::recognizer::Recognizer;

/// The number that Serbia has too (day, month and year of birth, region, order, check digit modulo
/// 11), given in the regions 50 to 59.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        validate: Some(|digits| check_of(digits, 50..=59)),
        context: "emso;emso stevilka;enotna maticna stevilka obcana;enotna maticna stevilka;\
         maticna stevilka;jmbg;slovenian personal number;unique master citizen number;\
         national id;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        citation: "Zakon o centralnem registru prebivalstva, on the enotna matična številka občana"
            .into(),
        ..of("si_emso", "SI_EMSO", "si")
    }
}
