//! The first digit of one, two or four at a word's start, where a date may be: a mark and a digit
//! behind it, or, with one or two, a word close to it on either side.

use super::{
    Kind,
    near::{Near, colon, dash, digit, dot, letter, slash},
};
use crate::{arch::Bitmaps, recognizer::Anchor};

pub(super) struct Date;

impl Kind for Date {
    const ANCHOR: Anchor = Anchor::Date;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        let start = near.here(digit) & near.word_start();
        let [d1, d2, d3, d4, d5] = [1, 2, 3, 4, 5].map(|n| near.ahead(digit, n));
        let (one, two) = (start & !d1, start & d1 & !d2);
        let four = start & d1 & d2 & d3 & !d4;
        let numbers = one & near.ahead(mark, 1) & d2
            | two & near.ahead(mark, 2) & d3
            | four & near.ahead(mark, 4) & d5;
        let [l1, l2, l3, l4, l5] = [1, 2, 3, 4, 5].map(|n| near.ahead(letter, n));
        // `3 May`, `3. May`, `3rd of May`
        let behind = one & (l1 | l2 | l3 | l4) | two & (l2 | l3 | l4 | l5);
        // `May 3`, `Dec. 3`
        let gap = near.behind(gap, 1);
        let before =
            gap & (near.behind(letter, 2) | near.behind(self::gap, 2) & near.behind(letter, 3));
        let time = one & near.ahead(colon, 1) | two & near.ahead(colon, 2);
        numbers | (behind | (one | two) & before) & !time
    }
}

#[inline(always)]
fn mark(maps: &Bitmaps, word: usize) -> u64 {
    dash(maps, word) | dot(maps, word) | slash(maps, word)
}

#[inline(always)]
fn gap(maps: &Bitmaps, word: usize) -> u64 {
    maps.blank[word] | maps.dot[word]
}
