//! The first digit of one, two or four at a word's start, where a date may be: a mark, a number and
//! a mark behind it, or, with one or two, a word close to it on either side.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Date;

impl Kind for Date {
    const ANCHOR: Anchor = Anchor::Date;
    const COMMON: bool = true;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let start = near.here::<class::Digit>() & near.word_start();
        let (d1, d2, d3) = (
            near.ahead::<class::Digit>(1),
            near.ahead::<class::Digit>(2),
            near.ahead::<class::Digit>(3),
        );
        let (d4, d5) = (near.ahead::<class::Digit>(4), near.ahead::<class::Digit>(5));
        let (one, two) = (start & !d1, start & d1 & !d2);
        let four = start & d1 & d2 & d3 & !d4;
        // Two numbers and their marks: `3.5.` of a date, not of a decimal.
        let (m3, m4, m5) = (
            near.ahead::<class::DateMark>(3),
            near.ahead::<class::DateMark>(4),
            near.ahead::<class::DateMark>(5),
        );
        let (m6, m7) = (
            near.ahead::<class::DateMark>(6),
            near.ahead::<class::DateMark>(7),
        );
        let numbers = one & near.ahead::<class::DateMark>(1) & d2 & (m3 | m4)
            | two & near.ahead::<class::DateMark>(2) & d3 & (m4 | m5)
            | four & m4 & d5 & (m6 | m7);
        let close = near.ahead::<class::Letter>(2)
            | near.ahead::<class::Letter>(3)
            | near.ahead::<class::Letter>(4)
            | near.ahead::<class::Letter>(5);
        // `3 May`, `3rd of May`; between an ordinal sign and a no-break space there are four bytes.
        let behind = one & (near.ahead::<class::Letter>(1) | close)
            | two & (close | near.ahead::<class::Letter>(6));
        // `May 3`, `Dec. 3`
        let gap = near.behind::<class::Gap>(1);
        let before = gap
            & (near.behind::<class::Letter>(2)
                | near.behind::<class::Gap>(2) & near.behind::<class::Letter>(3));
        let time = one & near.ahead::<class::Colon>(1) | two & near.ahead::<class::Colon>(2);
        numbers | (behind | (one | two) & before) & !time
    }
}
