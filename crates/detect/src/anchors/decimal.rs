//! The dot of a decimal number with four places and more.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Decimal;

impl Kind for Decimal {
    const ANCHOR: Anchor = Anchor::Decimal;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let digits = near.ahead::<class::Digit>(1)
            & near.ahead::<class::Digit>(2)
            & near.ahead::<class::Digit>(3)
            & near.ahead::<class::Digit>(4);
        near.here::<class::Dot>() & near.behind::<class::Digit>(1) & digits
    }
}
