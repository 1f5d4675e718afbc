//! The first dot of four numbers: a number of up to three digits before it, another one and a dot
//! behind it.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct DottedDigits;

impl Kind for DottedDigits {
    const ANCHOR: Anchor = Anchor::DottedDigits;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let (d1, d2) = (
            near.behind::<class::Digit>(1),
            near.behind::<class::Digit>(2),
        );
        let d3 = near.behind::<class::Digit>(3);
        let (dot2, dot3) = (near.behind::<class::Dot>(2), near.behind::<class::Dot>(3));
        let dot4 = near.behind::<class::Dot>(4);
        // Up to the edge of the region.
        let (f1, f2, f3) = (
            near.first_behind(1),
            near.first_behind(2),
            near.first_behind(3),
        );
        let goes_on = !f1 & (dot2 | !f2 & d2 & (dot3 | !f3 & d3 & dot4));
        let second = near.ahead::<class::Dot>(2)
            | near.ahead::<class::Digit>(2)
                & (near.ahead::<class::Dot>(3)
                    | near.ahead::<class::Digit>(3) & near.ahead::<class::Dot>(4));
        near.here::<class::Dot>() & d1 & near.ahead::<class::Digit>(1) & second & !goes_on
    }
}
