//! The first digit of a number where an age may be: of three digits at most with a word close behind it,
//! or behind a word, or behind a mark of a label; or a region begins with it.

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
        start & (behind | before | near.region_start())
    }
}

impl Age {
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
