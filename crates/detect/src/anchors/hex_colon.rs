//! The first `:` of an address of version 6: with another one behind it, or between hexadecimal digits
//! with two more colons not far behind, which a time of day has not.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct HexColon;

impl Kind for HexColon {
    const ANCHOR: Anchor = Anchor::HexColon;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        let colons = near.here::<class::Colon>();
        let c3 = near.ahead::<class::Colon>(3);
        let c4 = near.ahead::<class::Colon>(4);
        let c5 = near.ahead::<class::Colon>(5);
        let c6 = near.ahead::<class::Colon>(6);
        let c7 = near.ahead::<class::Colon>(7);
        let c8 = near.ahead::<class::Colon>(8);
        // A group has up to four digits, and perhaps none.
        let more = near.ahead::<class::Colon>(2) & (c3 | c4 | c5 | c6 | c7)
            | c3 & (c4 | c5 | c6 | c7 | c8)
            | c4 & (c5 | c6 | c7 | c8 | near.ahead::<class::Colon>(9))
            | c5 & (c6 | c7 | c8 | near.ahead::<class::Colon>(9) | near.ahead::<class::Colon>(10));
        let between = near.behind::<class::Hex>(1) & near.ahead::<class::Hex>(1);
        colons & (near.ahead::<class::Colon>(1) | between & more)
    }
}
