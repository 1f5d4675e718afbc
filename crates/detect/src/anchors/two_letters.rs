//! A letter at a word's start, then a letter and two digits.

use super::near::{Near, digit, letter};

#[inline(always)]
pub(super) fn bits(near: Near<'_>) -> u64 {
    let digits = near.ahead(digit, 2) & near.ahead(digit, 3);
    near.here(letter) & near.ahead(letter, 1) & digits & near.word_start()
}
