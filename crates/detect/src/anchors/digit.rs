//! The first digit of a word.

use super::near::{Near, digit};

#[inline(always)]
pub(super) fn bits(near: Near<'_>) -> u64 {
    near.here(digit) & near.word_start()
}
