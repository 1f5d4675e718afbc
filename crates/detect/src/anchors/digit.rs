//! The first digit of a word.

use super::{
    Kind,
    near::{Near, digit},
};
use crate::recognizer::Anchor;

pub(super) struct Digit;

impl Kind for Digit {
    const ANCHOR: Anchor = Anchor::Digit;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        near.here(digit) & near.word_start()
    }
}
