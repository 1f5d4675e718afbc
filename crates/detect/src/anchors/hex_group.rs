//! The first separator of a hardware address: `-` or `:` of `xx-xx-xx-`, `.` of `xxxx.xxxx.`.

use super::{Kind, class, near::Near};
use crate::{arch::Isa, recognizer::Anchor};

pub(super) struct HexGroup;

impl Kind for HexGroup {
    const ANCHOR: Anchor = Anchor::HexGroup;

    #[inline(always)]
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes {
        // The third one tells it from a date and from a time of day.
        let pairs = near.here::<class::Dash>()
            & near.ahead::<class::Dash>(3)
            & near.ahead::<class::Dash>(6)
            | near.here::<class::Colon>()
                & near.ahead::<class::Colon>(3)
                & near.ahead::<class::Colon>(6);
        let fours = near.here::<class::Dot>()
            & near.ahead::<class::Dot>(5)
            & near.ahead::<class::Hex>(3)
            & near.ahead::<class::Hex>(4);
        let hex_around = near.ahead::<class::Hex>(1)
            & near.ahead::<class::Hex>(2)
            & near.behind::<class::Hex>(1)
            & near.behind::<class::Hex>(2);
        (pairs | fours) & hex_around
    }
}
