//! The slash of a closing tag: `</name`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct ClosingTag;

impl Kind for ClosingTag {
    const ANCHOR: Anchor = Anchor::ClosingTag;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        near.here::<class::Slash>() & near.behind::<class::Halt>(1) & near.ahead::<class::Letter>(1)
    }
}
