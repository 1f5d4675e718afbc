//! Personal numbers of Bosnia and Herzegovina (JMBG).

use super::super::rs::jmbg::{check_of, of};
use crate::recognizer::Recognizer;

/// The number that Serbia has too, given in the regions 10 to 19.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        validate: Some(|digits| check_of(digits, 10..=19)),
        context: "jmbg;jmb;jmb broj;jmbg broj;mbg;maticni broj;jedinstveni maticni broj;\
         jedinstveni maticni broj građana;јмбг;јмб;матични број;јединствени матични број;\
         unique master citizen number;bosnian personal number;national id;\
         national id number;national id no;national identity number;\
         national identification number"
            .into(),
        citation: "Zakon o jedinstvenom matičnom broju, Službeni glasnik BiH 32/01".into(),
        ..of("ba_jmbg", "BA_JMBG", "ba")
    }
}
