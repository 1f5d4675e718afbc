//! The first digit of a number of six digits at most where a house number may be: glued to no mark that parts
//! numbers before it, nor to a dot or a colon and a digit behind it, as decimals, times and versions are.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct House;

impl Kind for House {
    const ANCHOR: Anchor = Anchor::House;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let (d1, d2, d3) = (
            Self::digit(near, 1),
            Self::digit(near, 2),
            Self::digit(near, 3),
        );
        let (d4, d5, d6) = (
            Self::digit(near, 4),
            Self::digit(near, 5),
            Self::digit(near, 6),
        );
        let is_long = d1 & d2 & d3 & d4 & d5 & d6;
        let goes_on = Self::mark(near, 1) & d2
            | d1 & (Self::mark(near, 2) & d3 | d2 & Self::mark(near, 3) & d4);
        let mark = near.behind::<class::DateMark>(1)
            | near.behind::<class::Colon>(1) & near.behind::<class::Digit>(2)
            | near.behind::<class::Joint>(1)
            | near.behind::<class::Equals>(1);
        let mark = mark & !near.region_start();
        near.here::<class::Digit>() & near.word_start() & !mark & !is_long & !goes_on
    }
}

impl House {
    /// A digit that begins no region.
    #[inline(always)]
    fn digit<I: Isa>(near: Near<'_, I>, n: u32) -> I::Lanes {
        near.ahead::<class::Digit>(n) & !near.first_ahead(n)
    }

    /// A dot or a colon that begins no region.
    #[inline(always)]
    fn mark<I: Isa>(near: Near<'_, I>, n: u32) -> I::Lanes {
        let marks = near.ahead::<class::Dot>(n) | near.ahead::<class::Colon>(n);
        marks & !near.first_ahead(n)
    }
}
