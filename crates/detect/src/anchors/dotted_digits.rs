//! A dot between digits.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct DottedDigits;

impl Kind for DottedDigits {
    const ANCHOR: Anchor = Anchor::DottedDigits;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.here::<class::Dot>() & near.behind::<class::Digit>(1) & near.ahead::<class::Digit>(1)
    }
}
