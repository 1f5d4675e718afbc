//! The first byte of a region, if a letter or a digit is there: for values that are all of it.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Start;

impl Kind for Start {
    const ANCHOR: Anchor = Anchor::Start;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.region_start() & (near.here::<class::Word>() | near.here::<class::High>())
    }
}
