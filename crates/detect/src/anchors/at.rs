//! `@`

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct At;

impl Kind for At {
    const ANCHOR: Anchor = Anchor::At;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.here::<class::At>()
    }
}
