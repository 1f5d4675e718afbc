//! Montenegrin personal numbers (JMBG).

use super::super::rs::jmbg::{check_of, of};
use crate::recognizer::Recognizer;

/// The number that Serbia has too, given in the regions 20 to 29.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        validate: Some(|digits| check_of(digits, 20..=29)),
        context: "jmbg;jmb;jmbg broj;mbg;maticni broj;jedinstveni maticni broj;\
         jedinstveni maticni broj građana;јмбг;јмб;матични број;јединствени матични број;\
         unique master citizen number;montenegrin personal number;national id;\
         national id number;national id no;national identity number;\
         national identification number"
            .into(),
        citation: "Zakon o centralnom registru stanovništva, on the jedinstveni matični broj"
            .into(),
        ..of("me_jmbg", "ME_JMBG", "me")
    }
}
