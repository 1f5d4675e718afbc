//! Personal numbers of North Macedonia (EMBG).

use super::super::rs::jmbg::{check_of, of};
use crate::recognizer::Recognizer;

/// The number that Serbia has too, given in the regions 40 to 49.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        validate: Some(|digits| check_of(digits, 40..=49)),
        context: "ембг;матичен број;единствен матичен број;матичен број на граѓанинот;embg;\
         maticen broj;edinstven maticen broj;jmbg;unique master citizen number;\
         macedonian personal number;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        citation: "Закон за матичен број на граѓанинот, Службен весник 36/92".into(),
        ..of("mk_jmbg", "MK_JMBG", "mk")
    }
}
