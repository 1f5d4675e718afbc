//! One word of 64 bytes and its neighbours.

use crate::arch::{Bitmap, Bitmaps};

/// A word of a chunk, to look at with what stands before and behind it.
///
/// A class is given as a function of bitmaps and word, so that classes can be joined:
/// `|maps, word| maps.hex[word] | maps.colon[word]`.
#[derive(Clone, Copy)]
pub(super) struct Near<'a> {
    pub(super) maps: &'a Bitmaps,
    pub(super) first: &'a Bitmap,
    pub(super) word: usize,
}

impl Near<'_> {
    /// Bytes of the class.
    #[inline(always)]
    pub(super) fn here(self, class: impl Fn(&Bitmaps, usize) -> u64) -> u64 {
        class(self.maps, self.word)
    }

    /// Bit i is set where the byte `n` (1 to 63) places behind i is of the class.
    #[inline(always)]
    pub(super) fn ahead(self, class: impl Fn(&Bitmaps, usize) -> u64, n: u32) -> u64 {
        class(self.maps, self.word) >> n | class(self.maps, self.word + 1) << (64 - n)
    }

    /// Bit i is set where the byte `n` (1 to 63) places before i is of the class.
    #[inline(always)]
    pub(super) fn behind(self, class: impl Fn(&Bitmaps, usize) -> u64, n: u32) -> u64 {
        class(self.maps, self.word) << n | class(self.maps, self.word - 1) >> (64 - n)
    }

    /// Bit i is set where a region begins `n` (1 to 63) places before i.
    #[inline(always)]
    pub(super) fn first_behind(self, n: u32) -> u64 {
        self.first[self.word] << n | self.first[self.word - 1] >> (64 - n)
    }

    /// Places where no letter or digit stands before, in the same region.
    #[inline(always)]
    pub(super) fn word_start(self) -> u64 {
        !self.behind(word, 1) | self.first[self.word]
    }
}

#[inline(always)]
pub(super) fn word(maps: &Bitmaps, word: usize) -> u64 {
    maps.digit[word] | maps.letter[word]
}

#[inline(always)]
pub(super) fn digit(maps: &Bitmaps, word: usize) -> u64 {
    maps.digit[word]
}

#[inline(always)]
pub(super) fn letter(maps: &Bitmaps, word: usize) -> u64 {
    maps.letter[word]
}

#[inline(always)]
pub(super) fn hex(maps: &Bitmaps, word: usize) -> u64 {
    maps.hex[word]
}

#[inline(always)]
pub(super) fn colon(maps: &Bitmaps, word: usize) -> u64 {
    maps.colon[word]
}

#[inline(always)]
pub(super) fn dot(maps: &Bitmaps, word: usize) -> u64 {
    maps.dot[word]
}

#[inline(always)]
pub(super) fn dash(maps: &Bitmaps, word: usize) -> u64 {
    maps.dash[word]
}

#[inline(always)]
pub(super) fn slash(maps: &Bitmaps, word: usize) -> u64 {
    maps.slash[word]
}

#[inline(always)]
pub(super) fn dial(maps: &Bitmaps, word: usize) -> u64 {
    maps.dial[word]
}
