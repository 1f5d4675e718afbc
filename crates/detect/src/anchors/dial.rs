//! `+` or `(` before a digit, or before `+` or `(` and a digit.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Dial;

impl Kind for Dial {
    const ANCHOR: Anchor = Anchor::Dial;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.here::<class::Dial>()
            & (near.ahead::<class::Digit>(1)
                | near.ahead::<class::Dial>(1) & near.ahead::<class::Digit>(2))
    }
}
