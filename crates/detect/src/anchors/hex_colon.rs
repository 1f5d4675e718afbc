//! `:` before a hexadecimal digit or another colon, and behind a hexadecimal digit or before a
//! colon.

use super::near::{Near, colon, hex};

#[inline(always)]
pub(super) fn bits(near: Near<'_>) -> u64 {
    let colon_next = near.ahead(colon, 1);
    let either_next = near.ahead(hex, 1) | colon_next;
    near.here(colon) & either_next & (colon_next | near.behind(hex, 1))
}
