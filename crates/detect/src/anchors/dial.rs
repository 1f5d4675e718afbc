//! `+` or `(` before a digit, or before `+` or `(` and a digit.

use super::near::{Near, dial, digit};

#[inline(always)]
pub(super) fn bits(near: Near<'_>) -> u64 {
    near.here(dial) & (near.ahead(digit, 1) | near.ahead(dial, 1) & near.ahead(digit, 2))
}
