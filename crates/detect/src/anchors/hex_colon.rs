//! `:` before a hexadecimal digit or another colon, and behind a hexadecimal digit or before a
//! colon.

use super::{
    Kind,
    near::{Near, colon, hex},
};
use crate::recognizer::Anchor;

pub(super) struct HexColon;

impl Kind for HexColon {
    const ANCHOR: Anchor = Anchor::HexColon;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        let colon_next = near.ahead(colon, 1);
        let either_next = near.ahead(hex, 1) | colon_next;
        near.here(colon) & either_next & (colon_next | near.behind(hex, 1))
    }
}
