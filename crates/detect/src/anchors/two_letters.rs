//! A letter at a word's start, then a letter and two digits.

use super::{
    Kind,
    near::{Near, digit, letter},
};
use crate::recognizer::Anchor;

pub(super) struct TwoLetters;

impl Kind for TwoLetters {
    const ANCHOR: Anchor = Anchor::TwoLetters;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        let digits = near.ahead(digit, 2) & near.ahead(digit, 3);
        near.here(letter) & near.ahead(letter, 1) & digits & near.word_start()
    }
}
