//! The first digit of one, two or four at a word's start, where a date may be: a mark, a number, a mark
//! and a year behind it, or a year in front; a word close behind it; or, with one or two digits, a word
//! before it and a year or a time behind it. Times of day, addresses and versions are none.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Date;

impl Kind for Date {
    const ANCHOR: Anchor = Anchor::Date;
    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let start = near.here::<class::Digit>() & near.word_start();
        let d1 = near.ahead::<class::Digit>(1);
        let d2 = near.ahead::<class::Digit>(2);
        let d3 = near.ahead::<class::Digit>(3);
        let d4 = near.ahead::<class::Digit>(4);
        let d5 = near.ahead::<class::Digit>(5);
        let d6 = near.ahead::<class::Digit>(6);
        let d7 = near.ahead::<class::Digit>(7);
        let d8 = near.ahead::<class::Digit>(8);
        let d9 = near.ahead::<class::Digit>(9);
        let d10 = near.ahead::<class::Digit>(10);
        let (one, two) = (start & !d1, start & d1 & !d2);
        let (p23, p34, p45, p56) = (d2 & d3, d3 & d4, d4 & d5, d5 & d6);
        let (p67, p78, p89, p9) = (d6 & d7, d7 & d8, d8 & d9, d9 & d10);
        let four = start & d1 & d2 & d3 & !d4;

        // Two numbers, their marks and a year: `3.5.21`.
        let (m3, m4, m5) = (
            near.ahead::<class::DateMark>(3),
            near.ahead::<class::DateMark>(4),
            near.ahead::<class::DateMark>(5),
        );
        let (m6, m7) = (
            near.ahead::<class::DateMark>(6),
            near.ahead::<class::DateMark>(7),
        );
        let numbers = one & near.ahead::<class::DateMark>(1) & d2 & (m3 & p45 | d3 & m4 & p56)
            | two & near.ahead::<class::DateMark>(2) & d3 & (m4 & p56 | d4 & m5 & p67)
            | four & m4 & d5 & (m6 & d7 | d6 & m7 & d8);

        // `3 May`, `3rd of May`, `3. März`, `3. 5. 2021`; between an ordinal sign and a no-break space
        // there are four bytes.
        let behind = one & Self::word_behind(near, 1) | two & Self::word_behind(near, 2);
        // `2021 March 3`, `2021. 3. 3.`, `2021年`
        let dotted = near.ahead::<class::Dot>(4) & near.ahead::<class::Blank>(5);
        let name = near.ahead::<class::Mark>(4) & Self::letter(near, 5)
            | dotted & (Self::letter(near, 6) | d6)
            | near.ahead::<class::High>(4);

        // `May 3, 2021`, `Dec. 3rd 2021`
        let year = p23 & p45 | p34 & p56 | p45 & p67 | p56 & p78 | p67 & p89 | p78 & p9;
        let before = near.behind::<class::Mark>(1)
            & (near.behind::<class::Letter>(2)
                | near.behind::<class::High>(2)
                | near.behind::<class::Gap>(2) & near.behind::<class::Letter>(3));
        // `Mar  3 10:15:30`
        let time = one & near.ahead::<class::Colon>(4) & near.ahead::<class::Colon>(7)
            | two & near.ahead::<class::Colon>(5) & near.ahead::<class::Colon>(8);
        numbers | behind | four & name | before & ((one | two) & year | time)
    }
}

impl Date {
    /// Whether a word may stand behind a day of `len` digits.
    #[inline(always)]
    fn word_behind<I: Isa>(near: Near<'_, I>, len: u32) -> I::Lanes {
        let parts = near.ahead::<class::Mark>(len);
        let apart = parts & Self::letter(near, len + 1);
        let dotted = near.ahead::<class::Dot>(len) & near.ahead::<class::Blank>(len + 1);
        let number = dotted & near.ahead::<class::Digit>(len + 2);
        let wide = near.ahead::<class::Blank>(len) & near.ahead::<class::Blank>(len + 1);
        let ordinal = near.ahead::<class::Letter>(len)
            & near.ahead::<class::Letter>(len + 1)
            & (near.ahead::<class::Mark>(len + 2) | near.ahead::<class::High>(len + 2));
        let sign = near.ahead::<class::High>(len)
            | near.ahead::<class::Dot>(len) & near.ahead::<class::High>(len + 1);
        apart | (dotted | wide) & Self::letter(near, len + 2) | number | ordinal | sign
    }

    /// The first byte of a letter of any script.
    #[inline(always)]
    fn letter<I: Isa>(near: Near<'_, I>, n: u32) -> I::Lanes {
        near.ahead::<class::Letter>(n) | near.ahead::<class::High>(n)
    }
}
