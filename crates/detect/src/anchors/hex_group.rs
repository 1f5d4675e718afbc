//! The first separator of a hardware address: `-` or `:` of `xx-xx-`, `.` of `xxxx.xxxx.`.

use super::{
    Kind,
    near::{Near, colon, dash, dot, hex},
};
use crate::recognizer::Anchor;

pub(super) struct HexGroup;

impl Kind for HexGroup {
    const ANCHOR: Anchor = Anchor::HexGroup;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        let pairs = near.here(dash) & near.ahead(dash, 3) | near.here(colon) & near.ahead(colon, 3);
        let fours = near.here(dot) & near.ahead(dot, 5) & near.ahead(hex, 3) & near.ahead(hex, 4);
        let hex_around =
            near.ahead(hex, 1) & near.ahead(hex, 2) & near.behind(hex, 1) & near.behind(hex, 2);
        (pairs | fours) & hex_around
    }
}
