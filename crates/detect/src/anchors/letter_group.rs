//! One to three letters at a word's start, perhaps a separator, then a digit.

use super::{
    Kind,
    near::{Near, digit, letter},
};
use crate::{arch::Bitmaps, recognizer::Anchor};

pub(super) struct LetterGroup;

impl Kind for LetterGroup {
    const ANCHOR: Anchor = Anchor::LetterGroup;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        let letters = [1, 2].map(|n| near.ahead(letter, n));
        let marks = [1, 2, 3].map(|n| near.ahead(mark, n));
        let digits = [1, 2, 3, 4].map(|n| near.ahead(digit, n));
        let one = digits[0] | marks[0] & digits[1];
        let two = digits[1] | marks[1] & digits[2];
        let three = digits[2] | marks[2] & digits[3];
        let behind = one | letters[0] & (two | letters[1] & three);
        near.here(letter) & near.word_start() & behind
    }
}

#[inline(always)]
fn mark(maps: &Bitmaps, word: usize) -> u64 {
    maps.blank[word] | maps.dash[word] | maps.dot[word] | maps.slash[word]
}
