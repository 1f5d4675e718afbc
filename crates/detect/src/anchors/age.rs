//! The first digit of a number of three digits at most where an age may be: with a word close behind it,
//! or behind a word, or behind a mark of a label. Parts of dates, times and decimals are none.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Age;

impl Kind for Age {
    const ANCHOR: Anchor = Anchor::Age;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let start = near.here::<class::Digit>() & near.word_start();
        let d1 = near.ahead::<class::Digit>(1);
        let d2 = near.ahead::<class::Digit>(2);
        let (end1, end2, end3) = (
            Self::ends(near, 1),
            Self::ends(near, 2),
            Self::ends(near, 3),
        );
        let (one, two, three) = (
            start & end1,
            start & !end1 & end2,
            start & !end1 & !end2 & end3,
        );
        let goes_on = one & Self::goes_on(near, 1)
            | two & Self::goes_on(near, 2)
            | three & Self::goes_on(near, 3);
        let comes_from = Self::joins_behind(near) & near.behind::<class::Digit>(2);
        let start = (one | two | three) & !goes_on & !comes_from;
        // `93 years`, `93-year-old`, `93 лет`, `93歳`, `93yo`, `93y/o`
        let behind = Self::word_behind(near, 1)
            | d1 & (Self::word_behind(near, 2) | d2 & Self::word_behind(near, 3));
        // `aged 93`, `age: 93`, `age=93`, `"age": "93`
        let letter = near.behind::<class::Letter>(2) | near.behind::<class::High>(2);
        let marks = near.behind::<class::Colon>(2) | near.behind::<class::Equals>(2);
        let before = near.behind::<class::Colon>(1)
            | near.behind::<class::Equals>(1)
            | near.behind::<class::Blank>(1) & (letter | marks)
            | near.behind::<class::High>(1)
            | near.behind::<class::Colon>(3);
        start & (behind | before)
    }
}

impl Age {
    /// Whether digits that have reached `n` places behind end there.
    #[inline(always)]
    fn ends<I: Isa>(near: Near<'_, I>, n: u32) -> I::Lanes {
        !near.ahead::<class::Digit>(n) | near.first_ahead(n)
    }

    /// Whether a date, a time or a decimal goes on behind a number of `n` digits, in this region.
    #[inline(always)]
    fn goes_on<I: Isa>(near: Near<'_, I>, n: u32) -> I::Lanes {
        let marks = near.ahead::<class::DateMark>(n) | near.ahead::<class::Colon>(n);
        marks & near.ahead::<class::Digit>(n + 1) & !near.first_ahead(n) & !near.first_ahead(n + 1)
    }

    /// The same of the byte before, in this region.
    #[inline(always)]
    fn joins_behind<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let marks = near.behind::<class::DateMark>(1) | near.behind::<class::Colon>(1);
        marks & !near.region_start() & !near.first_behind(1)
    }

    /// Whether a word stands behind a number of `len` digits.
    #[inline(always)]
    fn word_behind<I: Isa>(near: Near<'_, I>, len: u32) -> I::Lanes {
        let gap = near.ahead::<class::Blank>(len) | near.ahead::<class::Dash>(len);
        let high = near.ahead::<class::High>(len + 1);
        let letter = near.ahead::<class::Letter>(len + 1);
        let glued =
            near.ahead::<class::Letter>(len) & (letter | near.ahead::<class::DateMark>(len + 1));
        gap & (letter | high) | near.ahead::<class::High>(len) | glued
    }
}
