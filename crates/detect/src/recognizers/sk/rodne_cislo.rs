//! Slovak birth numbers (rodné číslo).

use super::super::cz::rodne_cislo::{check, groupings};
use crate::recognizer::{Normal, Recognizer, Shape};

/// The number of Czechoslovakia, of the same form and check as the Czech one: the two are told
/// apart by words that name the country, and where both fit it is called Czech.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(groupings())],
        validate: Some(check),
        context: "slovenske rodne cislo;rodne cislo sr;rodne cislo sk;sk rodne cislo;sk rc;\
         rodne cislo slovensko;rodne cislo;rodneho cisla;rodnym cislom;rodne cisla;rodne c;\
         r c;slovak birth number;slovak personal number;birth number;national id;\
         national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Zákon č. 301/1995 Z. z. o rodnom čísle".into(),
        ..Recognizer::new("sk_rodne_cislo", "SK_RODNE_CISLO", "sk")
    }
}
