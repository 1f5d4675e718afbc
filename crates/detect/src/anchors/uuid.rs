//! The first hyphen of a UUID: three more follow it, each five places behind the last one.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct Uuid;

impl Kind for Uuid {
    const ANCHOR: Anchor = Anchor::Uuid;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.here::<class::Dash>()
            & near.ahead::<class::Dash>(5)
            & near.ahead::<class::Dash>(10)
            & near.ahead::<class::Dash>(15)
            & near.behind::<class::Hex>(1)
    }
}
