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

    /// Bytes of the class in the words before.
    #[inline(always)]
    pub(super) fn last<C: Class>(self) -> I::Lanes {
        C::load(self.isa, self.maps, self.word - 1)
    }

    /// Bytes of the class in the words behind.
    #[inline(always)]
    pub(super) fn next<C: Class>(self) -> I::Lanes {
        C::load(self.isa, self.maps, self.word + 1)
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

    /// Bit i is set where a region begins `n` (1 to 63) places behind i.
    #[inline(always)]
    pub(super) fn first_ahead(self, n: u32) -> I::Lanes {
        let here = self.isa.lanes(self.first, self.word);
        let next = self.isa.lanes(self.first, self.word + 1);
        here.ahead(next, n)
    }

    /// Bit i is set where a region begins.
    #[inline(always)]
    pub(super) fn region_start(self) -> I::Lanes {
        self.isa.lanes(self.first, self.word)
    }

    /// Bit i is set where a word that has reached i + `n` - 1 (`n` is 1 to 63) ends there: no letter
    /// or digit behind it, or another region. Of other bytes it tells nothing.
    #[inline(always)]
    pub(super) fn word_end(self, n: u32) -> I::Lanes {
        let Runs { here, next } = self.words_on();
        !here.ahead(next, n)
    }

    /// Bytes of the class, as runs that grow.
    #[inline(always)]
    pub(super) fn runs<C: Class>(self) -> Runs<I::Lanes> {
        Runs {
            here: C::load(self.isa, self.maps, self.word),
            next: C::load(self.isa, self.maps, self.word + 1),
        }
    }

    /// Bytes of the class that begin no region, as runs that grow: what may go on with a run.
    #[inline(always)]
    pub(super) fn runs_on<C: Class>(self) -> Runs<I::Lanes> {
        let Runs { here, next } = self.runs::<C>();
        Runs {
            here: here & !self.isa.lanes(self.first, self.word),
            next: next & !self.isa.lanes(self.first, self.word + 1),
        }
    }

    /// Letters and digits that go on with a word, as runs that grow.
    #[inline(always)]
    pub(super) fn words_on(self) -> Runs<I::Lanes> {
        let Runs { here, next } = self.runs_on::<Word>();
        Runs {
            here: here & self.behind::<Word>(1),
            next: next & self.next::<Word>().behind(self.here::<Word>(), 1),
        }
    }

    /// Letters and digits that begin a word, in their region. Of other bytes it tells nothing.
    #[inline(always)]
    pub(super) fn word_start(self) -> I::Lanes {
        !self.words_on().here
    }
}

/// Places from which on some bytes in a row are of a class: one at first.
#[derive(Clone, Copy)]
pub(super) struct Runs<L> {
    pub(super) here: L,
    /// Its highest bits lack what stands behind them; no run of 63 at most asks for them.
    next: L,
}

impl<L: Lanes> Runs<L> {
    /// Places that such a run stands behind.
    #[inline(always)]
    pub(super) fn behind(self) -> L {
        self.here.ahead(self.next, 1)
    }

    /// Runs that are longer by `by`, which is no more than their length. Doubling is the quickest
    /// way to long ones; 63 is the longest.
    #[inline(always)]
    pub(super) fn longer(self, by: u32) -> Self {
        Self {
            here: self.here & (self.here.right(by) | self.next.left(64 - by)),
            next: self.next & self.next.right(by),
        }
    }
}
