//! `:` before a hexadecimal digit or another colon, and behind a hexadecimal digit or before a
//! colon.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct HexColon;

impl Kind for HexColon {
    const ANCHOR: Anchor = Anchor::HexColon;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let colon_next = near.ahead::<class::Colon>(1);
        let either_next = near.ahead::<class::Hex>(1) | colon_next;
        near.here::<class::Colon>() & either_next & (colon_next | near.behind::<class::Hex>(1))
    }
}
