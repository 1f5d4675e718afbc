//! A few words of 64 bytes and their neighbours.

use super::class::{Class, Word};
use crate::arch::{Bitmap, Bitmaps, Isa, Lanes};

/// Words of a chunk from `word` on, to look at with what stands before and behind them.
#[derive(Clone, Copy)]
pub(super) struct Near<'a, I> {
    pub(super) isa: I,
    pub(super) maps: &'a Bitmaps,
    pub(super) first: &'a Bitmap,
    pub(super) word: usize,
}

impl<I: Isa> Near<'_, I> {
    /// Bytes of the class.
    #[inline(always)]
    pub(super) fn here<C: Class>(self) -> I::Lanes {
        C::load(self.isa, self.maps, self.word)
    }

    /// Bit i is set where the byte `n` (1 to 63) places behind i is of the class.
    #[inline(always)]
    pub(super) fn ahead<C: Class>(self, n: u32) -> I::Lanes {
        let here = C::load(self.isa, self.maps, self.word);
        let next = C::load(self.isa, self.maps, self.word + 1);
        here.ahead(next, n)
    }

    /// Bit i is set where the byte `n` (1 to 63) places before i is of the class.
    #[inline(always)]
    pub(super) fn behind<C: Class>(self, n: u32) -> I::Lanes {
        let here = C::load(self.isa, self.maps, self.word);
        let last = C::load(self.isa, self.maps, self.word - 1);
        here.behind(last, n)
    }

    /// Bit i is set where a region begins `n` (1 to 63) places before i.
    #[inline(always)]
    pub(super) fn first_behind(self, n: u32) -> I::Lanes {
        let here = self.isa.lanes(self.first, self.word);
        let last = self.isa.lanes(self.first, self.word - 1);
        here.behind(last, n)
    }

    /// Bit i is set where a region begins.
    #[inline(always)]
    pub(super) fn region_start(self) -> I::Lanes {
        self.isa.lanes(self.first, self.word)
    }

    /// Bit i is set where a region begins `n` (1 to 63) places behind i.
    #[inline(always)]
    pub(super) fn first_ahead(self, n: u32) -> I::Lanes {
        let here = self.isa.lanes(self.first, self.word);
        let next = self.isa.lanes(self.first, self.word + 1);
        here.ahead(next, n)
    }

    /// Bit i is set where a word ends before the byte `n` (1 to 63) places behind i, or a region does.
    #[inline(always)]
    pub(super) fn word_end(self, n: u32) -> I::Lanes {
        !self.ahead::<Word>(n) | self.first_ahead(n)
    }

    /// Places where no letter or digit stands before, in the same region.
    #[inline(always)]
    pub(super) fn word_start(self) -> I::Lanes {
        !self.behind::<Word>(1) | self.isa.lanes(self.first, self.word)
    }
}
