//! A dot between digits.

use super::{
    Kind,
    near::{Near, digit, dot},
};
use crate::recognizer::Anchor;

pub(super) struct DottedDigits;

impl Kind for DottedDigits {
    const ANCHOR: Anchor = Anchor::DottedDigits;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        near.here(dot) & near.behind(digit, 1) & near.ahead(digit, 1)
    }
}
