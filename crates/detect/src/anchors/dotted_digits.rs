//! A dot between digits.

use super::near::{Near, digit, dot};

#[inline(always)]
pub(super) fn bits(near: Near<'_>) -> u64 {
    near.here(dot) & near.behind(digit, 1) & near.ahead(digit, 1)
}
