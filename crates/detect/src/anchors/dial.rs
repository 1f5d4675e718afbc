//! `+` or `(` before a digit, or before `+` or `(` and a digit.

use super::{
    Kind,
    near::{Near, dial, digit},
};
use crate::recognizer::Anchor;

pub(super) struct Dial;

impl Kind for Dial {
    const ANCHOR: Anchor = Anchor::Dial;

    #[inline(always)]
    fn bits(near: Near<'_>) -> u64 {
        near.here(dial) & (near.ahead(digit, 1) | near.ahead(dial, 1) & near.ahead(digit, 2))
    }
}
